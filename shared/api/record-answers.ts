import * as z from 'zod';
import { verdicts } from '../audit/outcome.ts';
import { questionGroups } from '../report/questions.ts';
import { id, sha256 } from './parameters.ts';

const Verdict = z.enum(verdicts);
/** Packs that apply, with what each said. */
const packs = z.record(z.string(), Verdict).describe('Packs that apply, with the verdict of each.');
const recordedAt = z.iso.datetime().describe('When the audit was accepted, UTC.');
/** Where the list goes on; null: there is no more. */
const next = z.string().nullable().meta({ description: '`cursor` of the next page; null: there is no more.' });

/** An application as it stands. `version` counts its declarations; `current` is null until there is one. */
export const ApplicationState = z.strictObject({
  id: id.describe('The id of the application.'),
  tenant: z.string().describe('Whose it is.'),
  name: z.string(),
  registeredAt: z.iso.datetime().describe('UTC.'),
  version: z.int().describe('Counts its declarations; its ETag is `"v<version>"`.'),
  current: z
    .strictObject({
      audit: id.describe('The id of the newest audit.'),
      recordedAt,
      verdict: Verdict.describe('Of the newest audit.'),
      packs,
      sites: z.array(z.string()).describe('Sites of the registry where data was declared.'),
      catalogue: z.int().describe('Which publication of packs and registry it was judged by.'),
    })
    .nullable()
    .describe('What the newest audit says; null: nothing was declared yet.'),
});
export type ApplicationState = z.infer<typeof ApplicationState>;

export const Applications = z.strictObject({ applications: z.array(ApplicationState), next });
export type Applications = z.infer<typeof Applications>;

/** One line of a list of audits. */
export const AuditLine = z.strictObject({
  id: id.describe('The id of the audit.'),
  tenant: z.string().describe('Whose it is.'),
  application: id.describe('The id of the application.'),
  recordedAt,
  verdict: Verdict.describe('The strictest of the packs that apply.'),
  packs,
});
export type AuditLine = z.infer<typeof AuditLine>;

export const Audits = z.strictObject({ audits: z.array(AuditLine), next });
export type Audits = z.infer<typeof Audits>;

/** A question that is open, whom it is about, and which packs ask it. */
export const OpenQuestion = z.strictObject({
  group: z.enum(questionGroups).describe('What it is about; the groups come in this order.'),
  fact: z.string().describe('What the declaration calls the answer.'),
  ask: z.string().describe('The question, for people.'),
  about: z
    .array(
      z.strictObject({
        name: z.string().describe('Of data, a document or an owner, as declared.'),
        what: z.string().describe('Which of its activities, or what else of it.'),
      }),
    )
    .describe('Whom it is about.'),
  at: z.array(z.string()).describe('JSON pointers of these, in the declaration as it was written.'),
  packs: z.array(z.string()).describe('Which packs ask it.'),
  words: z.array(z.string()).describe('Of a list, such as the roles: the words that it matters for.'),
  reasons: z.array(z.string()).describe('Why it is asked, where the question does not say it.'),
  settles: z.int().describe('How many findings wait for this answer alone.'),
});

/** What the newest audit leaves open; `audit` is null where nothing was declared yet. */
export const Questions = z.strictObject({
  application: id.describe('The id of the application.'),
  audit: id.nullable().describe('The newest audit; null: nothing was declared yet.'),
  verdict: Verdict.nullable().describe('What it says.'),
  questions: z.array(OpenQuestion).describe('Only what can change what a pack says; the most decisive first.'),
});
export type Questions = z.infer<typeof Questions>;

/** Uploaded evidence. `url` reads it, and is good until `expires`. */
export const Evidence = z.strictObject({
  sha256: sha256.describe('SHA-256 of its bytes, hex.'),
  size: z.int().describe('Its length in bytes.'),
  mediaType: z.string().describe('What it was offered as.'),
  url: z.url().describe('GET reads its bytes. Whoever has the address may: keep it as secret as the evidence.'),
  expires: z.iso.datetime().describe('Until when the address is good, UTC.'),
});
export type Evidence = z.infer<typeof Evidence>;

/** Whether offered evidence is here; if it is not, how to send it: with exactly these headers. */
export const Offered = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('present').describe('It is here: nothing is to be sent.'), sha256 }),
  z.strictObject({
    state: z.literal('awaited').describe('It is not here: send it.'),
    sha256,
    upload: z
      .strictObject({
        method: z.literal('PUT'),
        url: z.url().describe('Where to send the bytes.'),
        headers: z.record(z.string(), z.string()).describe('To be sent exactly: they are signed.'),
        expires: z.iso.datetime().describe('Until when the address is good, UTC.'),
      })
      .describe('The request that sends it.'),
  }),
]);
export type Offered = z.infer<typeof Offered>;
