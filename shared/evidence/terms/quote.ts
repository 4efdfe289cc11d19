import { limits } from '../../declaration/limits.ts';
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
  if (needle === '' || needle.length > longest) return [];
  const starts = startsOf(sentences);
  const text = sentences.map((sentence) => sentence.text).join(' ');
  let first = 0;
  return placesOf(text, needle).map((index) => {
    while ((starts[first + 1] ?? Number.POSITIVE_INFINITY) <= index) first += 1;
    let last = first;
    while ((starts[last + 1] ?? Number.POSITIVE_INFINITY) < index + needle.length) last += 1;
    return { within: sentences.slice(first, last + 1), begins: index - (starts[first] ?? 0) };
  });
}

/** Whether the quoted words stand in a text that may be hidden. */
export const hiddenQuote = ({ hidden }: Readable, quote: string): boolean => quoted(hidden, quote).length > 0;

/** One character may fold to eighteen: a quote that is still longer is no sentence. */
const longest = 2 * limits.quote;

/** Where words stand in a text, not overlapping. A word that goes on beyond them is another word. */
function placesOf(text: string, words: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(words); at >= 0; ) {
    const end = at + words.length;
    const whole = !joins(text.slice(Math.max(0, at - 2), at), words) && !joins(words, text.slice(end, end + 2));
    if (whole) found.push(at);
    at = text.indexOf(words, whole ? end : at + 1);
  }
  return found;
}

/** Whether a word goes on from one text into the next. */
const joins = (before: string, behind: string): boolean =>
  /[\p{L}\p{M}\p{N}]$/u.test(before.slice(-2)) && /^[\p{L}\p{M}\p{N}]/u.test(behind);

/** Where each sentence begins when all stand in a row. */
function startsOf(sentences: readonly Sentence[]): number[] {
  let from = 0;
  return sentences.map(({ text }) => {
    const start = from;
    from += text.length + 1;
    return start;
  });
}
