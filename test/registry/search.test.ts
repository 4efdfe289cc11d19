import { expect, test } from 'vitest';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { indexRegistry, sitesWhere } from '../../shared/registry/lookup.ts';

const { registry } = releaseRulebook();
const ids = (filter: Parameters<typeof sitesWhere>[1]) => sitesWhere(registry, filter).map(({ id }) => id);
const citiesOf = (city: string) => new Set(sitesWhere(registry, { city }).map((site) => site.city));

test('no filter is every site, by id', () => {
  const all = ids({});
  expect(all).toHaveLength(registry.sites.size);
  expect(all).toEqual(all.toSorted());
});

test('the order is that of ids, however the registry lists them', () => {
  const backwards = indexRegistry({ ...registry.registry, sites: registry.registry.sites.toReversed() });
  expect(sitesWhere(backwards, {}).map(({ id }) => id)).toEqual(ids({}));
});

test.each([
  { name: 'a country', filter: { country: 'IN' }, has: ['aws/ap-south-1'], not: ['aws/us-east-1'] },
  { name: 'a country where a site certainly is', filter: { country: 'JP' }, has: ['gcp/spanner.asia1'], not: [] },
  { name: 'a country where it only may be', filter: { country: 'KR' }, has: [], not: ['gcp/spanner.asia1'] },
  { name: 'a country nobody has a site in', filter: { country: 'TV' }, has: [], not: ['aws/ap-south-1'] },
  { name: 'a state', filter: { state: 'IN-MH' }, has: ['yotta/nm1'], not: ['aws/ap-south-2'] },
  { name: 'a provider', filter: { provider: 'yotta' }, has: ['yotta/nm1', 'yotta/d1'], not: ['aws/ap-south-1'] },
  { name: 'two at once', filter: { provider: 'yotta', state: 'IN-UP' }, has: ['yotta/d1'], not: ['yotta/nm1'] },
  { name: 'a member of every object', filter: { city: 'constructor' }, has: [], not: ['aws/ap-south-1'] },
])('$name', ({ filter, has, not }) => {
  const found = ids(filter);
  expect(found).toEqual(expect.arrayContaining(has));
  for (const id of not) expect(found).not.toContain(id);
});

test('a former code of a state means the present one', () => {
  for (const [former, present] of Object.entries(registry.registry.formerSubdivisions))
    expect(ids({ state: former }), former).toEqual(ids({ state: present }));
  expect(ids({ state: 'IN-TG' }).length).toBeGreaterThan(0);
});

test.each([
  { city: 'Mahape, Navi Mumbai', is: ['Mahape, Navi Mumbai'], not: ['Airoli, Navi Mumbai'] },
  { city: 'Mahape', is: ['Mahape, Navi Mumbai'], not: ['Airoli, Navi Mumbai', 'Mumbai'] },
  { city: 'navi mumbai', is: ['Mahape, Navi Mumbai', 'Airoli, Navi Mumbai', 'Thane / Navi Mumbai'], not: ['Mumbai'] },
  { city: '  NAVI   MUMBAI ', is: ['Mahape, Navi Mumbai'], not: ['Mumbai'] },
  { city: 'Mumbai', is: ['Mumbai', 'Mumbai (BKC)'], not: ['Mahape, Navi Mumbai'] },
  { city: 'Delhi', is: ['Delhi NCR', 'Delhi (NCR)'], not: ['New Delhi'] },
  { city: 'Delhi NCR', is: ['Delhi NCR'], not: ['Delhi'] },
  { city: 'Zu\u0308rich', is: ['Zürich'], not: [] },
  { city: 'Mah', is: [], not: ['Mahape, Navi Mumbai'] },
])('in $city', ({ city, is, not }) => {
  const found = citiesOf(city);
  for (const one of is) expect(found).toContain(one);
  for (const one of not) expect(found).not.toContain(one);
  if (is.length === 0) expect(found.size).toBe(0);
});
