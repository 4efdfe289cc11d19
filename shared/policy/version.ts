import { compileCondition } from './expressions.ts';
import type { Reads, Words } from './lint.ts';
import type { LoadedPack } from './load.ts';
import type { Pack, Rule } from './pack.ts';

/** One version of a pack, with all that belongs to it and to no other version alone. */
export type PackVersion = {
  readonly version: Pack['versions'][number];
  /** As they are written, in their order; `asks` names the facts that a rule reads. */
  readonly rules: readonly { readonly rule: Rule; readonly asks: readonly string[] }[];
  /** What these rules ask for, and whether the pack applies. */
  readonly facts: Pack['facts'];
  readonly readings: Pack['readings'];
};

/** The version of a pack with that id; undefined when there is none. */
export function versionOf(pack: LoadedPack, id: string, words: Words): PackVersion | undefined {
  const version = pack.versions.find((one) => one.id === id);
  if (version === undefined) return undefined;
  const { written } = pack;
  const own = written.rules.flatMap((rule, index) =>
    (rule.versions?.includes(id) ?? true) ? [{ rule, reads: pack.rules[index]?.reads ?? [] }] : [],
  );
  const applies = compileCondition(written, '/appliesTo', 'application', written.appliesTo, words).reads;
  const frees = written.unless.flatMap(
    ({ when }, index) => compileCondition(written, `/unless/${index}/when`, 'application', when, words).reads,
  );
  const all = [...applies, ...frees, ...own.flatMap(({ reads }) => reads)];
  return {
    version,
    rules: own.map(({ rule, reads }) => ({ rule, asks: Object.keys(read(written.facts, reads)) })),
    facts: read(written.facts, all),
    readings: read(
      written.readings,
      all.filter(([first]) => first === 'reading'),
    ),
  };
}

/** What of a pack's names is read: a fact or a reading ends the path that reads it. */
const read = <T>(named: Readonly<Record<string, T>>, reads: Reads): Record<string, T> => {
  const last = new Set(reads.map((path) => path.at(-1)));
  return Object.fromEntries(Object.entries(named).filter(([name]) => last.has(name)));
};
