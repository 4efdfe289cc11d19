import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { budgetFor, merge, pageOf } from '../../shared/adapters/aws/merge.ts';
import type { Rows, Stretch } from '../../shared/adapters/aws/table-reads.ts';

type Row = { readonly sk: string };
type Table = Readonly<Record<string, readonly Row[]>>;

/** Partitions as DynamoDB gives them: a full answer says there may be more, even where there is not. */
function reading(table: Table) {
  const asked: Stretch[] = [];
  const query = async (stretch: Stretch): Promise<Rows> => {
    asked.push(stretch);
    const { pk, low, high, order, limit } = stretch;
    const rows = (table[pk] ?? [])
      .filter(({ sk }) => sk >= low && sk <= high)
      .toSorted((a, b) => (a.sk < b.sk ? -1 : 1));
    const items = (order === 'ascending' ? rows : rows.toReversed()).slice(0, limit);
    return { items, isLast: items.length < limit };
  };
  return { asked, query };
}

const { parse } = z.object({ sk: z.string() });
const numbered = (n: number): Row => ({ sk: String(n).padStart(6, '0') });
type Asked = { order: Stretch['order']; limit: number; after?: string };

const any = (_: Row) => true;

function page(table: Table, asked: Asked, isWanted = any, isReached = any) {
  const { asked: stretches, query } = reading(table);
  const partitions = Object.keys(table);
  const budget = budgetFor(partitions.length);
  const rows = merge({ partitions, low: '0', high: '9', parse, ...asked }, query, budget);
  const toItem = (row: Row) => (isWanted(row) ? row : undefined);
  const found = pageOf(rows, asked.limit, budget, { positionOf: ({ sk }: Row) => sk, isReached, toItem });
  return { found, stretches };
}

async function walk(table: Table, asked: Asked, isWanted = any, isReached = any): Promise<Row[]> {
  const all: Row[] = [];
  for (let after: string | undefined; ; ) {
    const from = { ...asked, ...(after !== undefined && { after }) };
    const { items, next } = await page(table, from, isWanted, isReached).found;
    all.push(...items);
    if (next !== undefined) expect(isReached({ sk: next })).toBe(true);
    if (next === undefined) return all;
    after = next;
  }
}

/** Rows that are in one partition or in several, evenly or all in a few. */
const tables: fc.Arbitrary<Table> = fc
  .array(fc.uniqueArray(fc.nat(400), { maxLength: 120 }), { minLength: 1, maxLength: 6 })
  .map((partitions) => Object.fromEntries(partitions.map((rows, n) => [`p${n}`, rows.map(numbered)])));

test('pages of any size make one list, each row once, in order', () =>
  fc.assert(
    fc.asyncProperty(
      tables,
      fc.constantFrom(1, 3, 50),
      fc.constantFrom('ascending' as const, 'descending' as const),
      fc.integer({ min: 1, max: 40 }),
      async (table, limit, order, each) => {
        const isWanted = ({ sk }: Row) => Number(sk) % each === 0;
        const rows = [...new Set(Object.values(table).flatMap((part) => part.map(({ sk }) => sk)))].toSorted();
        const want = rows.map((sk) => ({ sk })).filter(isWanted);
        const list = order === 'ascending' ? want : want.toReversed();
        expect(await walk(table, { limit, order }, isWanted)).toEqual(list);
        expect(await walk(table, { limit, order }, any, isWanted)).toEqual(list);
      },
    ),
  ));

describe('what a page costs', () => {
  const even = Object.fromEntries(
    Array.from({ length: 16 }, (_, p) => [`p${p}`, Array.from({ length: 2_000 }, (_, n) => numbered(16 * n + p))]),
  );
  const limit = 50;

  test.each(['031999', '016000', '000400'])(
    'beginning at %s, each partition is asked once, for a little more than its share',
    async (after) => {
      const { found, stretches } = page(even, { limit, order: 'descending', after });
      expect((await found).items).toHaveLength(50);
      expect(stretches).toHaveLength(16);
      expect(new Set(stretches.map((stretch) => stretch.limit))).toEqual(new Set([9]));
    },
  );

  test('where all rows are in one partition, only that one is asked again, for more each time', async () => {
    const uneven = { ...Object.fromEntries(Object.keys(even).map((pk) => [pk, []])), p3: even.p3 ?? [] };
    const { found, stretches } = page(uneven, { limit, order: 'descending' });
    expect((await found).items).toHaveLength(50);
    expect(stretches.slice(16).map((stretch) => [stretch.pk, stretch.limit])).toEqual([
      ['p3', 18],
      ['p3', 36],
    ]);
  });

  test('what is seldom found makes a short page with a next one, after forty reads more', async () => {
    const long = { p0: Array.from({ length: 9_000 }, (_, n) => numbered(n)) };
    const isWanted = ({ sk }: Row) => Number(sk) % 4_000 === 0;
    const { found, stretches } = page(long, { limit, order: 'descending' }, isWanted);
    const { items, next } = await found;
    expect(items).toEqual([numbered(8_000)]);
    expect(stretches).toHaveLength(41);
    expect(Number(next)).toBeLessThan(9_000 - 39 * 100);
    expect(await walk(long, { limit, order: 'descending' }, isWanted)).toEqual([8_000, 4_000, 0].map(numbered));
  });

  const hidden = (rows: number) => ({ p0: Array.from({ length: rows }, (_, n) => numbered(n)) });
  const isReached = ({ sk }: Row) => sk === '000000' || sk === numbered(20_000).sk;

  test('a page ends at nothing that is out of reach, however much of it lies between', async () => {
    const { found, stretches } = page(hidden(20_001), { limit, order: 'descending' }, any, isReached);
    expect(await found).toEqual({ items: [numbered(20_000), numbered(0)] });
    expect(stretches.length).toBeGreaterThan(100);
  });

  test('what is further away than a page may look is refused, and its way is not told', async () => {
    const { found, stretches } = page(hidden(60_000), { limit, order: 'descending' }, any, () => false);
    await expect(found).rejects.toMatchObject({ code: 'store_unavailable', issues: [] });
    expect(stretches).toHaveLength(401);
  });

  test('a list of no partitions, or of bounds that leave nothing, is read nowhere', async () => {
    expect(await page({}, { limit, order: 'ascending' }).found).toEqual({ items: [] });
    const { found, stretches } = page(even, { limit, order: 'ascending', after: 'a' });
    expect([await found, stretches]).toEqual([{ items: [] }, []]);
  });
});
