import { distance } from 'fastest-levenshtein';

/** The word of `words` that was probably meant, or undefined if none is near: at most a third of the letters differ. */
export function nearName(written: string, words: Iterable<string>): string | undefined {
  const folded = written.toLowerCase().slice(0, 100);
  const [best] = [...words]
    .map((word) => ({ word, away: swapped(folded, word.toLowerCase()) ? 1 : distance(folded, word.toLowerCase()) }))
    .filter(({ word, away }) => away <= Math.max(1, Math.floor(Math.max(word.length, folded.length) / 3)))
    .toSorted((a, b) => a.away - b.away || (a.word < b.word ? -1 : 1));
  return best?.word;
}

/** Whether two neighbouring letters changed places, the commonest slip: `bnak`. */
const swapped = (a: string, b: string) =>
  a.length === b.length &&
  [...a].some((_, at) => `${a.slice(0, at)}${a.charAt(at + 1)}${a.charAt(at)}${a.slice(at + 2)}` === b);

/** `; did you mean `x`?`, or nothing. */
export function suggestion(written: string, words: Iterable<string>): string {
  const near = nearName(written, words);
  return near === undefined ? '' : `; did you mean \`${near}\`?`;
}
