import { expect, test } from 'vitest';
import { namesIndia, quotes } from '../../shared/evidence/terms.ts';

const text =
  'We care.  “All data of our\n\tusers is stored only in India”, it’s said. डेटा केवल भारत में रखा जाता है। Sub-data.';

test.each([
  { quote: '', want: false },
  { quote: ' \n', want: false },
  { quote: 'a', want: false },
  { quote: 'All data of our users is stored only in India', want: true },
  { quote: '  All data   of our users\nis stored only in India ', want: true },
  { quote: '"All data of our users is stored only in India"', want: true },
  { quote: "it's said.", want: true },
  { quote: 'it’s said.', want: true },
  { quote: 'all data of our users', want: false },
  { quote: 'ata of our users is stored only in India', want: false },
  { quote: 'All data of our users is stored only in Ind', want: false },
  { quote: 'data is stored only in India', want: false },
  { quote: 'All data of our users, is stored only in India', want: false },
  { quote: 'All data of our users is stored only in India.', want: false },
  { quote: 'डेटा केवल भारत में रखा जाता है।', want: true },
  { quote: 'डेटा केवल भारत', want: true },
  { quote: 'डेटा केवल भार', want: false },
  { quote: 'data', want: true },
  { quote: text, want: true },
  { quote: `${text} more`, want: false },
])('the terms say `$quote`: $want', ({ quote, want }) => {
  expect(quotes(text, quote)).toBe(want);
});

test('a combined and a composed letter are one', () => {
  expect(quotes('a caf\u00e9 in India', 'a cafe\u0301 in India')).toBe(true);
});

test('a word that begins like the quote does not hide the quote after it', () => {
  expect(quotes('Indiana, India', 'India')).toBe(true);
  expect(quotes('Indiana', 'India')).toBe(false);
});

test.each([
  { quote: 'stored only in India', want: true },
  { quote: 'STORED IN INDIA.', want: true },
  { quote: 'only in Bharat', want: true },
  { quote: 'केवल भारत में', want: true },
  { quote: 'stored in Indiana', want: false },
  { quote: 'Indian law applies', want: false },
  { quote: 'stored where you live', want: false },
  { quote: '', want: false },
])('`$quote` names India: $want', ({ quote, want }) => {
  expect(namesIndia(quote)).toBe(want);
});
