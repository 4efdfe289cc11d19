import type { Waiver } from '../waiver/waiver.ts';
import { exitOf, onlyWaived, statusOf } from './exit-status.ts';
import type { Reported } from './reported.ts';
import { counted } from './words.ts';

const unknownAllowed =
  'What nobody can tell is allowed here (`--allow-unknown`): it is reported, and does not fail the command.';

/** What makes a command end otherwise than the verdict says, as sentences: every form of a report has them. */
export function leniency(reported: Pick<Reported, 'audit' | 'allowUnknown' | 'waiving'>): string[] {
  const { audit, allowUnknown, waiving } = reported;
  const failures = audit.packs.flatMap(({ findings }) => findings.filter(({ outcome }) => outcome === 'fail'));
  const waived = failures.filter((finding) => waiving.of(finding) !== undefined);
  return [
    ...(allowUnknown ? [unknownAllowed] : []),
    ...(waived.length === 0 ? [] : [waivedOf(waived.length, failures.length, statusOf(reported))]),
    ...waiving.idle.map(
      ({ waiver: { rule, subject }, why }) => `A waiver of ${rule} for ${subject} does nothing: ${why}.`,
    ),
  ];
}

function waivedOf(waived: number, failures: number, status: number): string {
  const verdict = 'The verdict stands';
  if (status === onlyWaived) return `All that is broken is waived, ${counted(waived, 'failure')}. ${verdict}.`;
  const more =
    waived === failures && status === exitOf['non-compliant'] ? ', and more may be broken: the law leaves it open' : '';
  return `${waived} of ${counted(failures, 'failure')} ${waived === 1 ? 'is' : 'are'} waived. ${verdict}${more}.`;
}

/** Who answers for a failure, how long, and why. */
export const waivedText = ({ by, until, because }: Waiver): string => `waived by ${by} until ${until}: ${because}`;
