import { type Issue, NivasError } from '../error.ts';
import { compileCondition, compileRule } from './expressions.ts';
import type { Words } from './lint.ts';
import type { Pack } from './pack.ts';

/** Every problem of every pack that only its expressions show: syntax, types, misspelt words, bounds. */
export function checkPacks(packs: readonly Pack[], words: Words): Issue[] {
  return packs.flatMap((pack) =>
    expressionsOf(pack).flatMap(({ pointer, attempt }) => fault(pack, pointer, () => attempt(words))),
  );
}

function expressionsOf(pack: Pack): { pointer: string; attempt: (words: Words) => unknown }[] {
  return [
    {
      pointer: '/appliesTo',
      attempt: (words) => compileCondition(pack, '/appliesTo', 'application', pack.appliesTo, words),
    },
    ...pack.unless.map(({ when }, index) => {
      const pointer = `/unless/${index}/when`;
      return {
        pointer,
        attempt: (words: Words) => compileCondition(pack, pointer, 'application', when, words),
      };
    }),
    ...pack.rules.map((rule, index) => ({
      pointer: `/rules/${index}`,
      attempt: (words: Words) => compileRule(pack, rule, index, words),
    })),
    { pointer: '/facts', attempt: (words) => unusedFacts(pack, words) },
  ];
}

function fault(pack: Pack, pointer: string, attempt: () => unknown): Issue[] {
  try {
    attempt();
    return [];
  } catch (error) {
    if (error instanceof NivasError) return [...error.issues];
    if (error instanceof Error) return [{ pointer, message: `pack \`${pack.pack}\`: ${error.message}` }];
    throw error;
  }
}

function unusedFacts(pack: Pack, words: Words): void {
  const read = new Set(
    [
      ...pack.rules.flatMap((rule, index) => compileRule(pack, rule, index, words).reads),
      ...compileCondition(pack, '/appliesTo', 'application', pack.appliesTo, words).reads,
      ...pack.unless.flatMap(
        ({ when }, index) => compileCondition(pack, `/unless/${index}/when`, 'application', when, words).reads,
      ),
    ].flat(),
  );
  const unused = Object.keys(pack.facts).filter((name) => !read.has(name));
  if (unused.length > 0) throw new SyntaxError(`no rule reads ${unused.map((name) => `\`${name}\``).join(', ')}`);
}
