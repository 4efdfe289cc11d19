import type { Scope } from '../policy/evaluate.ts';
import type { LoadedPack } from '../policy/load.ts';
import { Reading } from '../policy/subjects.ts';
import { isUnknown } from '../policy/unknown.ts';
import type { Applicability } from './applicability.ts';
import type { Finding, PackResult } from './finding.ts';
import { type Outcome, outcomes, strictest, type Verdict, verdictOf } from './outcome.ts';
import { contradictions, general, remark } from './remarks.ts';
import { findingsOf } from './rules.ts';
import type { Subjects } from './subjects.ts';

/** What one pack is judged over. `lifted` rules (`pack/rule`) count as not suspended: a simulation by the authority. */
export type Hearing = {
  readonly subjects: Subjects;
  readonly scope: Scope;
  readonly asOf: string;
  readonly reach: ReadonlyMap<LoadedPack, Applicability>;
  readonly readings: Readonly<Record<string, string>>;
  readonly lifted: readonly string[];
  readonly unmapped: readonly string[];
};

/** One pack's verdict with its findings, sorted. Not in force or not applying: `not-applicable`, and why. */
export function packResult(pack: LoadedPack, hearing: Hearing): PackResult {
  const { subjects } = hearing;
  const { pack: id, title, kind, digest } = pack;
  const { version, applies = false, why = '' } = hearing.reach.get(pack) ?? {};
  const result = (verdict: Verdict, why: string, findings: Finding[] = []): PackResult => ({
    pack: id,
    version: version?.id ?? null,
    title,
    kind,
    digest,
    verdict,
    why,
    findings: sorted(findings),
  });
  if (version === undefined || applies === false) return result('not-applicable', why);
  if (isUnknown(applies)) return result('indeterminate', why, [remark(pack, 'applies-to', '/roles', applies)]);
  const always = [...general(pack, subjects, hearing.unmapped), ...contradictions(pack, subjects)];
  const heard = readingsOf(pack, hearing).map((reading) => ({
    reading,
    findings: [...always, ...rulesUnder(pack, version.id, reading, hearing)],
  }));
  const verdicts = new Set(heard.map(({ findings }) => verdictOf(strictest(findings.map(({ outcome }) => outcome)))));
  const [only, ...others] = verdicts;
  const findings = merged(heard.map(({ findings }) => findings));
  if (others.length > 0 || only === undefined)
    return result('indeterminate', `${why}; its verdict depends on how a disputed clause is read`, findings);
  const disputed = heard.length > 1 && !findings.some(({ outcome }) => verdictOf(outcome) === only);
  return result(only, disputed ? `${why}; ${only} under every reading of its disputed clauses` : why, findings);
}

function rulesUnder(
  pack: LoadedPack,
  version: string,
  reading: Reading,
  { subjects, scope, asOf, lifted }: Hearing,
): Finding[] {
  return pack.rules
    .filter(({ versions }) => versions?.includes(version) ?? true)
    .map((rule) => (lifted.includes(`${pack.pack}/${rule.id}`) ? { ...rule, suspended: undefined } : rule))
    .flatMap(({ suspended, ...rule }) =>
      findingsOf({
        pack,
        rule: suspended === undefined ? rule : { ...rule, suspended },
        subjects,
        scope: { ...scope, reading },
        asOf,
      }),
    );
}

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
    (a, b) =>
      outcomes.indexOf(b.outcome) - outcomes.indexOf(a.outcome) ||
      compare(a.rule, b.rule) ||
      compare(a.subject, b.subject),
  );

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
