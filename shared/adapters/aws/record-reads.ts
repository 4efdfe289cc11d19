import * as z from 'zod';
import type { Head, Holder, RecordStore } from '../../ports.ts';
import { type Body, unpackBody } from './body.ts';
import type { BodyBucket } from './body-bucket.ts';
import {
  ApplicationRow,
  AuditRow,
  auditKey,
  DeclarationRow,
  declarationKey,
  HolderRow,
  headKey,
  parseRow,
  toHead,
} from './rows.ts';
import { getItem, queryAll, type Table } from './table-reads.ts';

export type RecordTable = Table & { readonly bodies: BodyBucket };

/** What is read by its key. */
export function recordReads(where: RecordTable): Pick<RecordStore, 'head' | 'audit' | 'declaration' | 'holder'> {
  const text = ({ gz, sha256 }: Body, tenant: string) =>
    gz ? unpackBody(gz, sha256) : where.bodies.get({ tenant }, sha256);
  return {
    head: (tenant, application) => readHead(where, tenant, application),
    async audit(tenant, id) {
      const item = await getItem(where, auditKey(tenant, id));
      return item === undefined ? undefined : text(parseRow(AuditRow, item), tenant);
    },
    async declaration(tenant, id) {
      const item = await getItem(where, declarationKey(tenant, id));
      return item === undefined ? undefined : text(parseRow(DeclarationRow, item), tenant);
    },
    holder: (of, id) => (of === 'audit' ? holderOfAudit(where, id) : holderOfApplication(where, id)),
  };
}

async function readHead(where: Table, tenant: string, application: string): Promise<Head | undefined> {
  const item = await getItem(where, headKey(tenant, application));
  return item === undefined ? undefined : toHead(parseRow(ApplicationRow, item));
}

/** The row of an audit without its body. */
const AuditLine = AuditRow.pick({ sk: true, k: true, v: true, packs: true });

async function holderOfAudit(where: Table, id: string): Promise<Holder | undefined> {
  const rows = await queryAll(where, `R#${id}`, ['sk', 'k', 'v', 'packs']);
  const found = ownedBy(rows, 'AUD');
  return found && { tenant: found.tenant, packs: parseRow(AuditLine, found.row).packs };
}

/** No tenant is called so: an application that nobody has costs the same reads as one that somebody has. */
const nobody = '*';

async function holderOfApplication(where: Table, application: string): Promise<Holder | undefined> {
  const found = ownedBy(await queryAll(where, `R#${application}`, ['pk', 'sk', 'k', 'v']), 'APP');
  const head = await readHead(where, found?.tenant ?? nobody, application);
  if (found === undefined || head === undefined) return undefined;
  parseRow(HolderRow, found.row);
  return { tenant: found.tenant, packs: head.current?.packs ?? {} };
}

const Keyed = z.object({ sk: z.string() });

/** The row whose key says `<tenant>#<what>`, and that tenant. */
function ownedBy(rows: readonly unknown[], what: 'AUD' | 'APP') {
  for (const row of rows) {
    const { sk } = parseRow(Keyed, row);
    if (sk.endsWith(`#${what}`)) return { row, tenant: sk.slice(0, -what.length - 1) };
  }
  return undefined;
}
