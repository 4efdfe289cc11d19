import { expect, test } from 'vitest';
import { boundTerms } from '../../../shared/audit/terms.ts';
import { sha256 } from '../../../shared/canonical.ts';
import { releaseRulebook } from '../../../shared/policy/release.ts';
import { Unknown } from '../../../shared/policy/unknown.ts';

const { registry } = releaseRulebook();
const text = 'All personal data of our users is stored only in India.';
const file = sha256('the bytes of a PDF');
const from = (original?: string) => ({
  kind: 'public-terms' as const,
  sha256: sha256(text),
  mediaType: 'text/plain' as const,
  text,
  ...(original === undefined ? {} : { original }),
});

test.each([
  { name: 'the text of the document', document: sha256(text), original: undefined, says: true, basis: 'attested' },
  { name: 'said to be taken from the document', document: file, original: file, says: true, basis: 'declared' },
  { name: 'said to be taken from another', document: sha256(text), original: file, says: true, basis: 'attested' },
  { name: 'of neither', document: file, original: sha256('x'), says: undefined, basis: 'declared' },
  { name: 'of neither, with no original', document: file, original: undefined, says: undefined, basis: 'declared' },
])('a text $name is $basis', ({ document, original, says, basis }) => {
  const bound = boundTerms(
    {
      application: 'X',
      terms: { quote: text, document: 'terms' },
      documents: { terms: { kind: 'public-terms', sha256: document } },
    },
    { terms: from(original) },
    registry.abroad,
  );
  expect(bound.basis).toBe(basis);
  expect(bound.it.quoted === true).toBe(says === true);
});

test('of two texts that are said to be taken from one document neither counts, in whatever order they come', () => {
  const other = 'Terms.';
  const pieces = { a: from(file), b: { ...from(file), sha256: sha256(other), text: other } };
  for (const evidence of [pieces, { b: pieces.b, a: pieces.a }])
    expect(
      boundTerms(
        {
          application: 'X',
          terms: { quote: text, document: 'terms' },
          documents: { terms: { kind: 'public-terms', sha256: file } },
        },
        evidence,
        registry.abroad,
      ).it.quoted,
    ).toBeInstanceOf(Unknown);
});
