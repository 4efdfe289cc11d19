import type { AuditFilter, Listing, Page, PageAsked, Reach } from '../../ports.ts';
import { isAuditWanted, isBeyond, isWithin } from '../filter.ts';
import { applicationList, ListingRow, packLists, tenantList } from './lists.ts';
import { budgetFor, merge, pageOf } from './merge.ts';
import { type RecordTable, recordReads } from './record-reads.ts';
import { parseRow } from './rows.ts';
import { query } from './table-reads.ts';

/** No instant sorts before or after these. */
const ever = { from: '0', until: '9~' };

/** A page of audits, newest first. Every row passes the filter, whichever partition it came from. */
export async function listAudits(
  where: RecordTable,
  reach: Reach,
  filter: AuditFilter,
  { limit, after }: PageAsked,
): Promise<Page<Listing>> {
  if (isBeyond(reach, filter.pack)) return { items: [] };
  const partitions = await partitionsOf(where, reach, filter);
  const { from = ever.from, until = ever.until } = filter;
  const bounds = { low: from, high: until, order: 'descending', after, limit } as const;
  const budget = budgetFor(partitions.length);
  const rows = merge(
    { partitions, ...bounds, parse: (item) => toAudit(parseRow(ListingRow, item)) },
    (stretch) => query(where, stretch),
    budget,
  );
  return await pageOf(rows, limit, budget, {
    positionOf: ({ sk }) => sk,
    isReached: (audit) => isWithin(reach, audit),
    toItem: (audit) => (isAuditWanted(reach, filter, audit) ? lineOf(audit) : undefined),
  });
}

const toAudit = (row: ListingRow) => ({ ...row, at: row.sk.slice(0, -row.id.length - 1) });

const lineOf = ({ id, tenant, application, at, verdict, packs }: Listing): Listing => ({
  id,
  tenant,
  application,
  at,
  verdict,
  packs,
});

/** The partitions that hold all that is wanted, and as little else as may be. */
async function partitionsOf(where: RecordTable, reach: Reach, filter: AuditFilter): Promise<readonly string[]> {
  const { application, pack, verdict } = filter;
  if ('tenant' in reach)
    return [application === undefined ? tenantList(reach.tenant) : applicationList(reach.tenant, application)];
  if (reach.packs.length === 0) return [];
  if (application !== undefined) {
    const holder = await recordReads(where).holder('application', application);
    return holder === undefined ? [] : [applicationList(holder.tenant, application)];
  }
  // Never the lists of sites: most of what is on them is out of reach.
  return pack === undefined ? packLists([...new Set(reach.packs)]) : packLists([pack], verdict);
}
