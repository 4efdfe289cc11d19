import type { Declaration } from '../declaration/schema.ts';
import type { EvidenceMap } from '../evidence/evidence.ts';
import { doubtOf, quotes } from '../evidence/terms.ts';
import { Terms } from '../policy/subjects.ts';
import { type Tri, unknown } from '../policy/unknown.ts';
import type { Basis } from './outcome.ts';

export type BoundTerms = { readonly it: Terms; readonly basis: Basis };

/**
 * The public terms: what the operator says they say, and whether the quoted sentence stands there word for word.
 *
 * Found is true, not found is false; without a quote, a document or its text it is unknown. A quote that raises a
 * doubt is unknown too: a person has to read it. Nothing is ever awarded on our own reading.
 */
export function boundTerms(
  { terms, documents }: Declaration,
  evidence: EvidenceMap,
  countries: ReadonlyMap<string, string>,
): BoundTerms {
  if (terms === undefined)
    return {
      it: Object.assign(new Terms(), { quoted: unknown('nothing was said of the public terms', 'quote') }),
      basis: 'declared',
    };
  const key = terms.document;
  const document = key === undefined || documents === undefined || documents === 'none' ? undefined : documents[key];
  const text = Object.values(evidence).flatMap((item) =>
    item.kind === 'public-terms' && item.sha256 === document?.sha256 ? [item.text] : [],
  )[0];
  const stored = terms.storedOnlyIn === 'none' ? [] : terms.storedOnlyIn;
  const it = Object.assign(new Terms(), {
    ...(stored === undefined ? {} : { storedOnlyIn: stored }),
    quoted: quoted(terms.quote, key, text, countries),
  });
  return { it, basis: text === undefined ? 'declared' : 'attested' };
}

function quoted(
  quote: string | undefined,
  document: string | undefined,
  text: string | undefined,
  countries: ReadonlyMap<string, string>,
): Tri {
  if (quote === undefined) return unknown('no sentence of the public terms is quoted', 'quote');
  if (document === undefined) return unknown('no document is named in which the quoted sentence stands', 'document');
  if (text === undefined)
    return unknown(`the text of the document \`${document}\` was not given as evidence`, 'evidence');
  if (!quotes(text, quote)) return false;
  const doubt = doubtOf(quote, countries);
  return doubt === undefined || unknown(`${doubt}, so a person has to read it`, 'quote');
}
