import type { TermsSearch } from '../evidence/terms/search.ts';
import type { TermsFound } from './finding.ts';

/** How many sentences an audit carries, and how much of each: whoever wrote the terms chose them. */
const most = { sentences: 20, text: 200 } as const;

/** What was found in the public terms, as an audit shows it. */
export function shownTerms(
  { sha256, original }: { readonly sha256: string; readonly original?: string | undefined },
  { quote, spoken }: TermsSearch,
): TermsFound {
  const sentences = spoken.slice(0, most.sentences).map((one) => ({
    sentence: excerpt(one),
    why: one.why,
    named: one.named.slice(0, most.text),
    contradicts: one.contradicts,
    line: one.line,
    column: one.column,
  }));
  return {
    sha256,
    ...(original === undefined ? {} : { original }),
    ...(quote === undefined ? {} : { quote }),
    sentences,
    more: spoken.length - sentences.length,
  };
}

/** As much of a sentence as is shown, with the words for which it was picked. */
export function excerpt({ sentence, named }: Pick<TermsSearch['spoken'][number], 'sentence' | 'named'>): string {
  if (sentence.length <= most.text) return sentence;
  const from = sentence.indexOf(named) + named.length <= most.text ? 0 : Math.max(0, sentence.indexOf(named) - 80);
  const part = sentence.slice(from, from + most.text);
  return `${from === 0 ? '' : '…'}${part.toWellFormed()}${from + part.length < sentence.length ? '…' : ''}`;
}
