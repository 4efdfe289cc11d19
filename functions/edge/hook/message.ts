import type { Audit } from '../../../shared/audit/finding.ts';
import type { Outcome } from '../../../shared/audit/outcome.ts';
import { happens } from '../../../shared/declaration/activity.ts';
import type { LookedAt } from '../../../shared/evidence/deployed/looked-at.ts';
import { visible } from '../../../shared/report/lines.ts';
import type { Judged } from './judge.ts';
import { mostMessage } from './request.ts';

const mostLine = 400;
/** Of each list: there are others after it. */
const mostLines = 12;

/** Which stack of whom was judged how, with the digest that the command gives of the same. */
export const headline = ({ audit, name }: Judged): string =>
  line(`${audit.verdict.toUpperCase()}: ${name}, as of ${audit.asOf}, ${audit.digest}`);

/** Everything that keeps a stack from being deployed: what leaves India, which rule says so, what nobody could read. */
export function problemsIn({ audit, lookedAt }: Judged): string {
  const outcome = audit.verdict === 'non-compliant' ? 'fail' : 'unknown';
  return [
    ...listed('Leaves India, or may', lookedAt.flatMap(awayIn)),
    ...listed(outcome === 'fail' ? 'Broken' : 'Not known', findingsIn(audit, outcome)),
    ...listed('Not read', lookedAt.flatMap(unreadIn)),
  ].join('\n');
}

/** As much as CloudFormation shows. */
export const cut = (message: string): string =>
  message.length > mostMessage ? `${message.slice(0, mostMessage - 1)}…` : message;

const awayIn = ({ away }: LookedAt) =>
  away.map(({ resource, activity, place, at }) => `\`${resource}\` ${happens[activity]} \`${place}\` (${at.pointer})`);

const unreadIn = ({ unread }: LookedAt) => unread.map(({ pointer, because }) => `${because} (${pointer || '/'})`);

/** One thing is said once, with every pack that says it. */
function findingsIn({ packs }: Audit, outcome: Outcome): string[] {
  const rules = new Map<string, string[]>();
  for (const { pack, kind, findings } of packs) {
    if (kind !== 'law' && kind !== 'policy') continue;
    for (const finding of findings) {
      if (finding.outcome !== outcome) continue;
      const rule = `${pack}/${finding.rule}`;
      rules.set(finding.because, [...(rules.get(finding.because) ?? []), rule]);
    }
  }
  return [...rules].map(([because, by]) => `${because} (${[...new Set(by)].join(', ')})`);
}

function listed(what: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, mostLines).map((one) => `- ${line(one)}`);
  const of = lines.length > mostLines ? ` (${mostLines} of ${lines.length})` : '';
  return [`${what}${of}:`, ...shown];
}

/** Whoever wrote the template chose its names. */
function line(text: string): string {
  const plain = visible(text);
  return plain.length > mostLine ? `${plain.slice(0, mostLine - 1)}…` : plain;
}
