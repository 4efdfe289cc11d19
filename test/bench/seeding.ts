import { createHash } from 'node:crypto';
import { packBody } from '../../shared/adapters/aws/body.ts';
import { edges, listings } from '../../shared/adapters/aws/lists.ts';
import {
  applicationRow,
  auditRow,
  declarationRow,
  holderRow,
  newest,
  pendingRow,
  recordRow,
  toHead,
} from '../../shared/adapters/aws/rows.ts';
import { evidenceMap } from '../../shared/adapters/local/evidence-map.ts';
import { applicationId } from '../../shared/audit/ids.ts';
import { registerApplication } from '../../shared/operations/register-application.ts';
import { submitDeclaration } from '../../shared/operations/submit-declaration.ts';
import type { Catalogue, Head, RecordStore, Registration } from '../../shared/ports.ts';
import { declarer } from './seed-declarations.ts';

/** Audits are spread evenly over this time, so a place in any list can be told from its depth. */
export const began = Date.parse('2026-01-01T00:00:00.000Z');
export const ended = Date.parse('2026-11-20T00:00:00.000Z');

/** One application's future: when its declarations come. */
export type Planned = {
  readonly tenant: string;
  readonly key: string;
  readonly application: string;
  readonly times: readonly number[];
};

const tenants = 60;
/** How many audits an application has on average. */
const each = 20;

/** Who declares what and when, in so many audits: the same for the same number. Few tenants have many applications. */
export function seedPlan(audits: number): Planned[] {
  const random = chance(`plan ${audits}`);
  const times = Array.from({ length: Math.max(10, Math.ceil(audits / each)) }, (): number[] => []);
  for (let n = 0; n < audits; n++)
    times[Math.floor(times.length * random() ** 1.3)]?.push(Math.floor(began + random() * (ended - began)));
  return times.map((own, n) => {
    const tenant = `seed-${String(Math.floor(tenants * random() ** 2)).padStart(2, '0')}`;
    const key = `seed ${audits} ${n}`;
    return { tenant, key, application: applicationId(tenant, key), times: own.toSorted((a, b) => a - b) };
  });
}

export type Row = { readonly pk: string; readonly sk: string };

/** All rows of one application, as if the service had recorded every declaration at its time. */
export async function* rowsOf(planned: Planned, catalogue: Catalogue): AsyncGenerator<readonly Row[]> {
  const { tenant, key, application, times } = planned;
  const random = chance(key);
  const written: Row[] = [];
  const held: { registration?: Registration; head?: Head } = {};
  let now = times[0] ?? began;
  const records = recorder(written, held);
  const ports = {
    records,
    catalogue: { current: async () => catalogue, knownAt: async () => catalogue },
    evidence: evidenceMap(() => new Date(now)),
    now: () => new Date(now),
    nonce: () => createHash('sha256').update(`${random()}`).digest('hex'),
  };
  const name = `Seeded ${key}`;
  const declare = declarer(name, random);
  await registerApplication(ports, { tenant, idempotencyKey: key, fingerprint: key, name });
  for (const [n, time] of times.entries()) {
    now = time;
    const idempotencyKey = `${key} ${n}`;
    const text = JSON.stringify(declare(time));
    await submitDeclaration(ports, {
      tenant,
      idempotencyKey,
      fingerprint: idempotencyKey,
      application,
      text,
      format: 'json',
    });
    yield written.splice(0);
  }
  const { registration, head } = held;
  if (registration === undefined || head === undefined) throw new Error('nothing was registered');
  const { version, current } = head;
  const last = { ...applicationRow(registration), version, ...(current && { current }) };
  yield [
    ...written,
    last,
    holderRow(head),
    ...(current ? edges(undefined, { ...current, tenant, application }).put : []),
  ];
}

/** Takes what the operations record as the rows that would be written. The head is written once, at the end. */
function recorder(written: Row[], held: { registration?: Registration; head?: Head }): RecordStore {
  const unused = () => Promise.reject(new Error('a seed only writes'));
  return {
    async register(registration) {
      written.push(recordRow(registration, 'registration'), pendingRow(registration));
      held.registration = registration;
      held.head = toHead(applicationRow(registration));
      return 'made';
    },
    head: async () => held.head,
    async submit(submission, head) {
      const [audit, declaration] = [packBody(submission.audit), packBody(submission.declaration)];
      if (audit.s3 || declaration.s3) throw new Error('a seeded body should fit into its row');
      written.push(recordRow(submission, 'submission'), pendingRow(submission), auditRow(submission, head, audit));
      written.push(declarationRow(submission, declaration), ...listings(submission));
      held.head = { ...head, version: head.version + 1, current: newest(submission) };
      return 'made';
    },
    recorded: unused,
    audit: unused,
    declaration: unused,
    holder: unused,
    audits: unused,
    applications: unused,
  };
}

/** Numbers from 0 up to 1 that are the same for the same word (xorshift). */
export function chance(word: string): () => number {
  let state = createHash('sha256').update(word).digest().readUInt32LE() || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
