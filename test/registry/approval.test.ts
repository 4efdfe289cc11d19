import { expect, test } from 'vitest';
import { approvalOf, indexRegistry, inTable, knownAt } from '../../shared/registry/lookup.ts';
import { Registry } from '../../shared/registry/registry.ts';

const site = (id: string) => ({
  id,
  provider: 'p',
  name: `Name of ${id}`,
  kind: 'data-centre',
  certain: ['IN'],
  possible: ['IN'],
  aliases: ['p/either'],
  status: 'operating',
  confidence: 'verified',
  source: 'invented',
});

const approval = (id: string, from: string, to: string, status = 'active') => ({
  scheme: id.endsWith('partly') ? 'partial' : 'full',
  site: id,
  from,
  to,
  status,
  by: status === 'active' ? 'the keeper' : 'the other keeper',
  source: 'invented',
});

const registry = Registry.parse({
  knownAt: '2026-11-22',
  countries: { IN: 'India' },
  subdivisions: {},
  formerSubdivisions: {},
  providers: { p: { name: 'P', aliases: [] } },
  sites: ['p/good', 'p/lapsed', 'p/suspended', 'p/revoked', 'p/open', 'p/never', 'p/partly', 'p/twice'].map(site),
  schemes: { full: { title: 'Full', complete: true }, partial: { title: 'Partial', complete: false } },
  approvals: [
    approval('p/good', '2024-01-01', '2028-12-31'),
    approval('p/lapsed', '2024-01-01', '2026-06-30'),
    approval('p/suspended', '2024-01-01', '2028-12-31'),
    approval('p/suspended', '2026-09-01', '2026-09-30', 'suspended'),
    approval('p/revoked', '2026-09-01', 'open', 'revoked'),
    approval('p/revoked', '2024-01-01', 'open'),
    approval('p/open', '2024-01-01', 'open'),
    approval('p/partly', '2024-01-01', 'open'),
    approval('p/twice', '2024-01-01', '2024-12-31'),
    approval('p/twice', '2026-01-01', '2026-12-31'),
  ],
  tables: {
    hostile: [
      { country: 'PK', from: '2020-01-01', to: '2020-12-31', source: 'invented' },
      { country: 'KP', from: '2020-01-01', to: 'open', source: 'invented' },
    ],
    none: [],
  },
});
const index = indexRegistry(registry);

test.each([
  { site: 'p/good', asOf: '2023-12-31', approved: false, why: 'its approval begins on 2024-01-01' },
  { site: 'p/good', asOf: '2024-01-01', approved: true, why: 'it is approved by the keeper' },
  { site: 'p/good', asOf: '2028-12-31', approved: true },
  { site: 'p/good', asOf: '2029-01-01', approved: false, why: 'its approval ended on 2028-12-31' },
  { site: 'Name of p/good', asOf: '2026-11-22', approved: true },
  { site: 'P:GOOD', asOf: '2026-11-22', approved: true },
  { site: 'p/lapsed', asOf: '2026-06-30', approved: true },
  { site: 'p/lapsed', asOf: '2026-07-01', approved: false, why: 'its approval ended on 2026-06-30' },
  { site: 'p/suspended', asOf: '2026-08-31', approved: true },
  { site: 'p/suspended', asOf: '2026-09-01', approved: false, why: 'suspended since 2026-09-01 by the other keeper' },
  { site: 'p/suspended', asOf: '2026-09-30', approved: false },
  { site: 'p/suspended', asOf: '2026-10-01', approved: true },
  { site: 'p/revoked', asOf: '2026-08-31', approved: true },
  { site: 'p/revoked', asOf: '2099-01-01', approved: false, why: 'revoked since 2026-09-01 by the other keeper' },
  { site: 'p/open', asOf: '2099-01-01', approved: true },
  { site: 'p/twice', asOf: '2025-06-01', approved: false, why: 'ended on 2024-12-31' },
  { site: 'p/twice', asOf: '2026-06-01', approved: true },
  { site: 'p/never', asOf: '2026-11-22', approved: false, why: 'it is not on the list `full`' },
  { site: 'p/abroad', asOf: '2026-11-22', approved: false, why: 'it is not on the list `full`' },
  { site: 'p/either', asOf: '2026-11-22', approved: undefined, why: 'may be any of 8 sites' },
  { site: 'IN', asOf: '2026-11-22', approved: undefined, why: '`IN` is not a site' },
  { site: '', asOf: '2026-11-22', approved: undefined, why: 'not in the registry' },
  { site: '__proto__', asOf: '2026-11-22', approved: undefined, why: 'not in the registry' },
  { site: 'p/partly', scheme: 'partial', asOf: '2026-11-22', approved: true },
  { site: 'p/good', scheme: 'partial', asOf: '2026-11-22', approved: undefined, why: 'lists only some' },
  { site: 'p/abroad', scheme: 'partial', asOf: '2026-11-22', approved: undefined },
  { site: 'p/good', scheme: 'none', asOf: '2026-11-22', approved: undefined, why: 'there is no scheme `none`' },
  { site: 'p/good', scheme: 'constructor', asOf: '2026-11-22', approved: undefined, why: 'there is no scheme' },
])('$site on $asOf: $approved', ({ site, scheme, asOf, approved, why }) => {
  const answer = approvalOf(index, scheme ?? 'full', site, asOf);
  expect(answer.approved).toBe(approved);
  expect(answer.why).toContain(why ?? '');
});

test.each([
  { date: '2026-11-21', want: undefined },
  { date: '2026-11-22', want: '2026-11-22' },
  { date: '2026-12-31', want: '2026-11-22' },
  { date: '2027-01-01', want: '2027-01-01' },
  { date: '2099-01-01', want: '2027-06-01' },
])('on $date the registry of $want was known', ({ date, want }) => {
  const history = ['2027-06-01', '2026-11-22', '2027-01-01'].map((knownAt) => ({ ...registry, knownAt }));
  expect(knownAt(history, date)?.knownAt).toBe(want);
  expect(knownAt([], date)).toBeUndefined();
});

test.each([
  { table: 'hostile', country: 'PK', asOf: '2019-12-31', want: false },
  { table: 'hostile', country: 'PK', asOf: '2020-01-01', want: true },
  { table: 'hostile', country: 'PK', asOf: '2020-12-31', want: true },
  { table: 'hostile', country: 'PK', asOf: '2021-01-01', want: false },
  { table: 'hostile', country: 'KP', asOf: '2099-01-01', want: true },
  { table: 'none', country: 'KP', asOf: '2026-11-22', want: false },
  { table: 'unheard of', country: 'KP', asOf: '2026-11-22', want: undefined },
  { table: '__proto__', country: 'KP', asOf: '2026-11-22', want: undefined },
])('$country in $table on $asOf: $want', ({ table, country, asOf, want }) => {
  expect(inTable(index, table, country, asOf)).toBe(want);
});
