import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { compileRegistry, faultsIn, formatRegistry } from '../../infra/compile/registry.ts';
import { approvalOf, indexRegistry, inTable } from '../../shared/registry/lookup.ts';
import type { Registry } from '../../shared/registry/registry.ts';

const registry = await compileRegistry();
const index = indexRegistry(registry);
const invented = registry.sites.filter(({ provider }) => provider === 'example');
const first = <T>([one]: readonly T[]): T => {
  if (one === undefined) throw new Error('the list is empty');
  return one;
};

test('the committed registry is what the sources say: run `npm run compile`', async () => {
  const committed = await readFile(new URL('../../shared/registry/registry.json', import.meta.url), 'utf8');
  expect(committed).toBe(formatRegistry(registry));
  expect(JSON.parse(committed)).toEqual(registry);
});

test('a country needs an operating, confirmed site that data can be pinned to', () => {
  const located = registry.sites.filter(({ certain, possible }) => certain.length > 0 || possible !== null);
  expect(located.filter(({ status }) => status !== 'operating')).toEqual([]);
  expect(located.filter(({ confidence }) => confidence === 'memory')).toEqual([]);
  expect(located.filter(({ kind }) => kind === 'edge')).toEqual([]);
});

test('142 Indian facilities and regions are usable, two multi-regions hold data in India, two sites are invented', () => {
  const certain = registry.sites.filter((site) => site.certain.includes('IN') && site.provider !== 'example');
  expect(certain.filter(({ kind }) => kind !== 'multi-region')).toHaveLength(142);
  expect(certain.filter(({ kind }) => kind === 'multi-region').map(({ id }) => id)).toEqual([
    'gcp/spanner.asia2',
    'gcp/spanner.dual-region-india1',
  ]);
  expect(invented.map(({ id, certain }) => [id, certain])).toEqual([
    ['example/lapsed-1', ['IN']],
    ['example/suspended-1', ['IN']],
  ]);
});

test('sources can be looked up by anyone', () => {
  for (const { source, note } of registry.sites)
    expect(`${source} ${note}`).not.toMatch(/\bids? \d|stored third|\.\.\/|\/work\/|no page found/);
});

test('only confirmed Indian regions and two data centres are in the example list, and no empanelment is claimed', () => {
  expect(registry.approvals.filter(({ scheme }) => scheme !== 'approved-hosts')).toEqual([]);
  for (const { site } of registry.approvals) expect(index.sites.get(site)?.certain, site).toEqual(['IN']);
  expect(registry.schemes['approved-hosts']).toMatchObject({ example: true, complete: true });
});

test('no country is restricted under the DPDP Act, which is said by an empty list and not by none', () => {
  expect(registry.tables).toEqual({ 'dpdp-restricted-countries': [] });
  expect(inTable(index, 'dpdp-restricted-countries', 'SG', '2027-06-01')).toBe(false);
  expect(inTable(index, 'no-such-list', 'SG', '2027-06-01')).toBeUndefined();
});

test.each([
  { site: 'yotta/nm1', approved: true, why: 'approved by Nivas example keeper' },
  { site: 'yotta/g1', approved: false, why: 'not on the list' },
  { site: 'aws/us-east-1', approved: false, why: 'not on the list' },
  { site: 'example/lapsed-1', approved: false, why: 'ended on 2026-06-30' },
  { site: 'example/suspended-1', approved: false, why: 'suspended since 2026-09-01 by Nivas example keeper' },
])('$site today: $approved', ({ site, approved, why }) => {
  const answer = approvalOf(index, 'approved-hosts', site, '2026-11-22');
  expect(answer.approved).toBe(approved);
  expect(answer.why).toContain(why);
  expect(approvalOf(index, 'meity', site, '2026-11-22').approved).toBeUndefined();
});

const mumbai = first(registry.sites.filter(({ id }) => id === 'aws/ap-south-1'));
const given = first(registry.approvals);
const withSite = (change: object): Registry => ({ ...registry, sites: [{ ...mumbai, ...change }], approvals: [] });
test.each([
  { name: 'nothing wrong', registry, want: [] },
  { name: 'a site twice', registry: { ...registry, sites: [...registry.sites, mumbai] }, want: ['is listed twice'] },
  { name: 'a planned site with a country', registry: withSite({ status: 'planned' }), want: ['is planned'] },
  { name: 'a country from memory', registry: withSite({ confidence: 'memory' }), want: ['from memory'] },
  { name: 'an edge with a country', registry: withSite({ kind: 'edge' }), want: ['is an edge site'] },
  { name: 'an unknown provider', registry: withSite({ id: 'x/y', provider: 'x' }), want: ['has provider `x`'] },
  { name: 'a foreign provider', registry: withSite({ provider: 'gcp' }), want: ['not named after'] },
  { name: 'an old state', registry: withSite({ subdivision: 'IN-TG' }), want: ['unlisted `IN-TG`'] },
  { name: 'a state elsewhere', registry: withSite({ subdivision: 'US-CA' }), want: ['not its country'] },
  { name: 'no such country', registry: withSite({ possible: ['IN', 'XX'] }), want: ['country that is not listed'] },
  { name: 'out of bounds', registry: withSite({ possible: ['SG'] }), want: ['certainly where it cannot be'] },
  {
    name: 'a scheme unheard of',
    registry: { ...registry, approvals: [{ ...given, scheme: 'x' }] },
    want: ['scheme `x`'],
  },
  {
    name: 'a site unheard of',
    registry: { ...registry, approvals: [{ ...given, site: 'x/y' }] },
    want: ['names `x/y`'],
  },
  {
    name: 'an end first',
    registry: { ...registry, approvals: [{ ...given, to: '2020-01-01' }] },
    want: ['ends before'],
  },
  {
    name: 'a list with no such country, and an end first',
    registry: {
      ...registry,
      tables: {
        lists: [
          { country: 'XX', from: '2026-01-01', to: 'open' as const, source: 'a test' },
          { country: 'SG', from: '2026-01-01', to: '2025-12-31', source: 'a test' },
        ],
      },
    },
    want: ['`lists` has `XX`', 'row of `SG` ends before'],
  },
])('$name', ({ registry, want }) => {
  const faults = faultsIn(registry);
  expect(faults).toHaveLength(want.length);
  for (const [at, fault] of want.entries()) expect(faults[at]).toContain(fault);
});
