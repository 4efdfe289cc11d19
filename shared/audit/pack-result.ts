import type { Scope } from '../policy/evaluate.ts';
import type { LoadedPack } from '../policy/load.ts';
import { Reading } from '../policy/subjects.ts';
import { anyOf, isUnknown, type Tri, unknown } from '../policy/unknown.ts';
import { applicability, versionOn } from './applicability.ts';
import type { Finding, PackResult } from './finding.ts';
import { type Outcome, strictest, type Verdict, verdictOf } from './outcome.ts';
import { questionsOf } from './questions.ts';
import { findingsOf } from './rules.ts';
import { selects } from './selection.ts';
import type { Subjects } from './subjects.ts';

/** What one pack is judged over. `lifted` rules (`pack/rule`) count as not suspended: a simulation by the authority. */
export type Hearing = {
  readonly subjects: Subjects;
  readonly scope: Scope;
  readonly asOf: string;
  readonly readings: Readonly<Record<string, string>>;
  readonly lifted: readonly string[];
  readonly unmapped: readonly string[];
};

/** One pack's verdict with its findings, sorted. Not in force or not applying: `not-applicable`, and why. */
export function packResult(pack: LoadedPack, hearing: Hearing): PackResult {
  const { subjects, scope, asOf } = hearing;
  const { pack: id, title, kind, digest } = pack;
  const version = versionOn(pack, asOf);
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
  if (version === undefined) return result('not-applicable', `not in force on ${asOf}`);
  const { applies, why } = applicability(pack, scope, subjects);
  if (applies === false) return result('not-applicable', why);
  if (isUnknown(applies)) return result('indeterminate', why, [remark(pack, 'applies-to', '/roles', applies)]);
  const always = [...general(pack, hearing), ...contradictions(pack, subjects)];
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
    const outcomes = new Set<Outcome>(group.map(({ outcome }) => outcome));
    if (outcomes.size === 1 && group.length === heard.length) return [one];
    const { remedy, ...rest } = one;
    const said = group
      .map(({ outcome }) => outcome)
      .toSorted()
      .join(', ');
    return [{ ...rest, outcome: 'unknown', because: `readings of a disputed clause differ: ${said}`, missing: [] }];
  });
}

/** What is unknown of the declaration as a whole, to a pack that applies. */
function general(pack: LoadedPack, { subjects, unmapped }: Hearing): Finding[] {
  const aboutData = pack.written.rules.some(({ for: subject }) => subject === 'placement' || subject === 'asset');
  const found = expected(pack, subjects);
  return [
    ...(aboutData && !subjects.closed.has('data')
      ? [remark(pack, 'data-complete', '/data', unknown('the data were not said to be complete', 'data'))]
      : []),
    ...(found === true
      ? []
      : [
          remark(
            pack,
            'data-expected',
            '/data',
            isUnknown(found)
              ? found
              : unknown(
                  `no ${pack.expects?.category.join(' or ')} data is stored or processed anywhere, which ${pack.scope} would have`,
                  'data',
                ),
          ),
        ]),
    ...(aboutData && unmapped.length > 0
      ? [
          remark(
            pack,
            'evidence-mapped',
            '/data',
            unknown(`evidence shows ${unmapped.join(', ')}, and it was not said which data that holds`),
          ),
        ]
      : []),
  ];
}

/** Whether data that the pack expects is stored or processed somewhere: an empty declaration is never compliant. */
function expected({ expects }: LoadedPack, { assets }: Subjects): Tri {
  if (expects === undefined) return true;
  const kept = assets.filter(({ answers }) =>
    (['store', 'process'] as const).some((activity) => (answers.get(activity)?.length ?? 0) > 0),
  );
  return anyOf(kept.map(({ it }) => selects(expects, it)));
}

/** Deployments that contradict the declaration of data this pack is about (law 7). */
function contradictions(pack: LoadedPack, { assets }: Subjects): Finding[] {
  return assets.flatMap((asset) =>
    [...asset.answers].flatMap(([activity, placements]) => {
      const concerned = pack.written.rules.some(
        ({ data, activities }) => data && activities?.includes(activity) && selects(data, asset.it) !== false,
      );
      if (!concerned) return [];
      return placements.flatMap(({ subject, at, it, placed: { contradicts } }) =>
        contradicts === undefined
          ? []
          : [
              {
                ...remark(pack, 'contradicts', subject, unknown(contradicts)),
                at,
                place: String(it.place),
                claim: 'What is deployed is what was declared.',
                outcome: 'fail' as const,
                basis: 'observed' as const,
                remedy: 'Declare this placement, or remove what is deployed there.',
              },
            ],
      );
    }),
  );
}

/** A finding of the engine itself: a question that no rule of the pack asks. */
function remark(pack: LoadedPack, rule: string, subject: string, why: Exclude<Tri, boolean>): Finding {
  const claims: Readonly<Record<string, string>> = {
    'applies-to': `Whether this applies is known: it is for ${pack.scope}.`,
    'data-complete': 'All data is declared.',
    'data-expected': 'Data of the kind that this is about is declared.',
    'evidence-mapped': 'It is known which data each deployed resource holds.',
  };
  return {
    rule,
    claim: claims[rule] ?? '',
    subject,
    at: subject,
    outcome: 'unknown',
    basis: 'declared',
    clause: pack.title,
    because: why.gaps.map(({ because }) => because).join('; '),
    missing: questionsOf(why.gaps, pack),
  };
}

/** By rule, then subject: the order of packs, rules and data does not show (law 9). */
const sorted = (findings: readonly Finding[]) =>
  findings.toSorted((a, b) => (a.rule === b.rule ? compare(a.subject, b.subject) : compare(a.rule, b.rule)));

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
