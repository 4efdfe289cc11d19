import { NivasError } from '../../error.ts';
import type { Document, Entry, Head, RecordStore, Registration, Submission } from '../../ports.ts';
import { listApplications } from './application-pages.ts';
import { listAudits } from './audit-pages.ts';
import { type Body, packBody } from './body.ts';
import type { BodyBucket } from './body-bucket.ts';
import { edges, listings } from './lists.ts';
import { type RecordTable, recordReads } from './record-reads.ts';
import {
  applicationRow,
  auditRow,
  declarationRow,
  headKey,
  holderRow,
  newest,
  parseRow,
  pendingRow,
  RecordRow,
  recordKey,
  recordRow,
} from './rows.ts';
import { getItem } from './table-reads.ts';
import { type Action, type Answer, create, put, remove, transact, update } from './transaction.ts';

/** Records in DynamoDB: one transaction each, long bodies in the bucket before it. */
export function recordTable(where: RecordTable): RecordStore {
  const { table, bodies } = where;
  return {
    async register(registration) {
      const answer = await transact(where, registrationActions(table, registration));
      if (answer === 'done') return 'made';
      if (await isReplay(where, answer, registration)) return 'replayed';
      throw new Error('an application is there and its registration is not');
    },

    async submit(submission, head) {
      const keep = (document: Document) => keepBody(bodies, submission.tenant, document);
      const [audit, declaration] = await Promise.all([keep(submission.audit), keep(submission.declaration)]);
      const answer = await transact(where, submissionActions(table, submission, head, { audit, declaration }));
      if (answer === 'done') return 'made';
      if (await isReplay(where, answer, submission)) return 'replayed';
      if (answer !== 'mismatch' && answer[headPosition]?.refused) return 'moved';
      throw new Error('rows of a record are there and the record is not');
    },

    recorded: (request) => isRecorded(where, request),
    ...recordReads(where),
    audits: (reach, filter, page) => listAudits(where, reach, filter, page),
    applications: (reach, filter, page) => listApplications(where, reach, filter, page),
  };
}

function registrationActions(table: string, registration: Registration): Action[] {
  return [
    create(table, recordRow(registration, 'registration'), 'seen'),
    create(table, pendingRow(registration)),
    create(table, applicationRow(registration)),
    create(table, holderRow(registration)),
  ];
}

/** Where the head stands in a submission. The record is first in every transaction: its refusal decides. */
const headPosition = 4;

function submissionActions(
  table: string,
  submission: Submission,
  head: Head,
  { audit, declaration }: { readonly audit: Body; readonly declaration: Body },
): Action[] {
  const changes = { version: head.version + 1, current: newest(submission) };
  const moved = edges(head.current, submission);
  return [
    create(table, recordRow(submission, 'submission'), 'seen'),
    create(table, pendingRow(submission)),
    create(table, auditRow(submission, head, audit)),
    create(table, declarationRow(submission, declaration)),
    update(table, headKey(submission.tenant, submission.application), changes, { version: head.version }),
    ...listings(submission).map((row) => create(table, row)),
    ...moved.put.map((row) => put(table, row)),
    ...moved.remove.map((key) => remove(table, key)),
  ];
}

/** A body too long for its item is in the bucket before the item speaks of it. If the item fails, it harms nobody. */
async function keepBody(bodies: BodyBucket, tenant: string, document: Document): Promise<Body> {
  const body = packBody(document);
  if (body.s3) await bodies.put({ tenant }, document.json);
  return body;
}

type Request = Pick<Entry, 'tenant' | 'id' | 'fingerprint'>;

/** Whether the record is there already and of this very request. False: it is not there, so something else refused. */
async function isReplay(where: RecordTable, answer: Exclude<Answer, 'done'>, request: Request): Promise<boolean> {
  const refusal = answer === 'mismatch' ? undefined : answer[0];
  if (refusal?.refused === false) return false;
  return refusal?.item ? isOf(refusal.item, request) : isRecorded(where, request);
}

async function isRecorded(where: RecordTable, request: Request): Promise<boolean> {
  const item = await getItem(where, recordKey(request.tenant, request.id));
  return item !== undefined && isOf(item, request);
}

function isOf(item: unknown, { fingerprint }: Request): true {
  if (parseRow(RecordRow, item).fingerprint === fingerprint) return true;
  throw new NivasError('idempotency_key_reused', 'this idempotency key was used for another request');
}
