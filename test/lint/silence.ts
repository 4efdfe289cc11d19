import type { Finding, PackResult } from '../../shared/audit/finding.ts';
import type { Verdict } from '../../shared/audit/outcome.ts';
import { taxonomy } from '../../shared/declaration/taxonomy.ts';
import { NivasError } from '../../shared/error.ts';
import type { LoadedPolicy } from '../../shared/policy/load.ts';
import type { Pack } from '../../shared/policy/pack.ts';
import { type Cut, cuts } from '../audit/cuts.ts';
import type { JsonMap } from '../audit/engine.ts';
import { isTree, type Tree } from '../conformance/merge.ts';
import { narrowed } from '../conformance/mutants.ts';
import { type Heard, hear, type Ready, readDeclaration } from '../conformance/run-case.ts';
import { problem, type Remark } from './remark.ts';

/** A pack that saying less moves to another verdict than indeterminate: law 2 is broken. */
export type Greened = {
  readonly pack: string;
  readonly rules: readonly string[];
  readonly case: string;
  readonly cut: string;
  readonly was: Verdict;
  readonly is: Verdict;
};

/** Which cuts are tried: all that touch what makes this case another than it is like, and every n-th of the others. */
export type Share = { readonly every: number; readonly from: number };

/** Tries to leave out, or to say more vaguely, every single thing of a case. */
export function greened(
  ready: Ready,
  { every, from }: Share = { every: 1, from: 0 },
  policy: LoadedPolicy = narrowed(ready),
): Greened[] {
  const posted: JsonMap = JSON.parse(JSON.stringify(ready.body));
  const near = pathsIn(ready.written.given ?? {});
  const before = hear(ready, policy);
  return cuts(posted)
    .filter((cut) => cut.kind === 'silence' && !clearer(cut, posted))
    .filter(({ what }, index) => (index + from) % every === 0 || near.some((path) => what.startsWith(path)))
    .flatMap((cut) => {
      const after = heardOf(ready, cut.made(), policy);
      return after === undefined ? [] : moved(before, after).map((one) => ({ ...one, case: ready.id, cut: cut.what }));
    });
}

const pathsIn = (tree: Tree, at = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) => (isTree(value) ? pathsIn(value, `${at}/${key}`) : [`${at}/${key}`]));

/**
 * Whether a category that nobody knows gives way to one of the taxonomy: `system.user` may be data of users under
 * another name, `system` is said not to be. That is another statement and not a vaguer one.
 */
function clearer({ what }: Cut, { data }: JsonMap): boolean {
  const [, id = '', to = ''] = /^\/data\/(.*)\/category := (.*)$/.exec(what) ?? [];
  const asset = isTree(data) ? data[id] : undefined;
  return isTree(asset) && !taxonomy.has(String(asset.category)) && taxonomy.has(to);
}

/** What is said of another declaration; undefined where the reader refuses it, as it will whoever sends it. */
function heardOf(ready: Ready, posted: JsonMap, policy: LoadedPolicy): Heard | undefined {
  try {
    const reading = readDeclaration(posted, ready.input.policy);
    return hear({ ...ready, input: { ...ready.input, ...reading } }, policy);
  } catch (error) {
    if (error instanceof NivasError && error.code === 'declaration_invalid') return undefined;
    throw error;
  }
}

function moved(before: Heard, after: Heard): Omit<Greened, 'case' | 'cut'>[] {
  return before.packs.flatMap((was) => {
    const is = after.packs.find(({ pack }) => pack === was.pack);
    if (is === undefined || is.verdict === was.verdict || is.verdict === 'indeterminate') return [];
    return [{ pack: was.pack, rules: changed(was, is), was: was.verdict, is: is.verdict }];
  });
}

/** The rules that stood in the way before and do not any more. */
function changed(was: PackResult, is: PackResult): string[] {
  const against = (findings: readonly Finding[]) =>
    findings.filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown').map(({ rule }) => rule);
  const still = new Set(against(is.findings));
  const gone = against(was.findings).filter((rule) => !still.has(rule));
  return [...new Set(gone.length > 0 ? gone : against(was.findings))];
}

/** What lint says of it, once for each rule: the first cut stands for the others. */
export function greenedRemarks(pack: Pack, all: readonly Greened[]): Remark[] {
  const own = all.filter((one) => one.pack === pack.pack);
  const groups = Map.groupBy(own, ({ rules, was, is }) => `${rules.join()} ${was} ${is}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const index = pack.rules.findIndex(({ id }) => first.rules.includes(id));
    const others = group.length === 1 ? '' : `, and ${group.length - 1} more like it`;
    return [
      problem(
        index < 0 ? '/rules' : `/rules/${index}`,
        `${first.rules.join(', ')} can be greened by leaving something out: case ${first.case} without \`${first.cut}\` goes from ${first.was} to ${first.is}${others}; what is not said must stay unknown`,
      ),
    ];
  });
}
