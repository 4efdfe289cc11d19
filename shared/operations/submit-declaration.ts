import { type AuditedText, auditReading, readSent } from '../audit/audit-text.ts';
import type { RecordedAudit } from '../audit/finding.ts';
import { entryId } from '../audit/ids.ts';
import { digestOf } from '../canonical.ts';
import type { Format } from '../declaration/source.ts';
import { type ErrorCode, NivasError } from '../error.ts';
import type { Catalogue, Document, Head, Ports, Submission } from '../ports.ts';
import { answerText } from './answer-text.ts';
import { applicationTag } from './application-state.ts';
import { packFacets, siteFacets } from './facets.ts';
import type { RecordedAnswer, Recording } from './register-application.ts';
import { keepEvidence, type Pending, resolveEvidence } from './resolve-evidence.ts';
import { submissionStatement } from './statement.ts';
import { todayInIndia } from './today.ts';

export type Declared = Recording & {
  readonly application: string;
  readonly text: string;
  readonly format: Format;
  /** The ETag that the application must still have, or `*` for any. */
  readonly ifMatch?: string | undefined;
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

/** What is refused by today's catalogue or by how the application is now: a retry may have been accepted before. */
const refusedNow: readonly ErrorCode[] = ['declaration_invalid', 'precondition_failed', 'body_too_large'];

/**
 * Audits a declaration by today's law in India and records both. An equal retry is answered with the first answer,
 * byte for byte, whatever has become of the catalogue and the application since.
 *
 * Throws `not_found` (also for another tenant's application), `declaration_invalid`, `precondition_failed`,
 * `idempotency_key_reused`, and `busy` when other submissions of this application kept coming first.
 */
export async function submitDeclaration(ports: Ports, declared: Declared): Promise<Submitted> {
  try {
    return await submitted(ports, declared);
  } catch (refused) {
    if (!(refused instanceof NivasError) || !refusedNow.includes(refused.code)) throw refused;
    const { tenant, idempotencyKey, fingerprint } = declared;
    const request = { tenant, id: entryId(tenant, idempotencyKey), fingerprint };
    if (!(await ports.records.recorded(request))) throw refused;
    return { json: await stored(ports, request), replayed: true };
  }
}

async function submitted(ports: Ports, declared: Declared): Promise<Submitted> {
  const { records, now } = ports;
  const { tenant, application } = declared;
  // the table answers while we judge
  let [head, judged] = await Promise.all([records.head(tenant, application), judge(ports, declared, now())]);
  for (let n = 0; n < tries; n++) {
    if (head === undefined) throw new NivasError('not_found', 'there is no such application');
    demandMatch(declared, head);
    // Nothing follows what others recorded meanwhile with an earlier time, or by the law of the day before.
    if (head.current && head.current.at > judged.instant.toISOString()) judged = await judge(ports, declared, now());
    const submission = build(ports, declared, head, judged);
    await keepEvidence(ports.evidence, tenant, judged.pending);
    if (now().getTime() - judged.instant.getTime() > freshMilliseconds)
      throw new NivasError('busy', 'this took so long that what it was judged by may have changed: send it again');
    const recorded = await records.submit(submission, head);
    if (recorded === 'made') return { json: submission.audit.json, replayed: false, verdict: submission.verdict };
    if (recorded === 'replayed') return { json: await stored(ports, submission), replayed: true };
    head = await records.head(tenant, application);
  }
  throw new NivasError('busy', 'other declarations of this application kept coming first: send it again');
}

function demandMatch({ ifMatch = '*' }: Declared, head: Head): void {
  const now = applicationTag(head);
  if (ifMatch === '*' || ifMatch === now) return;
  throw new NivasError('precondition_failed', `the application is at \`${now}\` now, not at \`${ifMatch}\``);
}

/** An audited text, under which catalogue and when: time is read once, so that date and time agree. */
type Judged = AuditedText & {
  readonly catalogue: Catalogue;
  readonly instant: Date;
  readonly pending: readonly Pending[];
};

async function judge(ports: Ports, { tenant, text, format }: Declared, instant: Date): Promise<Judged> {
  const catalogue = await ports.catalogue.current();
  const { reading, pending } = await resolveEvidence(ports.evidence, tenant, readSent(text, format, catalogue));
  return { ...auditReading(reading, catalogue, todayInIndia(instant)), catalogue, instant, pending };
}

async function stored({ records }: Ports, { tenant, id }: Pick<Submission, 'tenant' | 'id'>): Promise<string> {
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

/**
 * As it was sent, so that the audit can be run again: evidence that it names is kept, evidence that came along is part
 * of it. Under the digest of its normal form.
 */
const declarationDocument = ({ reading, audit }: AuditedText): Document => ({
  digest: audit.inputs.declaration,
  json: JSON.stringify(reading.source.raw),
});
