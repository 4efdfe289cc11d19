import * as z from 'zod';
import { verdicts } from '../audit/outcome.ts';
import { id, sha256 } from './parameters.ts';

const Verdict = z.enum(verdicts);
/** Packs that apply, with what each said. */
const packs = z.record(z.string(), Verdict);
const recordedAt = z.iso.datetime();
/** Where the list goes on; null: there is no more. */
const next = z.string().nullable().meta({ description: '`cursor` of the next page; null: there is no more.' });

/** An application as it stands. `version` counts its declarations; `current` is null until there is one. */
export const ApplicationState = z.strictObject({
  id,
  tenant: z.string(),
  name: z.string(),
  registeredAt: z.iso.datetime(),
  version: z.int(),
  current: z
    .strictObject({
      audit: id,
      recordedAt,
      verdict: Verdict,
      packs,
      sites: z.array(z.string()),
      catalogue: z.int(),
    })
    .nullable(),
});
export type ApplicationState = z.infer<typeof ApplicationState>;

export const Applications = z.strictObject({ applications: z.array(ApplicationState), next });
export type Applications = z.infer<typeof Applications>;

/** One line of a list of audits. */
export const AuditLine = z.strictObject({
  id,
  tenant: z.string(),
  application: id,
  recordedAt,
  verdict: Verdict,
  packs,
});
export type AuditLine = z.infer<typeof AuditLine>;

export const Audits = z.strictObject({ audits: z.array(AuditLine), next });
export type Audits = z.infer<typeof Audits>;

/** A question that is open, whom it is about, and which packs ask it. The most asked comes first. */
export const OpenQuestion = z.strictObject({
  ask: z.string(),
  about: z.array(z.strictObject({ name: z.string(), what: z.string() })),
  packs: z.array(z.string()),
  reasons: z.array(z.string()),
});

/** What the newest audit leaves open; `audit` is null where nothing was declared yet. */
export const Questions = z.strictObject({
  application: id,
  audit: id.nullable(),
  verdict: Verdict.nullable(),
  questions: z.array(OpenQuestion),
});
export type Questions = z.infer<typeof Questions>;

/** Uploaded evidence. `url` reads it, and is good until `expires`. */
export const Evidence = z.strictObject({
  sha256,
  size: z.int(),
  mediaType: z.string(),
  url: z.url(),
  expires: z.iso.datetime(),
});
export type Evidence = z.infer<typeof Evidence>;

/** Whether offered evidence is here; if it is not, how to send it: with exactly these headers. */
export const Offered = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('present'), sha256 }),
  z.strictObject({
    state: z.literal('awaited'),
    sha256,
    upload: z.strictObject({
      method: z.literal('PUT'),
      url: z.url(),
      headers: z.record(z.string(), z.string()),
      expires: z.iso.datetime(),
    }),
  }),
]);
export type Offered = z.infer<typeof Offered>;
