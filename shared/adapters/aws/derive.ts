import * as z from 'zod';
import { canonical, sha256 } from '../../canonical.ts';
import { NivasError } from '../../error.ts';
import { unpackBody } from './body.ts';
import { EdgeRow, edges, ListingRow, listings } from './lists.ts';
import {
  ApplicationRow,
  AuditRow,
  auditKey,
  DeclarationRow,
  declarationKey,
  HolderRow,
  headKey,
  holderRow,
  type Key,
  PendingRow,
  pendingRow,
  RecordRow,
} from './rows.ts';

/*
 * What each row of the table `records` shows to be there, and what else must be there because of it. In a table that
 * is whole the two are the same:
 *
 *     registration   its head, its pending row
 *     submission     its audit, its declaration, its pending row
 *     audit          its listings; the audit before it
 *     head           its edges, its holder, its newest audit
 *
 * Each audit is named once: by its application's head, or by the audit after it.
 */

/** A place in the table, or an audit in its application's history, and a short digest of what is said of it. */
export type Claim = { readonly place: string; readonly said: number };
/** What is said where it does not matter. */
export const anything = 1;
export type Claims = { readonly shows: readonly Claim[]; readonly wants: readonly Claim[] };

const Row = z.discriminatedUnion('k', [
  RecordRow,
  PendingRow,
  AuditRow,
  DeclarationRow,
  HolderRow,
  ApplicationRow,
  ListingRow,
  EdgeRow,
]);
type Row = z.infer<typeof Row>;
type Of<K extends Row['k']> = Extract<Row, { k: K }>;

/** An item as a row we know; undefined for any other. */
export function rowOf(item: unknown): Row | undefined {
  return Row.safeParse(item).data;
}

export function claimsOf(row: Row): Claims {
  switch (row.k) {
    case 'record':
      return { shows: [], wants: row.of === 'registration' ? byRegistration(row) : bySubmission(row) };
    case 'audit':
      return ofAudit(row);
    case 'application':
      return ofHead(row);
    case 'listing':
      return { shows: [at(row, listed(row))], wants: [] };
    case 'pending':
      return { shows: [at(row, [row.id, row.at])], wants: [] };
    case 'declaration':
      return { shows: [at(row, [row.application, row.at])], wants: [] };
    default:
      return { shows: [at(row)], wants: [] };
  }
}

/** What is wrong with the body of a row, as far as the row shows: what is in the bucket is not looked at. */
export function bodyFault(row: Row): string | undefined {
  if (!('sha256' in row) || row.s3) return undefined;
  if (row.gz === undefined) return 'there is neither a body nor a word of where it is';
  try {
    unpackBody(row.gz, row.sha256);
    return undefined;
  } catch (error) {
    if (error instanceof NivasError) return error.message;
    throw error;
  }
}

const byRegistration = (row: Of<'record'>): Claim[] => [
  at(headKey(...tenantAnd(row, row.application)), [row.at]),
  pending(row),
];

function bySubmission(row: Of<'record'>): Claim[] {
  const own = tenantAnd(row, idOf(row));
  const said = [row.application, row.at];
  return [at(auditKey(...own), said), at(declarationKey(...own), said), pending(row)];
}

function ofAudit(row: Of<'audit'>): Claims {
  const [tenant, id] = tenantAnd(row, idOf(row));
  return {
    shows: [at(row, [row.application, row.at]), inHistory(tenant, id, row)],
    wants: [
      ...listings({ ...row, tenant, id }).map((listing) => at(listing, listed(listing))),
      ...(row.previous === undefined ? [] : [inHistory(tenant, row.previous)]),
    ],
  };
}

function ofHead(row: Of<'application'>): Claims {
  const { tenant, application, current } = row;
  return {
    shows: [at(row, [row.registeredAt])],
    wants: [
      at(holderRow(row)),
      ...(current ? edges(undefined, { ...current, tenant, application }).put.map((edge) => at(edge)) : []),
      ...(current ? [inHistory(tenant, current.audit, { ...current, application })] : []),
    ],
  };
}

const at = ({ pk, sk }: Key, said?: unknown): Claim => ({ place: `${pk} ${sk}`, said: short(said) });

const pending = (row: Of<'record'>) => {
  const made = pendingRow({ id: idOf(row), at: row.at });
  return at(made, [made.id, made.at]);
};

const listed = ({ id, tenant, application, verdict, packs, sites }: Of<'listing'>) => [
  ...[id, tenant, application, verdict],
  packs,
  sites ?? null,
];

type Judged = Pick<Of<'audit'>, 'application' | 'at' | 'verdict' | 'packs' | 'sites' | 'catalogue'>;

/** An audit as head and history name it. Only the head says what it is. */
function inHistory(tenant: string, audit: string, judged?: Judged): Claim {
  const place = `audit ${tenant}#${audit}`;
  if (judged === undefined) return { place, said: anything };
  const { application, at: when, verdict, packs, sites, catalogue } = judged;
  return { place, said: short({ application, when, verdict, packs, sites, catalogue }) };
}

/** 28 bits tell damage apart, and fit where a whole digest would not. */
const short = (said: unknown) =>
  said === undefined ? anything : Number.parseInt(sha256(canonical(said)).slice(0, 7), 16) + anything + 1;

/** Of `R#<id>` / `<tenant>#…`. */
const idOf = ({ pk }: Key) => pk.slice('R#'.length);
const tenantAnd = ({ sk }: Key, id: string) => [sk.slice(0, sk.lastIndexOf('#')), id] as const;
