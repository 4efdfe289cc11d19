/** Where a quoted sentence stands in a document. */
export type Quoted = {
  /** The whole sentences of the document that the quote is taken from. */
  readonly whole: string;
  /** The other sentences of the document. */
  readonly rest: readonly string[];
};

/**
 * Finds the quoted words in the public terms, word for word; undefined if they do not stand there.
 *
 * White space is folded, typographic quotes are made plain and invisible characters are left out, because documents
 * are re-flowed on their way; nothing else is forgiven. The quote must begin and end at a word's edge: a part of a
 * sentence may be quoted, a part of a word may not.
 */
export function quoted(text: string, quote: string): Quoted | undefined {
  const needle = folded(quote);
  if (needle === '') return undefined;
  const found = new RegExp(`${edge(needle.at(0), '<')}${escaped(needle)}${edge(needle.at(-1), '')}`, 'u');
  const sentences = sentencesOf(text);
  const joined = sentences.join(' ');
  const at = found.exec(joined)?.index;
  if (at === undefined) return undefined;
  const spans = spansOf(sentences);
  const inside = spans.filter(({ from, to }) => from < at + needle.length && at < to);
  const outside = spans.filter((span) => !inside.includes(span));
  return { whole: inside.map(({ text }) => text).join(' '), rest: outside.map(({ text }) => text) };
}

/** The text that is compared: compatible forms folded, nothing invisible, one space between words. */
export const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/gu, ' ')
    .trim();

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** A word that goes on beyond the quote is another word. */
const edge = (letter: string | undefined, behind: '<' | '') =>
  letter !== undefined && /[\p{L}\p{M}\p{N}]/u.test(letter) ? `(?${behind}![\\p{L}\\p{M}\\p{N}])` : '';

/** A sentence ends at its full stop, at an empty line, or at the end of a list's line. */
const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?।])\s+|\n\s*\n|\n(?=\s*[-*•#])/u)
    .map(folded)
    .filter((sentence) => sentence !== '');

function spansOf(sentences: readonly string[]) {
  let from = 0;
  return sentences.map((text) => {
    const span = { text, from, to: from + text.length };
    from = span.to + 1;
    return span;
  });
}
