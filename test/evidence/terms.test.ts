import { expect, test } from 'vitest';
import { quoted } from '../../shared/evidence/terms.ts';

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
  expect(quoted(text, quote) !== undefined).toBe(want);
});

test('a combined and a composed letter are one', () => {
  expect(quoted('a caf\u00e9 in India', 'a cafe\u0301 in India') !== undefined).toBe(true);
});

test('a word that begins like the quote does not hide the quote after it', () => {
  expect(quoted('Indiana, India', 'India') !== undefined).toBe(true);
  expect(quoted('Indiana', 'India') !== undefined).toBe(false);
});

test('a quote is found in its whole sentence, and the other sentences are kept apart', () => {
  const found = quoted(
    'We do not say that data stays only in India. Ask us.\n\n- One\n- Two',
    'data stays only in India',
  );
  expect(found).toEqual({ whole: 'We do not say that data stays only in India.', rest: ['Ask us.', '- One', '- Two'] });
});

test('what nobody sees does not hide a word', () => {
  expect(quoted('in Singa\u00adpore \uff29\uff2e', 'in Singapore IN')).toBeDefined();
});

test('a long run of one letter is searched once', () => {
  expect(quoted('a'.repeat(1_900_000), 'a'.repeat(1_999))).toBeUndefined();
});
