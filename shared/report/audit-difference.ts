import type { Audit, Finding } from '../audit/finding.ts';
import { type Outcome, rank, type Verdict, verdicts } from '../audit/outcome.ts';

/** An audit to be compared. `placements`: `videos store aws/ap-south-1`, each once. */
export type Side = { readonly audit: Audit; readonly placements: readonly string[] };

/** Something that is said otherwise than before; null: it was not said at all. */
export type Turned<T> = { readonly was: T | null; readonly is: T | null };

export type AuditDifference = {
  /** The verdict, or that of a pack, became stricter to a breach or a doubt, or something fails that did not. */
  readonly worse: boolean;
  readonly verdict: Turned<Verdict>;
  readonly packs: readonly (Turned<Verdict> & { readonly pack: string })[];
  /** Of failures and open matters, those that began, ended or turned into the other. */
  readonly findings: readonly (Turned<Outcome> &
    Pick<Finding, 'rule' | 'subject' | 'because'> & { readonly pack: string })[];
  readonly placements: { readonly went: readonly string[]; readonly came: readonly string[] };
  /** By what the two were judged, where that differs: then a change need not be of the declaration. */
  readonly judgedBy: readonly (Turned<string> & { readonly what: string })[];
};

/** What changed from one audit to another. Both are named by content, so that a reordered file changes nothing. */
export function auditDifference(before: Side, after: Side): AuditDifference {
  const verdict = { was: before.audit.verdict, is: after.audit.verdict };
  const packs = turned(verdictsOf(before.audit), verdictsOf(after.audit)).map(([pack, turn]) => ({ pack, ...turn }));
  const [then, now] = [findingsOf(before.audit), findingsOf(after.audit)];
  const findings = turned(outcomesOf(then), outcomesOf(now)).flatMap(([key, turn]) => {
    const one = now.get(key) ?? then.get(key);
    if (one === undefined || !(matters(turn.was) || matters(turn.is))) return [];
    const { rule, subject, because } = one.finding;
    return [{ pack: one.pack, rule, subject, because, ...turn }];
  });
  return {
    worse: [verdict, ...packs].some(isStricter) || findings.some(({ was, is }) => is === 'fail' && was !== 'fail'),
    verdict,
    packs,
    findings,
    placements: {
      went: before.placements.filter((one) => !after.placements.includes(one)),
      came: after.placements.filter((one) => !before.placements.includes(one)),
    },
    judgedBy: turned(judgesOf(before.audit), judgesOf(after.audit)).map(([what, turn]) => ({ what, ...turn })),
  };
}

const matters = (outcome: Outcome | null) => outcome === 'fail' || outcome === 'unknown';

const isStricter = ({ was, is }: Turned<Verdict>): boolean => {
  const strict = (verdict: Verdict | null) => (verdict === null ? -1 : verdicts.indexOf(verdict));
  return strict(is) >= verdicts.indexOf('indeterminate') && strict(is) > strict(was);
};

/** What is not equal in two maps, by key. */
function turned<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): [string, Turned<T>][] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .toSorted()
    .map((key): [string, Turned<T>] => [key, { was: before.get(key) ?? null, is: after.get(key) ?? null }])
    .filter(([, { was, is }]) => was !== is);
}

const verdictsOf = ({ packs }: Audit) => new Map(packs.map(({ pack, verdict }) => [pack, verdict]));

type Found = { readonly pack: string; readonly finding: Finding };

/** Findings by pack, rule and subject; of several, the strictest. */
function findingsOf({ packs }: Audit): Map<string, Found> {
  const all = new Map<string, Found>();
  for (const { pack, findings } of packs)
    for (const finding of findings) {
      const key = JSON.stringify([pack, finding.rule, finding.subject]);
      const known = all.get(key);
      if (known === undefined || rank(finding.outcome) > rank(known.finding.outcome)) all.set(key, { pack, finding });
    }
  return all;
}

const outcomesOf = (found: ReadonlyMap<string, Found>) =>
  new Map([...found].map(([key, { finding }]) => [key, finding.outcome]));

const judgesOf = ({ asOf, policySet, inputs }: Audit) =>
  new Map(
    Object.entries({ asOf, policySet, registry: inputs.registry, policy: inputs.policySet, engine: inputs.engine }),
  );
