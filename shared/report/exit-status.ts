import type { PackResult } from '../audit/finding.ts';
import { strictestVerdict, type Verdict } from '../audit/outcome.ts';
import type { Waiving } from '../waiver/waiving.ts';
import type { Reported } from './reported.ts';

/**
 * With what a command that audits ends. 1 is kept for "the command itself broke", so that a build can tell a breach
 * from a bad file.
 */
export const exitOf: Readonly<Record<Verdict, number>> = {
  compliant: 0,
  'not-applicable': 0,
  'non-compliant': 2,
  indeterminate: 3,
};

/** A breach, and somebody answers for all of it: no 0, since the verdict stands. */
export const onlyWaived = 4;

/** The exit status where it may be allowed that nobody can tell. A breach is never allowed. */
export const exitStatus = (verdict: Verdict, allowUnknown: boolean): number =>
  allowUnknown && verdict === 'indeterminate' ? 0 : exitOf[verdict];

/** The exit status of a reported audit: where all that is broken is waived, of what is left, and 4 if nothing is. */
export function statusOf({
  audit,
  allowUnknown,
  waiving,
}: Pick<Reported, 'audit' | 'allowUnknown' | 'waiving'>): number {
  if (audit.verdict !== 'non-compliant') return exitStatus(audit.verdict, allowUnknown);
  const left = strictestVerdict(audit.packs.map((pack) => unwaived(pack, waiving)));
  return exitStatus(left, allowUnknown) || onlyWaived;
}

/**
 * What a pack comes to without its waived failures. One that also waits for the law to be settled stays as it is: it may
 * be broken under every reading, which no failure of it says.
 */
function unwaived({ verdict, findings }: PackResult, waiving: Waiving): Verdict {
  if (verdict !== 'non-compliant') return verdict;
  const failures = findings.filter(({ outcome }) => outcome === 'fail');
  const open = findings.filter(({ outcome }) => outcome === 'unknown');
  const answeredFor = failures.length > 0 && failures.every((finding) => waiving.of(finding) !== undefined);
  const disputed = open.some(({ unsettled = [] }) => unsettled.some(({ cause }) => cause === 'law'));
  if (!answeredFor || disputed) return 'non-compliant';
  return open.length > 0 ? 'indeterminate' : 'compliant';
}
