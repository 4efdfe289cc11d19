import type { Declaration } from '../declaration/schema.ts';
import type { EvidenceMap } from '../evidence/evidence.ts';
import { readTerms } from '../evidence/terms/read.ts';
import { searchTerms, type TermsSearch } from '../evidence/terms/search.ts';
import { Terms } from '../policy/subjects.ts';
import { type Tri, unknown, unsettled } from '../policy/unknown.ts';
import type { NamesAbroad } from '../registry/abroad.ts';
import type { TermsFound } from './finding.ts';
import type { Basis } from './outcome.ts';
import { excerpt, shownTerms } from './terms-found.ts';

export type BoundTerms = {
  readonly it: Terms;
  readonly basis: Basis;
  /** What was found in the document, if its text was given. */
  readonly found?: TermsFound;
  /** What the terms say against the quoted sentence. */
  readonly against?: string;
};

type PublicTerms = Extract<EvidenceMap[string], { readonly kind: 'public-terms' }>;

/**
 * The public terms: what the operator says they say, and whether the quoted sentence stands there word for word.
 *
 * Found is true; not found is false, and so is found where another sentence plainly contradicts it; without a quote, a
 * document or its text it is unknown. Terms that raise a doubt are unknown too: a person has to read them. Nothing is
 * ever awarded on our own reading. A text that is only said to be taken from the document is declared, not attested.
 */
export function boundTerms(declaration: Declaration, evidence: EvidenceMap, abroad: () => NamesAbroad): BoundTerms {
  const { terms } = declaration;
  const given = textOf(declaration, evidence);
  const search = given && searchTerms(readTerms(given.text, given.mediaType), terms?.quote, abroad());
  const stored = terms?.storedOnlyIn === 'none' ? [] : terms?.storedOnlyIn;
  const quoted = standsThere(declaration, search);
  const [worst] = search?.spoken ?? [];
  return {
    it: Object.assign(new Terms(), { ...(stored === undefined ? {} : { storedOnlyIn: stored }), quoted }),
    basis: given === undefined || given.sha256 !== documentOf(declaration)?.sha256 ? 'declared' : 'attested',
    ...(given && search ? { found: shownTerms(given, search) } : {}),
    ...(quoted === false && search?.quote && worst ? { against: alsoSaid(worst) } : {}),
  };
}

const documentOf = ({ terms, documents }: Declaration) =>
  documents === 'none' ? undefined : documents?.[terms?.document ?? ''];

/**
 * The text of the document that the terms are quoted from: given under its digest, else said to be taken from it. In
 * whatever order evidence comes; two texts that are said to be taken from one document are none.
 */
function textOf(declaration: Declaration, evidence: EvidenceMap): PublicTerms | undefined {
  const sha256 = documentOf(declaration)?.sha256;
  if (sha256 === undefined) return undefined;
  const texts = Object.values(evidence)
    .filter((item) => item.kind === 'public-terms')
    .toSorted((a, b) => (`${a.sha256} ${a.mediaType}` < `${b.sha256} ${b.mediaType}` ? -1 : 1));
  const taken = texts.filter(({ original }) => original === sha256);
  const one = new Set(taken.map((item) => item.sha256)).size === 1;
  return texts.find((item) => item.sha256 === sha256) ?? (one ? taken[0] : undefined);
}

function standsThere({ terms, documents }: Declaration, search: TermsSearch | undefined): Tri {
  if (terms === undefined) return unknown('nothing was said of the public terms', 'quote');
  const { quote, document } = terms;
  if (quote === undefined) return unknown('no sentence of the public terms is quoted', 'quote');
  if (document === undefined) return unknown('no document is named in which the quoted sentence stands', 'document');
  if (documents === undefined || documents === 'none' || documents[document]?.kind !== 'public-terms')
    return unknown(`the document \`${document}\` is not of kind \`public-terms\``, 'document');
  if (search === undefined)
    return unknown(
      `the text of the document \`${document}\` was not given as evidence, or several texts were`,
      'evidence',
    );
  return weighed(search);
}

function weighed({ quote, doubt, spoken: [worst] }: TermsSearch): Tri {
  if (quote === undefined && doubt === undefined) return false;
  if (worst?.contradicts) return false;
  const why = doubt ?? (worst && alsoSaid(worst));
  return why === undefined || unsettled(`${why}, so a person has to read it`, 'evidence');
}

const alsoSaid = (spoken: TermsSearch['spoken'][number]) =>
  `the public terms also say, in line ${spoken.line}: "${excerpt(spoken)}"`;
