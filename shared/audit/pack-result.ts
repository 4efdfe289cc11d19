import type { Scope } from '../policy/evaluate.ts';
import type { LoadedRule } from '../policy/expressions.ts';
import type { LoadedPack } from '../policy/load.ts';
import { Reading } from '../policy/subjects.ts';
import { isUnknown } from '../policy/unknown.ts';
import type { Applicability } from './applicability.ts';
import type { Finding, PackResult } from './finding.ts';
import { type Outcome, rank, strictest, type Verdict, verdictOf } from './outcome.ts';
import { contradictions, general, remark } from './remarks.ts';
import { findingsOf } from './rules.ts';
import type { Subjects } from './subjects.ts';
import type { Unmapped } from './unmapped.ts';

/** What one pack is judged over. `lifted` rules (`pack/rule`) count as not suspended: a simulation by the authority. */
export type Hearing = {
  readonly subjects: Subjects;
  readonly scope: Scope;
  readonly asOf: string;
  readonly reach: ReadonlyMap<LoadedPack, Applicability>;
  readonly readings: Readonly<Record<string, string>>;
  readonly lifted: readonly string[];
  readonly unmapped: Unmapped;
};

/** One pack's verdict with its findings, sorted. Not in force or not applying: `not-applicable`, and why. */
export function packResult(pack: LoadedPack, hearing: Hearing): PackResult {
  const { subjects } = hearing;
  const { pack: id, title, kind, digest } = pack;
  const { version, applies = false, reach = 'others', why = '' } = hearing.reach.get(pack) ?? {};
  const result = (verdict: Verdict, why: string, findings: Finding[] = []): PackResult => ({
    pack: id,
    version: version?.id ?? null,
    title,
    kind,
    digest,
    verdict,
    reach,
    why,
    findings: sorted(findings),
  });
  if (version === undefined || applies === false) return result('not-applicable', why);
  if (isUnknown(applies)) return result('indeterminate', why, [remark(pack, 'applies-to', '/roles', applies)]);
  const [disputed, plain] = partitioned(pack, version.id, hearing);
  const always = [
    ...general(pack, subjects, hearing.unmapped),
    ...contradictions(pack, subjects),
    ...findingsUnder(pack, plain, new Reading(), hearing),
  ];
  const heard = readingsOf(pack, hearing).map((reading) => findingsUnder(pack, disputed, reading, hearing));
  const verdicts = new Set(heard.map((findings) => verdictOf(strictest(outcomesOf(always, findings)))));
  const [only, ...others] = verdicts;
  const findings = [...always, ...merged(heard)];
  if (others.length > 0 || only === undefined)
    return result('indeterminate', `${why}; its verdict depends on how a disputed clause is read`, findings);
  if (only === 'not-applicable')
    return result(only, `has nothing to judge here: none of its rules is about what is declared`);
  const agreed = heard.length > 1 && !findings.some(({ outcome }) => verdictOf(outcome) === only);
  return result(only, agreed ? `${why}; ${only} under every reading of its disputed clauses` : why, findings);
}

const outcomesOf = (...lists: (readonly Finding[])[]): Outcome[] =>
  lists.flatMap((list) => list.map(({ outcome }) => outcome));

/** The rules of a version: those that a reading of a disputed clause can change, and the others, asked only once. */
function partitioned(pack: LoadedPack, version: string, { lifted }: Hearing): [LoadedRule[], LoadedRule[]] {
  const own = pack.rules
    .filter(({ versions }) => versions?.includes(version) ?? true)
    .map(({ suspended, ...rule }) =>
      suspended === undefined || lifted.includes(`${pack.pack}/${rule.id}`) ? rule : { ...rule, suspended },
    );
  const reads = (rule: LoadedRule) => rule.reads.some(([first]) => first === 'reading');
  return [own.filter(reads), own.filter((rule) => !reads(rule))];
}

const findingsUnder = (
  pack: LoadedPack,
  rules: readonly LoadedRule[],
  reading: Reading,
  { subjects, scope, asOf }: Hearing,
): Finding[] => rules.flatMap((rule) => findingsOf({ pack, rule, subjects, scope: { ...scope, reading }, asOf }));

/** Every way to read the clauses that rules depend on and the authority has not settled. */
function readingsOf(pack: LoadedPack, { readings }: Hearing): Reading[] {
  return pack.disputed.reduce<Reading[]>(
    (sofar, name) => {
      const chosen = readings[`${pack.pack}/${name}`];
      const options = chosen === undefined ? Object.keys(pack.readings[name]?.options ?? {}) : [chosen];
      return sofar.flatMap((reading) =>
        options.map((option) => Object.assign(new Reading(), reading, { [name]: option })),
      );
    },
    [new Reading()],
  );
}

/** One finding for each rule and subject: what all readings say, else unknown, naming each. */
function merged(heard: readonly (readonly Finding[])[]): Finding[] {
  const [first = [], ...others] = heard;
  if (others.length === 0) return [...first];
  const groups = Map.groupBy(heard.flat(), ({ rule, subject }) => `${rule}\n${subject}`);
  return [...groups.values()].flatMap((group) => {
    const [one] = group;
    if (one === undefined) return [];
    const different = new Set<Outcome>(group.map(({ outcome }) => outcome));
    if (different.size === 1 && group.length === heard.length) return [one];
    return [disagreed(one, group)];
  });
}

/** What readings disagree on is unknown by the law; an answer that one of them waits for may still decide it. */
function disagreed({ remedy, ...rest }: Finding, group: readonly Finding[]): Finding {
  const said = group.map(({ outcome }) => outcome).toSorted();
  const because = `readings of a disputed clause differ: ${said.join(', ')}`;
  const asked = group.flatMap(({ missing }) => missing.map((one) => [one.fact, one] as const));
  const unsettled = [{ cause: 'law' as const, because }, ...group.flatMap((one) => one.unsettled ?? [])];
  return { ...rest, outcome: 'unknown', because, missing: [...new Map(asked).values()], unsettled };
}

/** Failures first, then by rule and subject: the order of packs, rules and data does not show (law 9). */
const sorted = (findings: readonly Finding[]) =>
  findings.toSorted(
    (a, b) => rank(b.outcome) - rank(a.outcome) || compare(a.rule, b.rule) || compare(a.subject, b.subject),
  );

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
