import { type Cut, cuts } from './cuts.ts';
import { type Engine, type Given, verdicts } from './engine.ts';

export type Tally = { cuts: number; refused: number };
export const tally = (): Tally => ({ cuts: 0, refused: 0 });

/** Which single cuts are tried: all that touch what is changed in this declaration, and every n-th of the others. */
export type Share = { readonly every: number; readonly from: number };

/** The verdicts, or undefined where the reader refuses: what cannot be said is no counterexample. */
function asked(engine: Engine, given: Given): Map<string, string> | undefined {
  try {
    return verdicts(engine(given));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'declaration_invalid') return undefined;
    throw error;
  }
}

/** How saying less changed a verdict, other than to `indeterminate`. */
function changes(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...before].flatMap(([pack, was]) => {
    const is = after.get(pack);
    return is === was || is === 'indeterminate' ? [] : [`${pack}: ${was} -> ${is}`];
  });
}

/** Counterexamples to law 2 among single cuts from what was given. */
export function* singleCuts(
  engine: Engine,
  given: Given,
  counted = tally(),
  { every, from }: Share = { every: 1, from: 0 },
): Generator<string> {
  const before = asked(engine, given);
  if (before === undefined) throw new Error(`${given.name}: the declaration itself is refused`);
  const all = cuts(given.posted).filter(({ kind }) => kind === 'silence');
  for (const [index, cut] of all.entries()) {
    if ((index + from) % every !== 0 && !given.near?.some((path) => cut.what.startsWith(path))) continue;
    counted.cuts += 1;
    const after = asked(engine, { ...given, posted: cut.made() });
    if (after === undefined) counted.refused += 1;
    else yield* told(given, [cut], before, after);
  }
}

/** What was found after some cuts, against what was found before. */
function* told(
  given: Given,
  path: readonly Cut[],
  before: Map<string, string>,
  after: Map<string, string>,
): Generator<string> {
  for (const change of changes(before, after))
    yield `${given.name}, without ${path.map(({ what }) => what).join(', ')}: ${change}`;
}

/**
 * Counterexamples along a walk of several cuts: `pick` chooses which. A list that loses its claim of being complete
 * is open from then on, so that later steps may take its elements away.
 */
export function* walk(
  engine: Engine,
  given: Given,
  steps: number,
  pick: (choices: number) => number,
  counted = tally(),
): Generator<string> {
  const before = asked(engine, given);
  if (before === undefined) return;
  const path: Cut[] = [];
  let posted = given.posted;
  for (let step = 0; step < steps; step += 1) {
    const choices = cuts(posted).filter(({ kind }) => kind === 'silence');
    const cut = choices[pick(choices.length)];
    if (cut === undefined) return;
    counted.cuts += 1;
    const next = cut.made();
    const after = asked(engine, { ...given, posted: next });
    if (after === undefined) counted.refused += 1;
    if (after === undefined) continue;
    path.push(cut);
    posted = next;
    yield* told(given, path, before, after);
  }
}

/** A small generator of numbers, the same in every run. */
export function numbers(from: number): (below: number) => number {
  let state = from >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
