import * as z from 'zod';
import { Audit, RecordedAudit } from '../audit/finding.ts';
import { PackAnswer, Packs, SiteAnswer, Sites } from './catalogue-answers.ts';
import { AskedQuestions, PlannedRemedies } from './check-answers.ts';
import { id } from './parameters.ts';
import { ApplicationState, Applications, Audits, Evidence, Offered, Questions } from './record-answers.ts';

export const Application = z.strictObject({
  id: id.describe('Given by Nivas; the address of the application.'),
  name: z.string(),
  registeredAt: z.iso.datetime().describe('UTC.'),
});
export type Application = z.infer<typeof Application>;

/** By what audits are judged now. `catalogue` counts publications; the digests name registry and policy. */
export const Health = z.strictObject({
  status: z.literal('ok').describe('A service that cannot read its catalogue answers 503 instead.'),
  engine: z.string().describe('The name and version of the engine.'),
  catalogue: z.int().describe('Counts the publications of packs and registry.'),
  registry: z.string().describe('`sha256:<hex>` of the registry of sites.'),
  policySet: z
    .strictObject({ name: z.string(), digest: z.string().describe('`sha256:<hex>`') })
    .describe('By which packs everybody is judged.'),
});
export type Health = z.infer<typeof Health>;

/** A document that describes itself: a JSON Schema, an OpenAPI document. */
export const JsonDocument = z.record(z.string(), z.unknown());
export type JsonDocument = z.infer<typeof JsonDocument>;

export type Answer = {
  readonly status: 200 | 201;
  readonly mediaType: 'application/json' | 'application/schema+json' | 'text/html';
  readonly schema: z.ZodType;
  readonly says: string;
  /** Not a tenant's data: caches may keep it for some minutes. */
  readonly public?: true;
};

const json = { mediaType: 'application/json' } as const;

const offered =
  'Whether it is here, or how to send it: with exactly these headers, straight to S3. When S3 answers 412 it is here ' +
  'already; 409, two uploads of it met: send it again. Then a declaration that is recorded may name its SHA-256.';

/** What routes answer when all went well. A recorded answer is 201 each time it is given. */
export const answers = {
  audit: { ...json, status: 200, schema: Audit, says: 'The audit.' },
  asked: { ...json, status: 200, schema: AskedQuestions, says: 'What is open.' },
  remedies: { ...json, status: 200, schema: PlannedRemedies, says: 'The moves, and what they do not mend.' },
  application: {
    ...json,
    status: 201,
    schema: Application,
    says: 'The application, now or by an earlier equal request.',
  },
  submitted: { ...json, status: 201, schema: RecordedAudit, says: 'The audit as it was recorded.' },
  applicationState: { ...json, status: 200, schema: ApplicationState, says: 'The application as it stands.' },
  applications: { ...json, status: 200, schema: Applications, says: 'A page of applications.' },
  audits: { ...json, status: 200, schema: Audits, says: 'A page of audits.' },
  questions: { ...json, status: 200, schema: Questions, says: 'What is open.' },
  declaration: { ...json, status: 200, schema: JsonDocument, says: 'The declaration, with its evidence.' },
  offered: { ...json, status: 200, schema: Offered, says: offered },
  evidence: {
    ...json,
    status: 200,
    schema: Evidence,
    says: 'What is known of it, and where to read it within ten minutes.',
  },
  sites: { ...json, status: 200, schema: Sites, says: 'A page of sites.', public: true },
  site: { ...json, status: 200, schema: SiteAnswer, says: 'The site.', public: true },
  packs: { ...json, status: 200, schema: Packs, says: 'The packs.', public: true },
  pack: { ...json, status: 200, schema: PackAnswer, says: 'The version of the pack.', public: true },
  rules: { status: 200, mediaType: 'text/html', schema: z.string(), says: 'A page without scripts.', public: true },
  recorded: { ...json, status: 200, schema: RecordedAudit, says: 'The audit as it was recorded.' },
  report: { status: 200, mediaType: 'text/html', schema: z.string(), says: 'A page without scripts.' },
  schema: {
    status: 200,
    mediaType: 'application/schema+json',
    schema: JsonDocument,
    says: 'A JSON Schema (2020-12).',
    public: true,
  },
  health: { ...json, status: 200, schema: Health, says: 'The service answers.' },
  openApi: { ...json, status: 200, schema: JsonDocument, says: 'An OpenAPI 3.1 document.', public: true },
} as const satisfies Record<string, Answer>;
export type AnswerKind = keyof typeof answers;
