import * as z from 'zod';
import { bases, outcomes, verdicts } from './outcome.ts';

/** A fact that would settle an unknown, with the question that asks for it. */
export const Missing = z.strictObject({ fact: z.string(), ask: z.string() });
export type Missing = z.infer<typeof Missing>;

/**
 * What one rule says of one subject.
 *
 * `subject` names it by content (`/data/videos/store@yotta/nm1`), so that reordering a declaration changes
 * nothing; `at` is the JSON pointer into the declaration as it was written.
 */
export const Finding = z.strictObject({
  outcome: z.enum(outcomes),
  rule: z.string(),
  because: z.string(),
  remedy: z.string().optional(),
  missing: z.array(Missing),
  claim: z.string(),
  clause: z.string(),
  basis: z.enum(bases),
  subject: z.string(),
  at: z.string(),
  place: z.string().optional(),
});
export type Finding = z.infer<typeof Finding>;

export const packKinds = ['law', 'policy', 'advisory', 'beside'] as const;

/** What one pack says: its verdict, why it applies or does not, and its findings. */
export const PackResult = z.strictObject({
  pack: z.string(),
  version: z.string().nullable(),
  title: z.string(),
  kind: z.enum(packKinds),
  digest: z.string(),
  verdict: z.enum(verdicts),
  why: z.string(),
  findings: z.array(Finding),
});
export type PackResult = z.infer<typeof PackResult>;

/** What the audit looked at, what the operator claimed, and what nothing here could have shown. */
export const Coverage = z.strictObject({
  assets: z.int(),
  answered: z.int(),
  unanswered: z.int(),
  claimedComplete: z.array(z.string()),
  evidence: z.array(z.strictObject({ kind: z.string(), sha256: z.string() })),
  cannotShow: z.array(z.string()),
});
export type Coverage = z.infer<typeof Coverage>;

/** A doubt about the declaration that does not stop the audit: an unlisted category, an ambiguous place. */
export const Warning = z.strictObject({ pointer: z.string(), message: z.string(), candidates: z.array(z.string()) });
export type Warning = z.infer<typeof Warning>;

/** Shown beside the verdict and never mixed into it (law 8). */
export const Beside = z.strictObject({
  owners: z.array(
    z.strictObject({
      key: z.string(),
      name: z.string().optional(),
      country: z.string().optional(),
      control: z.boolean().optional(),
      percent: z.number().optional(),
    }),
  ),
  orders: z.array(
    z.strictObject({ key: z.string(), kind: z.string(), from: z.string().optional(), status: z.string() }),
  ),
  packs: z.array(PackResult),
});
export type Beside = z.infer<typeof Beside>;

/**
 * An audit. `digest` covers asOf, verdict, packs, findings (rule, subject, outcome, basis), coverage and the
 * digests of the inputs; not prose, pointers, ids or times: every way in gives the same digest for the same input.
 */
export const Audit = z.strictObject({
  asOf: z.iso.date(),
  verdict: z.enum(verdicts),
  digest: z.string(),
  policySet: z.string(),
  packs: z.array(PackResult),
  beside: Beside,
  coverage: Coverage,
  warnings: z.array(Warning),
  inputs: z.strictObject({
    declaration: z.string(),
    observed: z.array(z.string()),
    registry: z.string(),
    policySet: z.string(),
    engine: z.string(),
  }),
});
export type Audit = z.infer<typeof Audit>;

/** An audit that was recorded: its id, whose application, when. `previous` is the audit it replaces as the newest. */
export const RecordedAudit = z.strictObject({
  id: z.string(),
  application: z.string(),
  name: z.string(),
  recordedAt: z.iso.datetime(),
  previous: z.string().nullable(),
  catalogue: z.int(),
  ...Audit.shape,
});
export type RecordedAudit = z.infer<typeof RecordedAudit>;
