import { expect, test } from 'vitest';
import { quoted } from '../../../shared/evidence/terms/quote.ts';
import { readTerms } from '../../../shared/evidence/terms/read.ts';

const found = (text: string, quote: string) => quoted(readTerms(text, 'text/plain').shown, quote);
const stands = (text: string, quote: string) => found(text, quote).length > 0;

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
  expect(stands(text, quote)).toBe(want);
});

test('a combined and a composed letter are one', () => {
  expect(stands('a caf\u00e9 in India', 'a cafe\u0301 in India')).toBe(true);
});

test('a word that begins like the quote does not hide the quote after it', () => {
  expect(stands('Indiana, India', 'India')).toBe(true);
  expect(stands('Indiana', 'India')).toBe(false);
});

test('a quote is found in its whole sentence, wherever it stands', () => {
  const twice = 'We do not say that data stays only in India. Ask us.\n\n- One\n- Data: data stays only in India';
  expect(found(twice, 'data stays only in India').map(({ within }) => within.map((one) => one.text))).toEqual([
    ['We do not say that data stays only in India.'],
    ['- Data: data stays only in India'],
  ]);
});

test('a quote may run over several sentences', () => {
  expect(found('One. Two. Three.', 'Two. Three')[0]?.within.map((one) => one.text)).toEqual(['Two.', 'Three.']);
});

test.each([
  { text: 'Kept by Jhalak Pvt. Ltd. in India. Next.', want: 2 },
  { text: 'Kept in India, e.g. Mumbai. Next.', want: 2 },
  { text: 'Kept in India vs. elsewhere! Next?', want: 2 },
  { text: 'One.\nTwo.\n\nThree\n\nFour', want: 4 },
  { text: 'यह एक है। यह दो है।', want: 2 },
])('$text has $want sentences', ({ text, want }) => {
  expect(readTerms(text, 'text/plain').shown).toHaveLength(want);
});

test('what nobody sees does not hide a word', () => {
  expect(stands('in Singa\u00adpore \uff29\uff2e', 'in Singapore IN')).toBe(true);
});

test('a long run of one letter is searched once', () => {
  expect(stands('a'.repeat(1_900_000), 'a'.repeat(1_999))).toBe(false);
});
