import * as z from 'zod';
import { activities } from '../declaration/activity.ts';
import { limits } from '../declaration/limits.ts';
import { termsMediaTypes } from './terms/media-type.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits, lower case');

/**
 * The public terms as a document says them; `text` must have the digest it is sent under. `original` is the word of
 * whoever sends it: nothing here has seen that file, so what rests on it is declared and not attested.
 */
export const PublicTerms = z.strictObject({
  kind: z.literal('public-terms'),
  sha256: Sha256,
  mediaType: z.enum(termsMediaTypes),
  text: z.string().min(1).max(limits.terms).optional().meta({
    description:
      'The words. A declaration that is recorded may leave them out and so name what was uploaded under this SHA-256.',
  }),
  original: Sha256.optional().meta({
    description:
      'SHA-256 of the file that the text was taken from, such as a PDF, where the declared document is that file. ' +
      'It is the word of whoever sends it.',
  }),
});
type PublicTerms = z.infer<typeof PublicTerms>;

/** What is really deployed, read from the original with this digest. A `hint` (DNS, IP geolocation) can only doubt. */
export const Observed = z.strictObject({
  kind: z.literal('observed'),
  certainty: z.enum(['configuration', 'hint']),
  sha256: Sha256,
  placements: z
    .array(
      z.strictObject({
        resource: z.string().min(1).max(500),
        asset: z.string().min(1).max(64).optional(),
        activity: z.enum(activities),
        place: z.string().min(1).max(500),
        at: z.string().max(500).optional(),
      }),
    )
    .max(limits.observed),
});

export type Observed = z.infer<typeof Observed>;

const observedIn = (map: Readonly<Record<string, PublicTerms | Observed>>) =>
  Object.values(map).reduce((sum, item) => sum + (item.kind === 'observed' ? item.placements.length : 0), 0);

/** Evidence by key, as a request carries it beside the declaration: a text may be missing. */
export const SentEvidence = z
  .record(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/), z.discriminatedUnion('kind', [PublicTerms, Observed]))
  .refine((map) => Object.keys(map).length <= limits.evidence, `expected at most ${limits.evidence} pieces of evidence`)
  .refine(
    (map) => observedIn(map) <= limits.observed,
    `expected at most ${limits.observed} observed placements in all`,
  );
export type SentEvidence = z.infer<typeof SentEvidence>;

/** Evidence by key with every text in it: nothing less is audited. */
export type EvidenceMap = Readonly<Record<string, (PublicTerms & { readonly text: string }) | Observed>>;
