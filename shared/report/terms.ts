import type { TermsFound } from '../audit/finding.ts';
import { counted } from './words.ts';

type Sentence = TermsFound['sentences'][number];

/** Why a sentence was picked, in words. */
const reasons: Readonly<Record<Sentence['why'], string>> = {
  country: 'names a country',
  city: 'names a city abroad',
  region: 'names a region',
  site: 'names a site abroad',
  elsewhere: 'speaks of other places',
  meaning: 'turns what other sentences mean',
  version: 'speaks of another version',
  letters: 'mixes alphabets',
};

/** `contradicts: names a country (Singapore)`. The name is the document's words. */
export const reasonOf = ({ why, named, contradicts }: Sentence): string =>
  `${contradicts ? 'contradicts' : 'raises a doubt'}: ${reasons[why]} (${named})`;

export const termsTitle = 'In the public terms';

/** Where the quoted words stand, in a sentence. */
export const quoteLine = ({ quote, sentences }: TermsFound): string =>
  [
    quote === undefined
      ? 'The quoted words were not found, or none are quoted.'
      : `The quoted words stand in line ${quote.line}, column ${quote.column}.`,
    ...(sentences.length === 0 ? ['No sentence was found that speaks of other places.'] : []),
  ].join(' ');

export const moreLine = ({ more }: TermsFound): string | undefined =>
  more === 0 ? undefined : `and ${counted(more, 'more sentence')}`;

/** What the text was taken from, where that is not what was declared. */
export const originalLine = ({ original }: TermsFound): string | undefined =>
  original === undefined
    ? undefined
    : `The text was taken from a file with the digest sha256:${original}, by the word of whoever sent it.`;
