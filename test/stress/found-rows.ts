import * as z from 'zod';
import { type Body, unpackBody } from '../../shared/adapters/aws/body.ts';
import { EdgeRow, ListingRow } from '../../shared/adapters/aws/lists.ts';
import {
  ApplicationRow,
  AuditRow,
  DeclarationRow,
  HolderRow,
  PendingRow,
  RecordRow,
  toHead,
} from '../../shared/adapters/aws/rows.ts';
import { canonical } from '../../shared/canonical.ts';
import type { Head } from '../../shared/ports.ts';
import type { FoundEntry, FoundWhole } from './found.ts';

/** Gives the text of a body that is not in its row, by the tenant and the SHA-256 of the text. */
export type BodyOf = (tenant: string, sha256: string) => Promise<string>;

const Row = z.discriminatedUnion('k', [
  RecordRow,
  PendingRow,
  AuditRow,
  DeclarationRow,
  ApplicationRow,
  HolderRow,
  ListingRow,
  EdgeRow,
]);
type Row = z.infer<typeof Row>;

/** Rows of the table `records`, in any order, as what was asked for and what lists hold. */
export async function foundIn(items: readonly unknown[], bodyOf: BodyOf): Promise<FoundWhole> {
  const strange: string[] = [];
  const rows = items.flatMap((item) => {
    const { success, data } = Row.safeParse(item);
    if (!success) strange.push(JSON.stringify(item).slice(0, 300));
    return success ? [data] : [];
  });
  const entries = new Map<string, FoundEntry>();
  for (const row of rows) {
    const named = namesOf(row);
    if (named === undefined) continue;
    const name = `${named.tenant}#${named.id}`;
    const held = entries.get(name) ?? { ...blank, ...named };
    entries.set(name, { ...held, ...(await partOf(row, named.tenant, bodyOf)) });
  }
  const pending = Map.groupBy(of(rows, 'pending'), ({ id }) => id);
  for (const [name, entry] of entries) entries.set(name, { ...entry, pending: pending.get(entry.id)?.length ?? 0 });
  const ids = new Set([...entries.values()].map(({ id }) => id));
  strange.push(
    ...of(rows, 'pending')
      .filter(({ id }) => !ids.has(id))
      .map(({ pk, sk }) => `${pk} ${sk}`),
  );
  const heads = new Map<string, Head>(
    of(rows, 'application').map((row) => [`${row.tenant}#${row.application}`, toHead(row)]),
  );
  const holders = of(rows, 'holder').map(({ pk, sk }) => `${pk} ${sk}`);
  return { entries, heads, holders, lists: [...of(rows, 'listing'), ...of(rows, 'edge')].map(rowText), strange };
}

const blank = { of: undefined, application: '', at: '', pending: 0, audit: undefined, declaration: undefined };

/** A row of a list as one text, whatever the order of its attributes. */
export const rowText = (row: ListingRow | EdgeRow): string => canonical({ ...row });

function of<K extends Row['k']>(rows: readonly Row[], kind: K): Extract<Row, { k: K }>[] {
  return rows.filter((row): row is Extract<Row, { k: K }> => row.k === kind);
}

/** The entry that a row is a part of, which its keys name. */
function namesOf({ pk, sk }: Row): { readonly tenant: string; readonly id: string } | undefined {
  const [, tenant] = /^(.+)#(?:REC|AUD|DECL)$/.exec(sk) ?? [];
  return pk.startsWith('R#') && tenant !== undefined ? { tenant, id: pk.slice('R#'.length) } : undefined;
}

async function partOf(row: Row, tenant: string, bodyOf: BodyOf): Promise<Partial<FoundEntry>> {
  switch (row.k) {
    case 'record':
      return { of: row.of, application: row.application, at: row.at };
    case 'audit': {
      const { verdict, packs, sites, previous } = row;
      return { audit: { verdict, packs, sites, previous, json: await textOf(row, tenant, bodyOf) } };
    }
    case 'declaration':
      return { declaration: await textOf(row, tenant, bodyOf) };
    default:
      return {};
  }
}

const textOf = async ({ gz, sha256 }: Body, tenant: string, bodyOf: BodyOf) =>
  gz === undefined ? bodyOf(tenant, sha256) : unpackBody(gz, sha256);
