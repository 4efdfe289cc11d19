import { readFileSync } from 'node:fs';
import type { TermsMediaType } from '../../../shared/evidence/terms/media-type.ts';

const plain = 'All data of our users is stored only in India.';

/** Whole documents, of invented firms and of our own writing. `want`: whether they say what is quoted from them. */
const table: readonly { readonly file: string; readonly want: boolean | 'unknown'; readonly quote?: string }[] = [
  // only in India
  {
    file: 'tarang-privacy.txt',
    want: true,
    quote: 'All personal data of our listeners, with their playlists and uploads, is stored only in India.',
  },
  {
    file: 'bahi-terms.md',
    want: true,
    quote: 'We store all data of our customers only in India, at data centres in Mumbai and Navi Mumbai.',
  },
  {
    file: 'saathi-terms.html',
    want: true,
    quote: 'Your records and every other personal data that you give us are stored only in India.',
  },
  { file: 'gaon-niyam.txt', want: true, quote: 'हम आपका सारा डेटा केवल भारत में संग्रहित करते हैं।' },
  {
    file: 'udaan-privacy.html',
    want: true,
    quote: 'Udaan Cabs stores all personal data of riders and drivers exclusively in India',
  },
  // plainly elsewhere too
  { file: 'jhilmil-terms.html', want: false },
  { file: 'zero-width.txt', want: false },
  { file: 'videsh-niyam.txt', want: false, quote: 'हम आपका सारा डेटा केवल भारत में संग्रहित करते हैं।' },
  // not said where anybody sees it
  { file: 'chitra-terms.html', want: false },
  { file: 'khel-terms.txt', want: 'unknown', quote: 'All data of our users is stored only in India' },
  // a person has to read these
  { file: 'kirana-privacy.md', want: 'unknown' },
  { file: 'milap-terms.txt', want: 'unknown', quote: 'All data of our users is stored only in India' },
  { file: 'pustak-privacy.html', want: 'unknown' },
  { file: 'sheet-hidden.html', want: 'unknown' },
  { file: 'purana-terms.md', want: 'unknown' },
  { file: 'lipi-terms.html', want: 'unknown' },
  { file: 'vyapar-agreement.txt', want: 'unknown', quote: 'All Customer Data is stored only in India.' },
  { file: 'dost-privacy.md', want: 'unknown', quote: 'All data of our users is stored only in India' },
  { file: 'premium-terms.html', want: 'unknown', quote: 'All data is stored only in India' },
  { file: 'two-apps.md', want: 'unknown', quote: 'all data of our users is stored only in India.' },
  { file: 'lookalike.txt', want: 'unknown' },
  { file: 'negated.txt', want: 'unknown', quote: 'all data of our users is stored only in India' },
  { file: 'twice.html', want: 'unknown' },
  { file: 'reference.md', want: 'unknown' },
  { file: 'ink.html', want: 'unknown', quote: 'All data of our users is stored only in India.' },
];

export const documents = table.map(({ file, want, quote = plain }) => ({
  file,
  want,
  quote,
  mediaType: mediaTypeOf(file),
  text: readFileSync(new URL(`documents/${file}`, import.meta.url), 'utf8'),
}));

function mediaTypeOf(file: string): TermsMediaType {
  if (file.endsWith('.html')) return 'text/html';
  return file.endsWith('.md') ? 'text/markdown' : 'text/plain';
}
