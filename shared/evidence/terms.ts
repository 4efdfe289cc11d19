/**
 * Whether the public terms contain the quoted sentence word for word.
 *
 * White space is folded and typographic quotes are made plain, because documents are re-flowed on their way;
 * nothing else is forgiven. The quote must begin and end at a word's edge: a part of a sentence may be quoted,
 * a part of a word may not.
 */
export function quotes(text: string, quote: string): boolean {
  const hay = fold(text);
  const needle = fold(quote);
  if (needle === '') return false;
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + 1))
    if (!letter(hay[at - 1], needle[0]) && !letter(needle.at(-1), hay[at + needle.length])) return true;
  return false;
}

/** Whether a sentence names India at all: one that does not cannot say that data stays there. */
export const namesIndia = (quote: string): boolean => /\bindia\b|\bbharat\b|भारत/iu.test(quote.normalize('NFC'));

/**
 * Why a person has to read a quoted sentence before anybody relies on it: it does not name India, it speaks of
 * places outside India without a "not", or it names another country. Undefined when nothing of it raises a doubt,
 * which is not an opinion on what it means.
 */
export function doubtOf(quote: string, countries: ReadonlyMap<string, string>): string | undefined {
  if (!namesIndia(quote)) return 'the quoted sentence does not name India';
  if (abroad.test(quote) && !negated.test(quote)) return 'the quoted sentence speaks of places outside India';
  const other = [...countries].find(([code, name]) => code !== 'IN' && names(quote, name));
  return other && `the quoted sentence names ${other[1]}`;
}

const abroad =
  /\b(?:outside|beyond|abroad|overseas|elsewhere|worldwide|other than|as well as|other countr|affiliates)\b/iu;
const negated = /\b(?:not|never|no|nor|nowhere|cannot)\b|n['’]t\b/iu;

const names = (quote: string, country: string) => quotes(quote.toLowerCase(), country.toLowerCase());

/** Whether both neighbours belong to one word. */
const letter = (left = '', right = '') => /[\p{L}\p{M}\p{N}]/u.test(left) && /[\p{L}\p{M}\p{N}]/u.test(right);

const fold = (text: string) =>
  text.normalize('NFC').replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/gu, ' ').trim();
