import { gzipSync } from 'node:zlib';
import * as z from 'zod';
import { verdicts } from '../../audit/outcome.ts';
import { NivasError } from '../../error.ts';
import type { Entry, Head, Registration, Submission } from '../../ports.ts';
import { type Body, bodyShape } from './body.ts';
import { shardOf } from './lists.ts';

/*
 * The items of the table `records`. Every item has `pk`, `sk`, its kind `k` and the version `v` of its shape.
 *
 *     R#<entry>             <tenant>#REC    record: what was accepted, under which fingerprint
 *     R#<entry>             <tenant>#AUD    audit
 *     R#<entry>             <tenant>#DECL   declaration
 *     R#<app>               <tenant>#APP    holder: whose application this is, for whoever knows only its id
 *     T#<tenant>            APP#<app>       application: the head, the only item that changes
 *     PEND#<year>#<shard>   <at>#<entry>    pending: not yet in the log; oldest first
 *
 * and the rows of `lists.ts`. The tenant is in every key: another tenant's record is absent, not refused.
 * A new shape gets a new `v`, and readers that know it are deployed before writers.
 */

export type Key = { readonly pk: string; readonly sk: string };

export const recordKey = (tenant: string, id: string): Key => ({ pk: `R#${id}`, sk: `${tenant}#REC` });
export const auditKey = (tenant: string, id: string): Key => ({ pk: `R#${id}`, sk: `${tenant}#AUD` });
export const declarationKey = (tenant: string, id: string): Key => ({ pk: `R#${id}`, sk: `${tenant}#DECL` });
export const holderKey = (tenant: string, application: string): Key => ({
  pk: `R#${application}`,
  sk: `${tenant}#APP`,
});
export const headKey = (tenant: string, application: string): Key => ({ pk: `T#${tenant}`, sk: `APP#${application}` });

const text = z.string();
const key = { pk: text, sk: text, v: z.literal(1) };
const judged = {
  verdict: z.enum(verdicts),
  packs: z.record(text, z.enum(verdicts)).readonly(),
  sites: z.array(text).readonly(),
  catalogue: z.int(),
};

export const RecordRow = z.strictObject({
  ...key,
  k: z.literal('record'),
  of: z.enum(['registration', 'submission']),
  application: text,
  at: text,
  fingerprint: text,
  status: z.int(),
  statement: z.instanceof(Uint8Array),
});
export const PendingRow = z.strictObject({ ...key, k: z.literal('pending'), id: text, at: text });
export const AuditRow = z.strictObject({
  ...key,
  k: z.literal('audit'),
  application: text,
  at: text,
  previous: text.optional(),
  ...judged,
  ...bodyShape,
});
export const DeclarationRow = z.strictObject({
  ...key,
  k: z.literal('declaration'),
  application: text,
  at: text,
  ...bodyShape,
});
export const HolderRow = z.strictObject({ ...key, k: z.literal('holder') });
export const ApplicationRow = z.strictObject({
  ...key,
  k: z.literal('application'),
  tenant: text,
  application: text,
  name: text,
  registeredAt: text,
  version: z.int(),
  current: z.strictObject({ audit: text, at: text, ...judged }).optional(),
});

/** What came out of a table, as a shape we know. Anything else is refused, never guessed at. */
export function parseRow<S extends z.ZodType>(shape: S, item: unknown): z.infer<S> {
  const parsed = shape.safeParse(item);
  if (parsed.success) return parsed.data;
  throw new NivasError('shape_unknown', 'a stored item has no shape this version knows', [], { cause: parsed.error });
}

/** What DynamoDB says in every answer, if only that there is nothing: without it, nobody knows what there is. */
export function always<T>(list: T | undefined): T {
  if (list !== undefined) return list;
  throw new NivasError('shape_unknown', 'the store answers in no shape that this version knows');
}

export function recordRow(entry: Entry, of: 'registration' | 'submission'): z.infer<typeof RecordRow> {
  const { id, tenant, application, at, fingerprint } = entry;
  const statement = gzipSync(entry.statement);
  return { ...recordKey(tenant, id), k: 'record', v: 1, of, application, at, fingerprint, status: 201, statement };
}

export function pendingRow({ id, at }: Pick<Entry, 'id' | 'at'>): z.infer<typeof PendingRow> {
  return { pk: `PEND#${at.slice(0, 4)}#${shardOf(id)}`, sk: `${at}#${id}`, k: 'pending', v: 1, id, at };
}

export function auditRow(submission: Submission, head: Head, body: Body): z.infer<typeof AuditRow> {
  const { id, tenant, application, at, verdict, packs, sites, catalogue } = submission;
  const previous = head.current && { previous: head.current.audit };
  const kind = { k: 'audit', v: 1 } as const;
  return {
    ...auditKey(tenant, id),
    ...kind,
    application,
    at,
    ...previous,
    verdict,
    packs,
    sites,
    catalogue,
    ...body,
  };
}

export function declarationRow(submission: Submission, body: Body): z.infer<typeof DeclarationRow> {
  const { id, tenant, application, at } = submission;
  return { ...declarationKey(tenant, id), k: 'declaration', v: 1, application, at, ...body };
}

export function applicationRow(registration: Registration): z.infer<typeof ApplicationRow> {
  const { tenant, application, name, at } = registration;
  const kind = { k: 'application', v: 1 } as const;
  return { ...headKey(tenant, application), ...kind, tenant, application, name, registeredAt: at, version: 0 };
}

export function holderRow({ tenant, application }: Pick<Head, 'tenant' | 'application'>): z.infer<typeof HolderRow> {
  return { ...holderKey(tenant, application), k: 'holder', v: 1 };
}

/** What a submission makes of the head. */
export function newest(submission: Submission): NonNullable<Head['current']> {
  const { id, at, verdict, packs, sites, catalogue } = submission;
  return { audit: id, at, verdict, packs, sites, catalogue };
}

export function toHead({
  tenant,
  application,
  name,
  registeredAt,
  version,
  current,
}: z.infer<typeof ApplicationRow>): Head {
  return { tenant, application, name, registeredAt, version, ...(current && { current }) };
}
