import { describe, expect, test } from 'vitest';
import { readTerms } from '../../../shared/evidence/terms/read.ts';
import { weighed } from './weighed.ts';

const quote = 'All personal data of our users is stored only in India.';
const length = 400_000;
const filled = (part: string, to = length) => part.repeat(Math.floor(to / part.length));

/** As badly built as we could think of; at 2,000,000 characters, the limit, the slowest takes five times as long. */
const documents = {
  'nested tags': filled('<b>'),
  'nested blocks': filled('<div><p>'),
  'tags that close nothing': `${filled('<b>', length / 2)}${filled('</i>', length / 2)}`,
  'tags that never end': filled('<a b='),
  'attributes without end': `<a ${filled('b=c ')}`,
  'comments without end': filled('<!-- '),
  entities: filled('&amp;'),
  'numbers of characters': filled('&#99999999;'),
  'half entities': filled('&'),
  'style sheets without end': filled('<style>'),
  'a style sheet without rules': `<style>${filled('a,b ')}</style>`,
  'rules without names': `<style>${filled('{display:none}')}</style>`,
  'selectors that never end': `<style>${filled('[')}{display:none}`,
  'style sheets that end at once': filled('<style</style'),
  'strings in a style sheet': `<style>${filled('"\\"')}`,
  'comments in a style sheet': `<style>${filled('/*')}`,
  'angle brackets': filled('<'),
  'hidden elements': filled('<p hidden>'),
  brackets: filled('['),
  links: filled('[a]('),
  quotations: filled('>'),
  stars: filled('*a '),
  'stars and letters': filled('**a'),
  underscores: filled('_'),
  backticks: filled('`'),
  pipes: filled('|a'),
  'empty lines': filled('\n'),
  'lines of spaces': filled(' \n'),
  spaces: filled(' '),
  'ends of sentences': filled('. '),
  'quotation marks behind a stop': `.${filled('"')}`,
  'one word': filled('a'),
  'short words': filled('a '),
  'a country again and again': filled('Singapore '),
  'US again and again': filled('US '),
  'stored in without end': filled('stored in '),
  'denials without end': filled('not '),
  'names without end': filled('In Abc Def '),
  'the quote again and again': filled(`${quote} `),
} as const;

describe.each(Object.entries(documents))('400,000 characters of %s', (_, text) => {
  test.each(['text/plain', 'text/markdown', 'text/html'] as const)(
    'as %s are read, and nothing throws',
    (mediaType) => {
      expect(weighed(text, quote, mediaType).found?.sentences.length).toBeLessThanOrEqual(20);
    },
  );
});

test('a document gives no more pieces and no more text than its length, a few times over', () => {
  for (const text of Object.values(documents).map((whole) => whole.slice(0, 20_000)))
    for (const mediaType of ['text/plain', 'text/markdown', 'text/html'] as const) {
      const { shown, hidden } = readTerms(text, mediaType);
      const size = [...shown, ...hidden].reduce((sum, sentence) => sum + sentence.to - sentence.from, 0);
      expect(size).toBeLessThanOrEqual(3 * text.length);
    }
});

test('a quote of characters that fold to many more is read like any other', () => {
  const long = '\ufdfa'.repeat(1_900);
  expect(weighed(`${long} Terms.`, long).says).toBe(false);
});
