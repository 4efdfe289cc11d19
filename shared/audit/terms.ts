import type { Declaration } from '../declaration/schema.ts';
import { doubtOf } from '../evidence/doubt.ts';
import type { EvidenceMap } from '../evidence/evidence.ts';
import { quoted } from '../evidence/terms.ts';
import { Terms } from '../policy/subjects.ts';
import { type Tri, unknown, unsettled } from '../policy/unknown.ts';
import type { Basis } from './outcome.ts';

export type BoundTerms = { readonly it: Terms; readonly basis: Basis };

/**
 * The public terms: what the operator says they say, and whether the quoted sentence stands there word for word.
 *
 * Found is true, not found is false; without a quote, a document or its text it is unknown. Terms that raise a doubt
 * are unknown too: a person has to read them. Nothing is ever awarded on our own reading.
 */
export function boundTerms(
  declaration: Declaration,
  evidence: EvidenceMap,
  abroad: () => ReadonlySet<string>,
): BoundTerms {
  const { terms } = declaration;
  const text = textOf(declaration, evidence);
  const stored = terms?.storedOnlyIn === 'none' ? [] : terms?.storedOnlyIn;
  const it = Object.assign(new Terms(), {
    ...(stored === undefined ? {} : { storedOnlyIn: stored }),
    quoted: standsThere(declaration, text, abroad),
  });
  return { it, basis: text === undefined ? 'declared' : 'attested' };
}

/** The text of the document that the terms are quoted from, if it was given under that document's digest. */
function textOf({ terms, documents }: Declaration, evidence: EvidenceMap): string | undefined {
  const document = documents === 'none' ? undefined : documents?.[terms?.document ?? ''];
  const [text] = Object.values(evidence).flatMap((item) =>
    item.kind === 'public-terms' && item.sha256 === document?.sha256 ? [item.text] : [],
  );
  return text;
}

function standsThere(
  { terms, documents }: Declaration,
  text: string | undefined,
  abroad: () => ReadonlySet<string>,
): Tri {
  if (terms === undefined) return unknown('nothing was said of the public terms', 'quote');
  const { quote, document } = terms;
  if (quote === undefined) return unknown('no sentence of the public terms is quoted', 'quote');
  if (document === undefined) return unknown('no document is named in which the quoted sentence stands', 'document');
  if (documents === undefined || documents === 'none' || documents[document]?.kind !== 'public-terms')
    return unknown(`the document \`${document}\` is not of kind \`public-terms\``, 'document');
  if (text === undefined)
    return unknown(`the text of the document \`${document}\` was not given as evidence`, 'evidence');
  const found = quoted(text, quote);
  if (found === undefined) return false;
  const doubt = doubtOf(found, quote, abroad());
  return doubt === undefined || unsettled(`${doubt}, so a person has to read it`, 'evidence');
}
