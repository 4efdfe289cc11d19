import type { ApplicationFilter, Head, Page, PageAsked, Reach } from '../../ports.ts';
import { isBeyond, isHeadWanted, isWithin } from '../filter.ts';
import { EdgeRow, packEdges } from './lists.ts';
import { type Budget, budgetFor, merge, pageOf, type Source } from './merge.ts';
import { ApplicationRow, headKey, type Key, parseRow, toHead } from './rows.ts';
import { getItems, query, type Table } from './table-reads.ts';

/** What a list meets at a position, `<tenant>#<application>`. No head: it was there a moment ago. */
type Found = { readonly position: string; readonly head: Head | undefined };

/** A page of applications, by tenant and id. Every head passes the filter: since it was listed it may have moved. */
export async function listApplications(
  where: Table,
  reach: Reach,
  filter: ApplicationFilter,
  asked: PageAsked,
): Promise<Page<Head>> {
  if (isBeyond(reach, filter.pack)) return { items: [] };
  const { found, budget } =
    'tenant' in reach
      ? ofTenant(where, reach.tenant, asked)
      : ofPacks(where, filter.pack === undefined ? reach.packs : [filter.pack], asked);
  return await pageOf(found, asked.limit, budget, {
    positionOf: ({ position }) => position,
    isReached: ({ head }) => head !== undefined && isWithin(reach, { ...head, packs: head.current?.packs ?? {} }),
    toItem: ({ head }) => (head !== undefined && isHeadWanted(reach, filter, head) ? head : undefined),
  });
}

type Listed = { readonly found: Source<Found>; readonly budget: Budget };

/** Within a tenant's partition, heads are between these. */
const [low, high] = ['APP#', 'APP#~'];

/** A tenant's heads, which are one partition. */
function ofTenant(where: Table, tenant: string, { limit, after }: PageAsked): Listed {
  const partitions = [headKey(tenant, '').pk];
  const parse = (item: unknown) => {
    const row = parseRow(ApplicationRow, item);
    return { sk: row.sk, position: `${tenant}#${row.application}`, head: toHead(row) };
  };
  const list = { partitions, low, high, order: 'ascending', after: within(tenant, after), limit, parse } as const;
  const budget = budgetFor(1);
  return { found: merge(list, (stretch) => query(where, stretch), budget), budget };
}

/** Where a position is among a tenant's heads, also one that was made up and is none of them. */
function within(tenant: string, after: string | undefined): string | undefined {
  const own = `${tenant}#`;
  if (after?.startsWith(own)) return `APP#${after.slice(own.length)}`;
  return after === undefined || after < own ? undefined : high;
}

/** Applications that packs judged: their edges, merged, with the heads these lead to. */
function ofPacks(where: Table, packs: readonly string[], { limit, after }: PageAsked): Listed {
  const partitions = packs.length === 0 ? [] : packEdges([...new Set(packs)]);
  const budget = budgetFor(partitions.length);
  const parse = (item: unknown) => parseRow(EdgeRow, item);
  const list = { partitions, low: '!', high: '~', order: 'ascending', after, limit, parse } as const;
  const edges = merge(list, (stretch) => query(where, stretch), budget);
  const ahead = Math.min(Math.max(limit, fewest), most);
  let met: Found[] = [];
  const next = async () => {
    if (met.length === 0 && budget.spend(1)) met = await readHeads(where, await take(edges, ahead));
    return met.shift();
  };
  return { found: { next, isDone: () => met.length === 0 && edges.isDone() }, budget };
}

/** Heads read at once: not one by one where few are asked for, and no more than one call takes. */
const [fewest, most] = [10, 100];

async function take<R>(rows: Source<R>, limit: number): Promise<R[]> {
  const taken: R[] = [];
  while (taken.length < limit) {
    const row = await rows.next();
    if (row === undefined) break;
    taken.push(row);
  }
  return taken;
}

async function readHeads(where: Table, edges: readonly { readonly sk: string }[]): Promise<Found[]> {
  const items = await getItems(where, edges.map(toKey));
  const heads = items.map((item) => toHead(parseRow(ApplicationRow, item)));
  const byPosition = new Map(heads.map((head) => [`${head.tenant}#${head.application}`, head]));
  return edges.map(({ sk }) => ({ position: sk, head: byPosition.get(sk) }));
}

function toKey({ sk }: { readonly sk: string }): Key {
  const mark = sk.indexOf('#');
  return headKey(sk.slice(0, mark), sk.slice(mark + 1));
}
