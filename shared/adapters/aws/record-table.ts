import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { NivasError } from '../../error.ts';
import type { Document, Entry, Head, RecordStore, Registration, Submission } from '../../ports.ts';
import { type Body, packBody, unpackBody } from './body.ts';
import type { BodyBucket } from './body-bucket.ts';
import { answered } from './failure.ts';
import { edges, listings } from './lists.ts';
import {
  ApplicationRow,
  AuditRow,
  applicationRow,
  auditKey,
  auditRow,
  declarationRow,
  headKey,
  type Key,
  newest,
  parseRow,
  pendingRow,
  RecordRow,
  recordKey,
  recordRow,
  toHead,
} from './rows.ts';
import { type Action, type Answer, create, put, remove, type Sender, transact, update } from './transaction.ts';

export type RecordTable = Sender & { readonly table: string; readonly bodies: BodyBucket };

/** Records in DynamoDB: one transaction each, long bodies in the bucket before it. */
export function recordTable(where: RecordTable): RecordStore {
  const { client, table, bodies } = where;
  const get = async (key: Key): Promise<unknown> =>
    (await answered(client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true })))).Item;
  return {
    async register(registration) {
      const answer = await transact(where, registrationActions(table, registration));
      if (answer === 'done') return 'made';
      if (await isReplay(answer, registration, get)) return 'replayed';
      throw new Error('an application is there and its registration is not');
    },

    async head(tenant, application) {
      const item = await get(headKey(tenant, application));
      return item === undefined ? undefined : toHead(parseRow(ApplicationRow, item));
    },

    async submit(submission, head) {
      const keep = (document: Document) => keepBody(bodies, submission.tenant, document);
      const [audit, declaration] = await Promise.all([keep(submission.audit), keep(submission.declaration)]);
      const answer = await transact(where, submissionActions(table, submission, head, { audit, declaration }));
      if (answer === 'done') return 'made';
      if (await isReplay(answer, submission, get)) return 'replayed';
      if (answer !== 'mismatch' && answer[headPosition]?.refused) return 'moved';
      throw new Error('rows of a record are there and the record is not');
    },

    async audit(tenant, id) {
      const item = await get(auditKey(tenant, id));
      if (item === undefined) return undefined;
      const { gz, sha256 } = parseRow(AuditRow, item);
      return gz ? unpackBody(gz, sha256) : bodies.get({ tenant }, sha256);
    },
    recorded: unbuilt,
    declaration: unbuilt,
    holder: unbuilt,
    audits: unbuilt,
    applications: unbuilt,
  };
}

function registrationActions(table: string, registration: Registration): Action[] {
  return [
    create(table, recordRow(registration, 'registration'), 'seen'),
    create(table, pendingRow(registration)),
    create(table, applicationRow(registration)),
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

/** Whether the record is there already and of this very request. False: it is not there, so something else refused. */
async function isReplay(
  answer: Exclude<Answer, 'done'>,
  { tenant, id, fingerprint }: Entry,
  get: (key: Key) => Promise<unknown>,
): Promise<boolean> {
  const refusal = answer === 'mismatch' ? undefined : answer[0];
  if (refusal?.refused === false) return false;
  const item = refusal?.item ?? (await get(recordKey(tenant, id)));
  if (item === undefined) return false;
  if (parseRow(RecordRow, item).fingerprint === fingerprint) return true;
  throw new NivasError('idempotency_key_reused', 'this idempotency key was used for another request');
}

const unbuilt = () => Promise.reject(new NivasError('internal', 'not built yet'));
