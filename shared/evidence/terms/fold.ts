/**
 * The text that is compared: compatible forms folded, nothing invisible, one space between words. Documents are
 * re-flowed on their way, so white space and typographic quotes are no difference; anything else is.
 */
export const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/gu, ' ')
    .trim();

/** The first index of a text that is folded to more than `length` characters: where that character stands in it. */
export function unfolded(text: string, length: number): number {
  let [from, to] = [0, text.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (folded(text.slice(0, middle + 1)).length > length) to = middle;
    else from = middle + 1;
  }
  return from;
}
