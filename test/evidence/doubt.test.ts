import { expect, test } from 'vitest';
import { doubtOf } from '../../shared/evidence/doubt.ts';
import { quoted } from '../../shared/evidence/terms.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';

const places = releaseRulebook().registry.abroad();

/** What is doubted of a document that is quoted whole, or by the part given. */
function doubt(text: string, quote = text): string | undefined {
  const found = quoted(text, quote);
  if (found === undefined) throw new Error('the quote does not stand in the text');
  return doubtOf(found, quote, places);
}

test.each([
  'We store your data only in India.',
  'All data of our users is stored exclusively in India.',
  'STORED SOLELY IN INDIA',
  'Your data is never kept outside India.',
  'Your data does not leave India.',
  'Data of users is stored only in India, and is not transferred outside India.',
  'We keep it only at data centres in India (Mumbai and Hyderabad).',
  'आपका डेटा केवल भारत में रखा जाता है।',
])('nothing is doubted of: %s', (text) => {
  expect(doubt(text)).toBeUndefined();
});

test.each([
  'We respect your privacy.',
  'Only where you live.',
  'Indiana only.',
  'Indian law alone applies.',
  'India',
  'We store data in India.',
  'All data is stored in India.',
  'Your data is always stored in India.',
  'Your data may be stored only in India.',
  'Your data is usually stored only in India.',
  'Your data is not stored only in India.',
  'No data is stored only in India.',
  'We do not store your data only in India.',
  'We do not sell your data; we store it only in India and outside India.',
  'All data is stored in India and Dubai.',
  'All data is stored in India and the US.',
  'All data is stored in India and the U.S.A.',
  'All data is stored in India and Vietnam.',
  'All data is stored in India, Russia and South Korea.',
  'All data is stored in India and the European Union and Asia.',
  'All data is stored in India and London.',
  'All data is stored in India and Singa\u00adpore.',
  'All data is stored in India and Sing\u200bapore.',
  'All data is stored in India and \uff33\uff49\uff4e\uff47\uff41\uff50\uff4f\uff52\uff45.',
  'All data is stored in India and globally.',
  'All data is stored in India and other locations.',
  'All data is stored in India and by our affiliates.',
])('a person has to read: %s', (text) => {
  expect(doubt(text)).toBeDefined();
});

test.each([
  { text: 'We do not promise that your data is stored only in India.', quote: 'your data is stored only in India' },
  {
    text: 'Data is stored only in India. Backups of it are kept in Singapore.',
    quote: 'Data is stored only in India.',
  },
  {
    text: 'Data is stored only in India.\n\nIt may be processed outside India.',
    quote: 'Data is stored only in India.',
  },
  { text: 'Data is stored only in India.\n- Servers: Frankfurt', quote: 'Data is stored only in India.' },
])('the rest of the document counts: $text', ({ text, quote }) => {
  expect(doubt(text, quote)).toBeDefined();
});

test('a sentence that is not about keeping data is no doubt', () => {
  const text = 'Data is stored only in India. Our parent is in Singapore. Data is never transferred outside India.';
  expect(doubt(text, 'Data is stored only in India.')).toBeUndefined();
});
