import { type Issue, NivasError } from '../error.ts';
import { compileCondition, compileSentence } from './expressions.ts';
import type { Words } from './lint.ts';
import type { Pack } from './pack.ts';
import { conditionsOf, type PackText, sentencesOf } from './pack-texts.ts';
import { mostSteps, stepsOf } from './work.ts';

/** Every problem of every pack that only its expressions show: syntax, types, misspelt words, bounds. */
export function checkPacks(packs: readonly Pack[], words: Words): Issue[] {
  return packs.flatMap((pack) => {
    const read = new Set<string>();
    const wrong = [
      ...conditionsOf(pack).flatMap((one) => fault(() => checkCondition(pack, one, words, read))),
      ...sentencesOf(pack).flatMap(({ pointer, speaker, text }) =>
        fault(() => compileSentence(pack, pointer, speaker, text)),
      ),
    ];
    // what a broken condition reads is not known
    return wrong.length > 0 ? wrong : unusedFacts(pack, read);
  });
}

function checkCondition(pack: Pack, { pointer, speaker, text }: PackText, words: Words, read: Set<string>): void {
  const { reads, ast } = compileCondition(pack, pointer, speaker, text, words);
  for (const name of reads.flat()) read.add(name);
  const steps = stepsOf(ast, speaker);
  if (steps <= mostSteps) return;
  const million = (count: number) => Math.round(count / 1_000_000);
  const message = `pack \`${pack.pack}\`: over the largest declaration this takes ${million(steps)} million steps, and at most ${million(mostSteps)} million are taken: walk fewer lists in one another`;
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
