import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Fault, formatFault, type PackFile, placed } from '../../infra/compile/pack-file.ts';
import { readSource } from '../../infra/compile/yaml-file.ts';
import { NivasError } from '../../shared/error.ts';
import { locate } from '../../shared/policy/read.ts';
import { type Collected, collect } from '../conformance/collect.ts';
import { brokenFiles, type CurrentRelease, currentRelease } from '../conformance/release.ts';
import { committed } from '../conformance/run.ts';
import { type Result, runCase } from '../conformance/run-case.ts';
import { asksOf } from './asks.ts';
import { untried } from './cases.ts';
import { datesOf } from './dates.ts';
import { factsOf } from './facts.ts';
import { originOf } from './origin.ts';
import { proseOf } from './prose.ts';
import type { Look, Remark } from './remark.ts';
import { type Greened, greened, greenedRemarks, type Share } from './silence.ts';
import { tablesOf } from './tables.ts';

export const looks: readonly Look[] = [originOf, datesOf, factsOf, tablesOf, proseOf, asksOf];

/** What lint has to say, in the order of files and lines. */
export type Linted = { readonly packs: number; readonly rules: number; readonly said: readonly Said[] };
export type Said = Fault & { readonly level: Remark['level'] };

/**
 * Looks at the packs of this repository, or of files and folders, with their cases. What keeps a pack from loading is
 * said, and the others are looked at all the same. Of what can be left out of a case, every n-th thing is tried.
 */
export async function lint(given: readonly string[] = [], every = 1): Promise<Linted> {
  const paths = [...new Set(given.flatMap(withCases))];
  const release = await currentRelease(paths);
  const { looked, faults } = release;
  const broken = brokenFiles(release);
  const cases = await collect(paths.length > 0 ? paths : committed(), broken);
  const results = cases.filter((one) => canBeJudged(one, release)).map((one) => runCase(one, release));
  const found = results.flatMap((result, from) => greenedIn(result, { every, from }));
  const said = looked.flatMap((one) => [
    ...looks.flatMap((look) => at(one, look(one.pack, release))),
    ...at(one, untried(one.pack, cases)),
    ...at(one, greenedRemarks(one.pack, found)),
  ]);
  const failed = await Promise.all(results.filter(({ problems }) => problems.length > 0).map(failedCase));
  return {
    packs: looked.length + broken.size,
    rules: looked.reduce((sum, { pack }) => sum + pack.rules.length, 0),
    said: inOrder([...faults.map(wrong), ...said, ...failed]),
  };
}

/** Not so a case of a pack that does not load, which was told; that there is no case at all is told of each pack. */
const canBeJudged = (one: Collected, { refused }: CurrentRelease) =>
  ('fault' in one && one.file !== '') ||
  (!('fault' in one) &&
    one.written.expect !== undefined &&
    !one.circumstances.pack.some((pack) => refused.includes(pack)));

/** What passes or does not apply cannot be greened any more; it is law 2's own tests that try to make it fail. */
const greenedIn = ({ ready, heard }: Result, share: Share): Greened[] =>
  ready && (heard?.letter === 'N' || heard?.letter === 'I') ? greened(ready, share) : [];

/** The cases of `x.yaml` are in `x.cases.yaml`. */
function withCases(path: string): string[] {
  const cases = path.replace(/(?<!\.cases)\.(ya?ml)$/, '.cases.$1');
  return cases !== path && existsSync(cases) ? [path, cases] : [path];
}

const wrong = (fault: Fault): Said => ({ ...fault, level: 'problem' });

const at = ({ file, source }: PackFile, remarks: readonly Remark[]): Said[] =>
  remarks.flatMap(({ level, ...issue }) => placed(file, source, [issue]).map((one) => ({ ...one, level })));

async function failedCase({ id, file, problems }: Result): Promise<Said> {
  const message = id === file ? problems.join('; ') : `case ${id}: ${problems.join('; ')}`;
  return { file, message, level: 'problem', ...(await whereIn(file, id)) };
}

async function whereIn(file: string, id: string) {
  try {
    return locate(await readSource(file), `/cases/${id}`) ?? {};
  } catch (error) {
    if (error instanceof NivasError) return {};
    throw error;
  }
}

const byFile = (a: Said, b: Said) => {
  const [one, other] = [resolve(a.file), resolve(b.file)];
  return one < other ? -1 : one > other ? 1 : 0;
};

const inOrder = (said: readonly Said[]): Said[] =>
  said.toSorted((a, b) => byFile(a, b) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));

/** A line each, then one of sums: `32 packs, 140 rules: nothing to say`. */
export function formatLint({ packs, rules, said }: Linted): string[] {
  const count = (level: Remark['level']) => said.filter((one) => one.level === level).length;
  const sums = [counted(count('problem'), 'problem'), counted(count('remark'), 'remark')].flat();
  return [
    ...said.map((one) =>
      formatFault(one.level === 'remark' ? { ...one, message: `remark: ${one.message}` } : one).replaceAll(/\s+/g, ' '),
    ),
    `${counted(packs, 'pack')[0] ?? 'no pack'}, ${counted(rules, 'rule')[0] ?? 'no rule'}: ${sums.join(', ') || 'nothing to say'}`,
  ];
}

const counted = (count: number, what: string): string[] =>
  count === 0 ? [] : [`${count} ${what}${count === 1 ? '' : 's'}`];
