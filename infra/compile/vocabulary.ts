import { categories } from '../../shared/declaration/taxonomy.ts';
import { contexts, documentKinds, exemptions, partyKinds, roles } from '../../shared/declaration/vocabulary.ts';
import type { Pack } from '../../shared/policy/pack.ts';
import { listed, table } from './markdown.ts';

/** Every closed word of a declaration with the packs that read it: what a word is for, as far as the rules go. */
export const vocabularyTables = (packs: readonly Pack[]): Readonly<Record<string, string>> => ({
  roles: wordTable('role', 'packs that ask for it', roles, packs, inExpression),
  categories: wordTable(
    'category',
    'packs whose rules, suspicions or expectations name it',
    categories,
    packs,
    ({ rules, expects, suspects }, category) =>
      suspects.includes(category) ||
      [expects, ...rules.map(({ data }) => data)].some((data) => data?.category.includes(category)),
  ),
  contexts: wordTable('context', 'packs whose rules are about it', contexts, packs, ({ rules, expects }, context) =>
    [expects, ...rules.map(({ data }) => data)].some((data) => data?.context.some((one) => one === context)),
  ),
  documents: wordTable('kind', 'packs that ask for it', documentKinds, packs, ({ rules, facts }, kind) =>
    [...rules.map(({ document }) => document), ...Object.values(facts).map(({ attestedBy }) => attestedBy)].includes(
      kind,
    ),
  ),
  exemptions: wordTable('exemption', 'packs that know it', exemptions, packs, inExpression),
  parties: wordTable('kind', 'packs that read it', partyKinds, packs, inExpression),
});

function wordTable<W extends string>(
  what: string,
  by: string,
  words: readonly W[],
  packs: readonly Pack[],
  reads: (pack: Pack, word: W) => boolean,
): string {
  const rows = words.map((word) => [
    `\`${word}\``,
    listed(packs.filter((pack) => reads(pack, word)).map(({ pack }) => pack)),
  ]);
  return table([what, by], rows);
}

/** A word stands in an expression only as a text in quotes. */
const inExpression = ({ appliesTo, unless, rules }: Pack, word: string): boolean =>
  [appliesTo, ...unless.map(({ when }) => when), ...rules.flatMap(({ when, require }) => [when ?? '', require])].some(
    (expression) => expression.includes(`'${word}'`),
  );
