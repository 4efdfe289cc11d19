import { folded } from './fold.ts';
import type { Readable } from './readable.ts';
import type { Sentence } from './sentences.ts';

/** A place where the quoted words stand: the sentences they are cut from, and how far into the first they begin. */
export type Found = { readonly within: readonly Sentence[]; readonly begins: number };

/**
 * Finds the quoted words wherever they stand in what is shown, word for word.
 *
 * Nothing is forgiven but what `folded` folds. The quote must begin and end at a word's edge: a part of a sentence may
 * be quoted, a part of a word may not.
 */
export function quoted(sentences: readonly Sentence[], quote: string): Found[] {
  const needle = folded(quote);
  if (needle === '') return [];
  const pattern = new RegExp(`${edge(needle.at(0), '<')}${escaped(needle)}${edge(needle.at(-1), '')}`, 'gu');
  const starts = startsOf(sentences);
  let first = 0;
  return [
    ...sentences
      .map(({ text }) => text)
      .join(' ')
      .matchAll(pattern),
  ].map(({ index }) => {
    while ((starts[first + 1] ?? Number.POSITIVE_INFINITY) <= index) first += 1;
    let last = first;
    while ((starts[last + 1] ?? Number.POSITIVE_INFINITY) < index + needle.length) last += 1;
    return { within: sentences.slice(first, last + 1), begins: index - (starts[first] ?? 0) };
  });
}

/** Whether the quoted words stand in a text that may be hidden. */
export const hiddenQuote = ({ hidden }: Readable, quote: string): boolean => quoted(hidden, quote).length > 0;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** A word that goes on beyond the quote is another word. */
const edge = (letter: string | undefined, behind: '<' | '') =>
  letter !== undefined && /[\p{L}\p{M}\p{N}]/u.test(letter) ? `(?${behind}![\\p{L}\\p{M}\\p{N}])` : '';

/** Where each sentence begins when all stand in a row. */
function startsOf(sentences: readonly Sentence[]): number[] {
  let from = 0;
  return sentences.map(({ text }) => {
    const start = from;
    from += text.length + 1;
    return start;
  });
}
