import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AuditFilter, Listing, Page, PageAsked, Reach, RecordStore, Submission } from '../../shared/ports.ts';
import {
  add,
  asks,
  auditsOf,
  headsOf,
  type Population,
  populate,
  positionOfAudit,
  positionOfHead,
} from './population.ts';

/** What lists of every RecordStore must do. Run it against each adapter. */
export function recordListsContract(name: string, open: () => RecordStore): void {
  describe(`lists of ${name}`, () => {
    const store = open();
    const populated = populate(store, 70);

    test('any reach and filter, in pages of 50, is the list of the records, in order', async () => {
      const all = await populated;
      const { reach, audits, applications } = asks(all);
      await fc.assert(
        fc.asyncProperty(reach, audits, applications, async (within, which, of) => {
          const found = await walk((page) => store.audits(within, which, page), 50);
          expect(found).toEqual(auditsOf(all, within, which).map(lineOf));
          expect(await walk((page) => store.applications(within, of, page), 50)).toEqual(headsOf(all, within, of));
        }),
        { numRuns: 120 },
      );
    }, 60_000);

    test('the population has what the filters look for', async () => {
      const all = await populated;
      const { reach, audits } = asks(all);
      const sizes = fc
        .sample(fc.tuple(reach, audits), { numRuns: 2_000, seed: 1 })
        .map(([within, which]) => auditsOf(all, within, which).length);
      for (const range of [
        [1, 3],
        [4, 15],
        [16, 100],
      ] as const)
        expect(sizes.filter((size) => size >= range[0] && size <= range[1]).length).toBeGreaterThan(10);
      expect(all.made.filter(({ sites }) => sites.length > 12).length).toBeGreaterThan(5);
      expect(all.made.filter(({ packs }) => Object.keys(packs).length > 16).length).toBeGreaterThan(5);
    });

    test.each([1, 3])(
      'pages of %d make the same list, nothing lost and nothing twice',
      async (limit) => {
        const all = await populated;
        const [tenant = ''] = all.tenants;
        const several = { packs: [0, 17].map(all.pack) };
        const lists: [Reach, AuditFilter][] = [
          [{ tenant }, {}],
          [{ tenant }, { verdict: 'compliant' }],
          [{ tenant }, { site: all.site(13) }],
          [several, {}],
          [several, { verdict: 'compliant' }],
          [
            several,
            { application: all.made.find(({ packs }) => Object.hasOwn(packs, all.pack(0)))?.application ?? '' },
          ],
          [several, { pack: all.pack(0), verdict: 'non-compliant' }],
          [several, { site: all.site(13) }],
          [several, { site: all.site(0), verdict: 'compliant' }],
          [several, { site: all.site(0), pack: all.pack(0), verdict: 'compliant' }],
        ];
        for (const [reach, filter] of lists) {
          const want = auditsOf(all, reach, filter).map(lineOf);
          expect(want.length).toBeGreaterThan(3);
          expect(await walk((page) => store.audits(reach, filter, page), limit)).toEqual(want);
        }
        for (const reach of [{ tenant }, several])
          expect(await walk((page) => store.applications(reach, {}, page), limit)).toEqual(headsOf(all, reach, {}));
      },
      60_000,
    );

    test('a position made up by somebody is a place in his own list', async () => {
      const all = await populated;
      const { reach, position } = asks(all);
      await fc.assert(
        fc.asyncProperty(reach, position, async (within, after) => {
          const audits = auditsOf(all, within, {}).filter((audit) => positionOfAudit(audit) < after);
          expect(await walk((page) => store.audits(within, {}, page), 50, after)).toEqual(audits.map(lineOf));
          const heads = headsOf(all, within, {}).filter((head) => positionOfHead(head) > after);
          expect(await walk((page) => store.applications(within, {}, page), 50, after)).toEqual(heads);
        }),
        { numRuns: 40 },
      );
    }, 60_000);

    test('what is added between pages moves nothing', async () => {
      const own = await populate(store, 20);
      const [tenant = ''] = own.tenants;
      let added = 0;
      const again = async () => {
        const [of] = own.heads.values();
        if (of) await add(store, own, of, newer(own, added++));
      };
      for (const reach of [{ tenant }, { packs: [own.pack(0), own.pack(1)] }]) {
        const before = [auditsOf(own, reach, {}).map(lineOf), added] as const;
        expect(await walk((page) => store.audits(reach, {}, page), 2, undefined, again)).toEqual(before[0]);
        expect(auditsOf(own, reach, {}).length).toBe(before[0].length + added - before[1]);
        expect(added - before[1]).toBeGreaterThan(1);
      }
    }, 60_000);

    test('a page is never longer than it may be, and an empty reach sees nothing', async () => {
      const all = await populated;
      const page = await store.audits({ packs: [all.pack(0)] }, {}, { limit: 3 });
      expect(page.items).toHaveLength(3);
      expect(page.next).toBe(positionOfAudit(auditsOf(all, { packs: [all.pack(0)] }, {})[2] ?? { at: '', id: '' }));
      for (const list of [store.audits, store.applications])
        expect(await list({ packs: [] }, {}, { limit: 3 })).toEqual({ items: [] });
    });
  });
}

const lineOf = ({ id, tenant, application, at, verdict, packs }: Submission): Listing => ({
  ...{ id, tenant, application, at, verdict, packs },
});

/** An audit newer than all others. */
const newer = (own: Population, n: number) => ({
  key: `newer ${n}`,
  at: `2026-12-01T00:00:00.${String(n).padStart(3, '0')}Z`,
  packs: { [own.pack(0)]: 'compliant' } as const,
});

/** All items of a list, page by page. */
async function walk<T>(
  list: (page: PageAsked) => Promise<Page<T>>,
  limit: number,
  from?: string,
  between = async () => {},
): Promise<T[]> {
  const all: T[] = [];
  for (let after = from; ; await between()) {
    const { items, next } = await list({ limit, ...(after !== undefined && { after }) });
    expect(items.length).toBeLessThanOrEqual(limit);
    all.push(...items);
    if (next === undefined) return all;
    expect(next).not.toBe(after);
    after = next;
  }
}
