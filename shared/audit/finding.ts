import * as z from 'zod';
import { whys } from '../evidence/terms/why.ts';
import { causes } from '../policy/unknown.ts';
import { bases, outcomes, verdicts } from './outcome.ts';
import { mostSeen, Seen } from './seen.ts';

/** A fact that would settle an unknown, with the question that asks for it. */
export const Missing = z.strictObject({
  fact: z.string().describe('The name of the fact, as the declaration spells it.'),
  ask: z.string().describe('The question, for people.'),
  words: z.array(z.string()).optional().describe('Of a list: the words that it is about.'),
});
export type Missing = z.infer<typeof Missing>;

/** Why no answer of the operator settles an unknown. */
export const Unsettled = z.strictObject({
  cause: z
    .enum(causes)
    .describe(
      '`law`: it is silent, suspended, disputed or unread; `registry`: the keeper’s lists do not tell; `evidence`: it contradicts, or a person has to read it.',
    ),
  because: z.string().describe('What is not settled, in words.'),
});
export type Unsettled = z.infer<typeof Unsettled>;

/**
 * What one rule says of one subject.
 *
 * `subject` names it by content (`/data/videos/store@yotta/nm1`), so that reordering a declaration changes
 * nothing; `at` is the JSON pointer into the declaration as it was written.
 */
export const Finding = z.strictObject({
  outcome: z.enum(outcomes).describe('Of the claim: it holds, it does not, nobody can tell, or it is not asked here.'),
  rule: z.string().describe('The id of the rule in its pack.'),
  because: z.string().describe('Why, in words.'),
  remedy: z.string().optional().describe('What would help.'),
  missing: z.array(Missing).describe('What would have to be said for an unknown to be settled.'),
  unsettled: z.array(Unsettled).optional().describe('What no answer of the operator settles.'),
  claim: z.string().describe('What the rule demands, as a statement that is true or false.'),
  clause: z.string().describe('Where the law or the policy says so.'),
  basis: z
    .enum(bases)
    .describe('How it is known: by the operator’s word, by a document with its digest, by what is deployed.'),
  subject: z.string().describe('What was judged, named by content: the same however the declaration is ordered.'),
  at: z.string().describe('JSON pointer into the declaration as it was written.'),
  place: z.string().optional().describe('The place that was judged.'),
  seen: z
    .array(Seen)
    .max(mostSeen)
    .optional()
    .describe(`Of what fails or is unknown: what is deployed and shows it, at most ${mostSeen} resources.`),
});
export type Finding = z.infer<typeof Finding>;

export const packKinds = ['law', 'policy', 'advisory', 'beside'] as const;

/**
 * Whether a pack applies. It may apply where it is `claimed` (a role that it names is), `suspected` (there is data that
 * only those have whom it is for) or `open` (roles were neither claimed nor denied); it does not where the operator is
 * `excepted`, where it is for `others`, and where it is `not-in-force`.
 */
export const reaches = ['applies', 'claimed', 'suspected', 'open', 'excepted', 'others', 'not-in-force'] as const;
export type Reach = (typeof reaches)[number];

/** What one pack says: its verdict, why it applies or does not, and its findings. */
export const PackResult = z.strictObject({
  pack: z.string().describe('The id of the pack.'),
  version: z.string().nullable().describe('Of its versions, the one in force on `asOf`; null: none was.'),
  title: z.string().describe('Its name, for people.'),
  kind: z.enum(packKinds).describe('Only `law` and `policy` are folded into the verdict.'),
  digest: z.string().describe('`sha256:<hex>` of the pack as published.'),
  verdict: z.enum(verdicts).describe('The strictest of its findings.'),
  reach: z
    .enum(reaches)
    .describe(
      'Whether it applies; `claimed`, `suspected`, `open`: it may; `excepted`, `others`, `not-in-force`: it does not.',
    ),
  why: z.string().describe('Why the pack applies, or does not.'),
  findings: z.array(Finding).describe('Failures first.'),
});
export type PackResult = z.infer<typeof PackResult>;

/** What the audit looked at, what the operator claimed, and what nothing here could have shown. */
export const Coverage = z.strictObject({
  assets: z.int().describe('How many kinds of data were declared.'),
  answered: z.int().describe('Activities of these with a place, or said to happen nowhere.'),
  unanswered: z.int().describe('Activities of these of which nothing was said.'),
  claimedComplete: z.array(z.string()).describe('Lists that the operator says are complete.'),
  evidence: z
    .array(
      z.strictObject({
        kind: z.string().describe('What it is: `public-terms`, `observed`.'),
        sha256: z.string().describe('SHA-256 of its bytes, hex.'),
      }),
    )
    .describe('What was shown beside the operator’s word.'),
  cannotShow: z.array(z.string()).describe('What no audit of this kind could have seen, in words.'),
});
export type Coverage = z.infer<typeof Coverage>;

