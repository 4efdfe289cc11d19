import { folded } from './fold.ts';

/** A sentence as it is compared, and where it stands in the text it was cut from. */
export type Sentence = { readonly text: string; readonly from: number; readonly to: number };

/** What a sentence ends at: its full stop, an empty line, the next entry of a list, a break that a reader put there. */
const ends = /[.!?।]["'”’)\]]{0,3}\s+|\n\s*\n|\n(?=\s*[-*•#])|\u2029/gu;

/** Cuts a text into its sentences. A full stop after an abbreviation, or before a small letter, ends none. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  const cut = (to: number, next: number) => {
    const sentence = folded(text.slice(from, to));
    if (sentence !== '') sentences.push({ text: sentence, from, to });
    from = next;
  };
  for (const { 0: end, index } of text.matchAll(ends))
    if (!goesOn(text, index, index + end.length)) cut(index + end.trimEnd().length, index + end.length);
  cut(text.length, text.length);
  return sentences;
}

/** Whether a sentence goes on behind what looks like its end: `e.g. Singapore`, `Jhalak Pvt. Ltd. keeps`. */
function goesOn(text: string, stop: number, next: number): boolean {
  if (text[stop] !== '.' || text.slice(stop, next).includes('\n\n')) return false;
  const before = text.slice(Math.max(0, stop - 8), stop);
  return numbered.test(before) || abbreviated.test(before) || /^\p{Ll}/u.test(text.slice(next, next + 2));
}

/** The number of a clause, at the beginning of a line. */
const numbered = /(?:^|[\n\u2029])[\s\u200b]*\d{1,3}$/u;
const abbreviated =
  /(?:^|[^\p{L}])(?:\p{L}|e\.g|i\.e|eg|ie|etc|viz|cf|vs|incl|approx|no|nos|art|sec|cl|inc|ltd|pvt|corp|co|st|dr|mr|mrs|ms|u\.s|u\.k|u\.s\.a)$/iu;
