import type { NamesAbroad } from '../../registry/abroad.ts';
import { doubtOf } from './doubt.ts';
import { type Mention, mentionIn } from './mention.ts';
import { type Found, hiddenQuote, quoted } from './quote.ts';
import type { Position, Readable } from './readable.ts';

/** A sentence that speaks of other places, as it stands in the document. */
export type Spoken = Mention & Position & { readonly sentence: string };

/** What was found in the public terms. `quote`: where the quoted words stand first, if they do. */
export type TermsSearch = {
  readonly quote: Position | undefined;
  /** Why the quote is not plain; undefined if it is, and if there is none. */
  readonly doubt: string | undefined;
  /** Contradictions first, then in the order of the document. */
  readonly spoken: readonly Spoken[];
};

/**
 * Searches public terms for the words that are quoted, and every other sentence for other places. It finds reasons to
 * fail and to doubt; that it found none says no more than that.
 */
export function searchTerms(terms: Readable, quote: string | undefined, places: NamesAbroad): TermsSearch {
  const found = quote === undefined ? [] : quoted(terms.shown, quote);
  const inside = new Set(found.flatMap(({ within }) => within));
  const spoken = [
    ...terms.shown.flatMap((sentence) => {
      const mention = inside.has(sentence) ? undefined : mentionIn(sentence.text, places);
      return mention ? [{ ...mention, sentence: sentence.text, at: terms.at(sentence) }] : [];
    }),
    ...terms.hidden.flatMap(({ text, at }) => {
      const mention = mentionIn(text, places);
      return mention ? [{ ...mention, contradicts: false, sentence: text, at }] : [];
    }),
  ].toSorted((a, b) => Number(b.contradicts) - Number(a.contradicts) || a.at - b.at);
  const [first] = found;
  const start = first?.within[0];
  return {
    quote: first && start ? terms.position(terms.at(start, first.begins)) : undefined,
    doubt: quote === undefined ? undefined : doubtsOf(terms, found, quote, places),
    spoken: spoken.map(({ at, ...rest }) => ({ ...rest, ...terms.position(at) })),
  };
}

/** The first doubt about any of the places where the quote stands. */
function doubtsOf(terms: Readable, found: readonly Found[], quote: string, places: NamesAbroad): string | undefined {
  if (found.length === 0 && hiddenQuote(terms, quote)) return 'the quoted sentence stands where it may not be shown';
  for (const { within } of found) {
    const [first, last] = [within.at(0), within.at(-1)];
    if (first && last && terms.mixed(first, last))
      return 'something that may not be shown stands in the quoted sentence';
    const doubt = doubtOf(within.map(({ text }) => text).join(' '), quote, places);
    if (doubt !== undefined) return doubt;
  }
  return undefined;
}