const OfDocument = {
  line: z.int().describe('Line of the document as it was given, from 1.'),
  column: z.int().describe('Character of the line, from 1.'),
};

/** What was found in the public terms: reasons to fail and to doubt, for a person who reads them. */
export const TermsFound = z.strictObject({
  sha256: z.string().describe('SHA-256 of the text that was searched, hex.'),
  original: z.string().optional().describe('Of the file it was taken from, by the word of whoever sent it.'),
  quote: z
    .strictObject(OfDocument)
    .optional()
    .describe('Where the quoted words stand; absent: they do not, or none are.'),
  sentences: z
    .array(
      z.strictObject({
        sentence: z.string().describe('What the document says there, cut to 200 characters.'),
        why: z.enum(whys).describe('Why it was picked: what kind of place it names, or how it turns what others say.'),
        named: z.string().describe('The words for which it was picked.'),
        contradicts: z.boolean().describe('It plainly says that data is elsewhere; else it only raises a doubt.'),
        ...OfDocument,
      }),
    )
    .describe('Sentences that speak of other places; contradictions first.'),
  more: z.int().describe('How many more there are.'),
});
export type TermsFound = z.infer<typeof TermsFound>;

/** A doubt about the declaration that does not stop the audit: an unlisted category, an ambiguous place. */
export const Warning = z.strictObject({
  pointer: z.string().describe('JSON pointer into the declaration as it was written.'),
  message: z.string(),
  candidates: z.array(z.string()).describe('What may have been meant.'),
});
export type Warning = z.infer<typeof Warning>;

/** Shown beside the verdict and never mixed into it (law 8). */
export const Beside = z.strictObject({
  owners: z
    .array(
      z.strictObject({
        key: z.string().describe('What the declaration calls the owner.'),
        name: z.string().optional(),
        country: z.string().optional().describe('ISO 3166-1.'),
        control: z.boolean().optional().describe('Whether this owner controls the operator.'),
        percent: z.number().optional().describe('Its share.'),
      }),
    )
    .describe('Who owns the operator, as declared.'),
  orders: z
    .array(
      z.strictObject({
        key: z.string().describe('What the declaration calls the order.'),
        kind: z.string().describe('Such as `blocking`.'),
        from: z.string().optional().describe('The date from which it is in force.'),
        status: z.string().describe('As declared, in words.'),
      }),
    )
    .describe('Orders against the application, as declared.'),
  packs: z.array(PackResult).describe('Packs that are shown and decide nothing.'),
});
export type Beside = z.infer<typeof Beside>;

/**
 * An audit. `digest` covers asOf, verdict, packs, findings (rule, subject, outcome, basis), coverage and the
 * digests of the inputs; not prose, pointers, positions in the terms, ids or times: every way in gives the same digest for the same input.
 */
export const Audit = z.strictObject({
  asOf: z.iso.date().describe('The date whose law and approvals decided.'),
  verdict: z.enum(verdicts).describe('The strictest of the packs that apply.'),
  digest: z.string().describe('`sha256:<hex>` of verdict, findings and inputs: equal wherever the same was judged.'),
  policySet: z.string().describe('The name of the policy set: which packs decide, and by which readings.'),
  packs: z.array(PackResult).describe('The packs that decide, with their findings.'),
  beside: Beside,
  coverage: Coverage,
  terms: TermsFound.optional().describe('What was found in the public terms, if their text was given.'),
  warnings: z.array(Warning).describe('Doubts about the declaration that did not stop the audit.'),
  inputs: z
    .strictObject({
      declaration: z.string().describe('Of the declaration in its normal form.'),
      observed: z.array(z.string()).describe('Of the observed placements.'),
      registry: z.string().describe('Of the registry of sites.'),
      policySet: z.string().describe('Of the policy set with its packs.'),
      engine: z.string().describe('The name and version of the engine.'),
    })
    .describe('By what it was judged, as digests: `sha256:<hex>`.'),
});
export type Audit = z.infer<typeof Audit>;

/** An audit that was recorded: its id, whose application, when. `previous` is the audit it replaces as the newest. */
export const RecordedAudit = z.strictObject({
  id: z.string().describe('The id of the audit.'),
  application: z.string().describe('The id of the application.'),
  name: z.string().describe('The name of the application when it was registered.'),
  recordedAt: z.iso.datetime().describe('When it was accepted, UTC.'),
  previous: z.string().nullable().describe('The audit that this one replaced as the newest; null: it was the first.'),
  catalogue: z.int().describe('Which publication of packs and registry it was judged by.'),
  ...Audit.shape,
});
export type RecordedAudit = z.infer<typeof RecordedAudit>;
