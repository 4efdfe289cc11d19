import type { Scope } from '../policy/evaluate.ts';
import type { LoadedRule } from '../policy/expressions.ts';
import type { LoadedPack } from '../policy/load.ts';
import { type Gap, isUnknown, reasonsOf, type Tri, type Unknown } from '../policy/unknown.ts';
import type { Finding } from './finding.ts';
import type { Basis, Outcome } from './outcome.ts';
import { bases } from './outcome.ts';
import { openIn } from './questions.ts';
import type { Seen } from './seen.ts';

/** What a rule says of a subject, before it is written down as a finding. */
export type Judged = { readonly outcome: Outcome; readonly because: string; readonly gaps: readonly Gap[] };

export const notApplicable: Judged = { outcome: 'not-applicable', because: '', gaps: [] };

export const open = (why: Unknown): Judged => ({ outcome: 'unknown', because: reasonsOf(why), gaps: why.gaps });

/**
 * `when`, then `require`. An unknown `when` is unknown even where `require` holds: nobody can tell whether the
 * rule would have had anything to say (guard 1).
 */
export function judge(rule: LoadedRule, scope: Scope): Judged {
  const asked: Tri = rule.when === undefined ? true : rule.when(scope);
  if (asked === false) return notApplicable;
  if (isUnknown(asked)) return open(asked);
  const holds = rule.require(scope);
  if (isUnknown(holds)) return open(holds);
  return holds
    ? { outcome: 'pass', because: rule.claim, gaps: [] }
    : { outcome: 'fail', because: rule.because(scope), gaps: [] };
}

/** Where a finding belongs. */
export type Subject = {
  readonly subject: string;
  readonly at: string;
  readonly place?: string;
  readonly basis: Basis;
  readonly seen?: readonly Seen[];
};

/** Writes down what a rule said. While a rule is suspended, its failure is unknown, and says by what. */
export function finding(
  pack: LoadedPack,
  rule: LoadedRule,
  asOf: string,
  subject: Subject,
  judged: Judged,
  scope: Scope,
): Finding {
  const pause =
    judged.outcome === 'fail'
      ? rule.suspended?.find(({ from, to }) => from <= asOf && (to === 'open' || asOf <= to))
      : undefined;
  const outcome = pause ? 'unknown' : judged.outcome;
  const because = pause ? `suspended by ${pause.by}; would fail: ${judged.because}` : judged.because;
  const gaps: readonly Gap[] = pause ? [{ because, cause: 'law' }] : judged.gaps;
  return {
    outcome,
    rule: rule.id,
    because,
    remedy: outcome === 'fail' ? rule.remedy?.(scope) : undefined,
    ...(outcome === 'unknown' ? openIn(gaps, pack) : { missing: [] }),
    claim: rule.claim,
    clause: rule.clause,
    basis: subject.basis,
    subject: subject.subject,
    at: subject.at,
    place: subject.place,
    ...shownBy(outcome, subject.seen),
  };
}

/** What passes is where it was declared, and nobody looks for it. */
const shownBy = (outcome: Outcome, seen: readonly Seen[] = []): { seen?: Seen[] } =>
  seen.length > 0 && (outcome === 'fail' || outcome === 'unknown') ? { seen: [...seen] } : {};

export const weakest = (seen: readonly Basis[]): Basis => bases.find((basis) => seen.includes(basis)) ?? 'declared';
