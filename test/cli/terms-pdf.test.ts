import { describe, expect, test } from 'vitest';
import { Audit } from '../../shared/audit/finding.ts';
import { sha256 } from '../../shared/canonical.ts';
import { pdfOf } from './pdf.ts';
import { newFolder, typed, written } from './terminal.ts';

const quote = 'All personal data of our users is stored only in India.';
const pages = [
  ['Tarang: terms of service', 'In force from 1 October 2026'],
  [
    '',
    'Where your data is',
    '',
    'All personal data of our users is stor-',
    'ed only in India. We keep it for 180 days.',
  ],
];

const declaring = (document: string, more = '') => `application: X
terms: { storedOnlyIn: [IN], quote: "${quote}", document: terms }
documents: { terms: { kind: public-terms, sha256: "${document}" } }
evidence:
  terms: { kind: public-terms, file: terms.pdf${more} }
`;

async function checked(bytes: Uint8Array, more = '', document = sha256(bytes)) {
  const folder = await newFolder();
  await written(bytes, 'terms.pdf', folder);
  const run = await typed('check', await written(declaring(document, more), 'residency.yaml', folder), '--json');
  const audit = run.out === '' ? undefined : Audit.parse(JSON.parse(run.out));
  const said = audit?.packs.flatMap(({ findings }) => findings).find(({ rule }) => rule === 'terms-say-so');
  return { ...run, audit, said };
}

describe('terms in a PDF', () => {
  test('are read across lines and pages; they are the word of whoever took them out of it', async () => {
    const bytes = pdfOf(pages);
    const { audit, said } = await checked(bytes);
    expect(said).toMatchObject({ outcome: 'pass', basis: 'declared' });
    expect(audit?.terms).toMatchObject({ original: sha256(bytes), quote: {}, sentences: [] });
    expect(audit?.coverage.evidence).toEqual([{ kind: 'public-terms', sha256: audit?.terms?.sha256 }]);
  });

  test('that keep data elsewhere contradict the quote', async () => {
    const { said } = await checked(pdfOf([...pages, ['Your data is stored in Singapore.']]));
    expect(said).toMatchObject({ outcome: 'fail', because: expect.stringContaining('Singapore') });
  });

  test('of another digest than the document has are not its text', async () => {
    const { said } = await checked(pdfOf(pages), '', 'a'.repeat(64));
    expect(said).toMatchObject({ outcome: 'unknown', because: expect.stringContaining('was not given') });
  });

  test('may be named with the digest of the file', async () => {
    const bytes = pdfOf(pages);
    expect((await checked(bytes, `, sha256: ${sha256(bytes)}`)).said).toMatchObject({ outcome: 'pass' });
  });
});

describe('a PDF that cannot be read is refused at its line', () => {
  test.each([
    { what: 'of pictures', bytes: pdfOf([[]]), more: '', want: /only pictures/ },
    { what: 'that is locked', bytes: pdfOf(pages, { locked: true }), more: '', want: /locked with a password/ },
    { what: 'that is none', bytes: new TextEncoder().encode(quote), more: '', want: /not a PDF/ },
    { what: 'that is empty', bytes: new Uint8Array(), more: '', want: /not a PDF/ },
    { what: 'that breaks off', bytes: pdfOf(pages).slice(0, 60), more: '', want: /not a PDF|only pictures/ },
    { what: 'of another digest', bytes: pdfOf(pages), more: `, sha256: ${'b'.repeat(64)}`, want: /has the digest/ },
  ])('$what', async ({ bytes, more, want }) => {
    const { status, err, out } = await checked(bytes, more);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toMatch(/residency\.yaml:5:\d+ /);
    expect(err).toMatch(want);
  });
});
