import { type Issue, NivasError } from '../error.ts';
import { compileCondition, compileSentence } from './expressions.ts';
import type { Words } from './lint.ts';
import type { Pack } from './pack.ts';
import { conditionsOf, type PackText, sentencesOf } from './pack-texts.ts';
import { mostSteps, mostStepsOfPack, stepsOf } from './work.ts';

/** Every problem of every pack that only its expressions show: syntax, types, misspelt words, bounds. */
export function checkPacks(packs: readonly Pack[], words: Words): Issue[] {
  return packs.flatMap((pack) => {
    const found: Found = { read: new Set(), steps: 0 };
    const wrong = [
      ...conditionsOf(pack).flatMap((one) => fault(() => checkCondition(pack, one, words, found))),
      ...sentencesOf(pack).flatMap(({ pointer, speaker, text }) =>
        fault(() => compileSentence(pack, pointer, speaker, text)),
      ),
    ];
    // what a broken condition reads is not known
    if (wrong.length > 0) return wrong;
    return [...unusedFacts(pack, found.read), ...fault(() => holdTo(mostStepsOfPack, found.steps, pack, '/rules'))];
  });
}

/** What the conditions of a pack read and cost, as they are checked. */
type Found = { readonly read: Set<string>; steps: number };

function checkCondition(pack: Pack, { pointer, speaker, text }: PackText, words: Words, found: Found): void {
  const { reads, ast } = compileCondition(pack, pointer, speaker, text, words);
  for (const name of reads.flat()) found.read.add(name);
  const steps = stepsOf(ast, speaker);
  found.steps += steps;
  holdTo(mostSteps, steps, pack, pointer);
}

function holdTo(most: number, steps: number, { pack }: Pack, pointer: string): void {
  if (steps <= most) return;
  const [taken, allowed] = [steps, most].map((count) => `${Math.round(count / 1_000_000)} million`);
  const message = `pack \`${pack}\`: over the largest declaration this takes ${taken} steps, and at most ${allowed} are taken: walk fewer lists in one another`;
  throw new NivasError('pack_invalid', message, [{ pointer, message }]);
}

function fault(attempt: () => unknown): readonly Issue[] {
  try {
    attempt();
    return [];
  } catch (error) {
    if (error instanceof NivasError) return error.issues;
    throw error;
  }
}

function unusedFacts({ pack, facts }: Pack, read: ReadonlySet<string>): Issue[] {
  return Object.keys(facts)
    .filter((name) => !read.has(name))
    .map((name) => ({ pointer: `/facts/${name}`, message: `pack \`${pack}\`: no rule reads \`${name}\`` }));
}
