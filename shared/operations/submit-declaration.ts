import { type AuditedText, auditText } from '../audit/audit-text.ts';
import type { RecordedAudit } from '../audit/finding.ts';
import { entryId } from '../audit/ids.ts';
import { digestOf } from '../canonical.ts';
import type { Format } from '../declaration/source.ts';
import { NivasError } from '../error.ts';
import type { Catalogue, Document, Head, Ports, Submission } from '../ports.ts';
import { answerText } from './answer-text.ts';
import { packFacets, siteFacets } from './facets.ts';
import type { RecordedAnswer, Recording } from './register-application.ts';
import { submissionStatement } from './statement.ts';
import { todayInIndia } from './today.ts';

export type Declared = Recording & {
  readonly application: string;
  readonly text: string;
  readonly format: Format;
};

/** `verdict` of the audit, if it was recorded just now. */
type Submitted = RecordedAnswer & { readonly verdict?: Submission['verdict'] };

/** How often a submission is built anew because another one of the same application came first. */
const tries = 6;

/**
 * How long after it was read a catalogue may still be recorded under. Whoever moves the pointer waits longer than
 * this before believing that no audit under the old one can still come.
 */
const freshMilliseconds = 20_000;

/**
 * Audits a declaration by today's law in India and records both. An equal retry is answered with the first answer,
 * byte for byte, whatever has become of the catalogue since.
 *
 * Throws `not_found` (also for another tenant's application), `declaration_invalid`, `idempotency_key_reused`, and
 * `busy` when other submissions of this application kept coming first.
 */
export async function submitDeclaration(ports: Ports, declared: Declared): Promise<Submitted> {
  const { records, now } = ports;
  const { tenant, application } = declared;
  const instant = now();
  // the table answers while we judge
  const [first, judged] = await Promise.all([records.head(tenant, application), judge(ports, declared, instant)]);
  let head = first;
  for (let n = 0; n < tries; n++) {
    if (head === undefined) throw new NivasError('not_found', 'there is no such application');
    const submission = build(ports, declared, head, judged);
    if (now().getTime() - instant.getTime() > freshMilliseconds) break;
    const recorded = await records.submit(submission, head);
    if (recorded === 'made') return { json: submission.audit.json, replayed: false, verdict: submission.verdict };
    if (recorded === 'replayed') return { json: await stored(ports, submission), replayed: true };
    head = await records.head(tenant, application);
  }
  throw new NivasError('busy', 'other declarations of this application kept coming first: send it again');
}

/** An audited text, under which catalogue and when: time is read once, so that date and time agree. */
type Judged = AuditedText & { readonly catalogue: Catalogue; readonly instant: Date };

async function judge({ catalogue }: Ports, { text, format }: Declared, instant: Date): Promise<Judged> {
  const current = await catalogue.current();
  return { ...auditText(text, format, current, todayInIndia(instant)), catalogue: current, instant };
}

async function stored({ records }: Ports, { tenant, id }: Submission): Promise<string> {
  const json = await records.audit(tenant, id);
  if (json === undefined) throw new NivasError('internal', 'a declaration is recorded and its audit is not');
  return json;
}

/** Everything of one submission on top of one head. */
function build({ nonce }: Ports, declared: Declared, head: Head, judged: Judged): Submission {
  const { tenant, application, idempotencyKey, fingerprint } = declared;
  const { catalogue, instant, reading } = judged;
  const made = { id: entryId(tenant, idempotencyKey), tenant, application, at: instant.toISOString() };
  const recorded = toRecorded(made, judged, head, catalogue.n);
  const audit = { digest: digestOf(recorded), json: answerText(recorded) };
  return {
    ...made,
    fingerprint,
    statement: submissionStatement({ ...made, nonce: nonce() }, recorded, audit.digest),
    declaration: declarationDocument(judged),
    audit,
    verdict: recorded.verdict,
    packs: packFacets(recorded),
    sites: siteFacets(reading.declaration, catalogue.registry),
    catalogue: catalogue.n,
  };
}

function toRecorded(
  { id, application, at }: Pick<Submission, 'id' | 'application' | 'at'>,
  { audit }: AuditedText,
  head: Head,
  catalogue: number,
): RecordedAudit {
  const previous = head.current?.audit ?? null;
  return { id, application, name: head.name, recordedAt: at, previous, catalogue, ...audit };
}

/** As it was sent, evidence included, so that the audit can be run again; under the digest of its normal form. */
const declarationDocument = ({ reading, audit }: AuditedText): Document => ({
  digest: audit.inputs.declaration,
  json: JSON.stringify(reading.source.raw),
});
