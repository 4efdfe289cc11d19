import { describe, expect, test } from 'vitest';
import { compileRegistry } from '../../infra/compile/registry.ts';
import { indexRegistry, resolvePlace } from '../../shared/registry/lookup.ts';

const registry = await compileRegistry();
const index = indexRegistry(registry);

describe('a name that is nowhere', () => {
  test.each([
    { name: '', why: /not in the registry/ },
    { name: ' ', why: /not in the registry/ },
    { name: '/', why: /not in the registry/ },
    { name: '__proto__', why: /not in the registry/ },
    { name: 'constructor', why: /not in the registry/ },
    { name: 'toString', why: /not in the registry/ },
    { name: '__proto__/constructor', why: /not in the registry/ },
    { name: 'aws/__proto__', why: /not in the registry/ },
    { name: 'x'.repeat(1_000_000), why: /not in the registry/ },
    { name: 'India', why: /not in the registry/, candidates: ['IN'] },
    { name: 'in', why: /not in the registry/, candidates: ['IN'] },
    { name: 'In', why: /not in the registry/, candidates: ['IN'] },
    { name: ' IN', why: /not in the registry/ },
    { name: 'ZZ', why: /not in the registry/ },
    { name: 'EU', why: /not in the registry/ },
    { name: 'asia', why: /not in the registry/ },
    { name: 'global', why: /not in the registry/ },
    { name: 'IN-XX', why: /not a code of ISO 3166-2/ },
    { name: 'IN-TX', why: /not a code of ISO 3166-2/, near: 'IN-TN' },
    { name: 'Yotta', why: /is a provider, not a place/ },
    { name: 'Amazon Web Services', why: /is a provider, not a place/ },
    { name: 'yotta/colombo', why: /^`yotta\/colombo` is not in the registry$/ },
    { name: 'yotta/nm11', why: /not in the registry/, near: 'yotta/nm1' },
    { name: 'aws/ap-south-3', why: /not in the registry/, near: 'aws/ap-south-1' },
    { name: 'ap-south-1', why: /not in the registry/, candidates: ['alibaba/ap-south-1', 'aws/ap-south-1'] },
    { name: 'ap-south', why: /not in the registry/, candidates: ['linode/ap-south'] },
    { name: 'our data centre in Mumbai', why: /not in the registry/ },
    { name: 'AWS Kolkata', why: /not in the registry/ },
    { name: 'Cloudflare Mumbai', why: /not in the registry/ },
    { name: 'Yota NM1', why: /not in the registry/, near: 'yotta/nm1' },
    {
      name: 'CtrlS Navi Mumbai',
      why: /may be any of 5 sites/,
      candidates: ['ctrls/mum-dc1', 'ctrls/mum-dc2', 'ctrls/mum-dc3', 'ctrls/mum-dc4', 'ctrls/mum-dc5'],
    },
    { name: 'linode/mumbai', why: /may be any of 2 sites/, candidates: ['linode/ap-west', 'linode/in-bom-2'] },
    { name: 'linode mumbai', why: /may be any of 2 sites/, near: 'linode/ap-west' },
  ])('$name', ({ name, why, candidates, near }) => {
    const place = resolvePlace(index, name);
    expect(place).toMatchObject({ name, certain: [], possible: null, why: expect.stringMatching(why) });
    expect(place.site).toBeUndefined();
    if (candidates) expect(place.candidates).toEqual(candidates);
    if (near !== undefined) expect(place.candidates).toContain(near);
    expect(place.why?.length).toBeLessThan(200);
  });
});

test.each([
  { name: 'IN', certain: ['IN'] },
  { name: 'SG', certain: ['SG'] },
  { name: 'IN-MH', certain: ['IN'], subdivision: 'IN-MH' },
  { name: 'IN-TG', certain: ['IN'], subdivision: 'IN-TS' },
  { name: 'IN-OR', certain: ['IN'], subdivision: 'IN-OD' },
  { name: 'IN-CT', certain: ['IN'], subdivision: 'IN-CG' },
  { name: 'IN-UT', certain: ['IN'], subdivision: 'IN-UK' },
])('$name is a code of ISO 3166', ({ name, certain, subdivision }) => {
  const place = resolvePlace(index, name);
  expect(place).toMatchObject({ certain, possible: certain, candidates: [] });
  expect(place.subdivision).toBe(subdivision);
  expect(place.site).toBeUndefined();
});

test.each([
  { name: 'yotta/nm1', id: 'yotta/nm1', certain: ['IN'], subdivision: 'IN-MH' },
  { name: 'Yotta NM1', id: 'yotta/nm1', certain: ['IN'] },
  { name: '  yotta   nm1 ', id: 'yotta/nm1', certain: ['IN'] },
  { name: 'yotta:nm1', id: 'yotta/nm1', certain: ['IN'] },
  { name: 'AWS:AP-South-1', id: 'aws/ap-south-1', certain: ['IN'] },
  { name: 'aws ap-south-1', id: 'aws/ap-south-1', certain: ['IN'] },
  { name: 'AWS Mumbai', id: 'aws/ap-south-1', certain: ['IN'] },
  { name: 'AWS Hyderabad', id: 'aws/ap-south-2', certain: ['IN'], subdivision: 'IN-TS' },
  { name: 'Asia Pacific (Mumbai)', id: 'aws/ap-south-1', certain: ['IN'] },
  { name: 'Azure Pune', id: 'azure/centralindia', certain: ['IN'] },
  { name: 'Central India', id: 'azure/centralindia', certain: ['IN'] },
  { name: 'azure/Central India', id: 'azure/centralindia', certain: ['IN'] },
  { name: 'GCP Mumbai', id: 'gcp/asia-south1', certain: ['IN'] },
  { name: 'GCP Delhi', id: 'gcp/asia-south2', certain: ['IN'] },
  { name: 'gcp/spanner.regional-asia-south1', id: 'gcp/asia-south1', certain: ['IN'] },
  { name: 'OCI Mumbai', id: 'oci/ap-mumbai-1', certain: ['IN'] },
  { name: 'Web Werks Mumbai 1', id: 'iron-mountain-india/mum-1', certain: ['IN'] },
  { name: 'ovhcloud/AP-SOUTH-MUM-1', id: 'ovhcloud/ap-south-mum-1', certain: ['IN'] },
  { name: 'zoho.in', id: 'zoho/in', certain: ['IN'] },
  { name: 'zoho:in', id: 'zoho/in', certain: ['IN'] },
  { name: 'linode/ap-south', id: 'linode/ap-south', certain: ['SG'] },
  { name: 'gcp/spanner.dual-region-india1', id: 'gcp/spanner.dual-region-india1', certain: ['IN'] },
  { name: 'gcp/spanner.asia2', id: 'gcp/spanner.asia2', certain: ['IN', 'SG'] },
])('$name is $id', ({ name, id, certain, subdivision }) => {
  const place = resolvePlace(index, name);
  expect(place.site?.id).toBe(id);
  expect(place).toMatchObject({ name, certain, possible: certain, candidates: [] });
  if (subdivision !== undefined) expect(place.subdivision).toBe(subdivision);
  expect(place.why).toBeUndefined();
});

test('a witness of a multi-region may hold data, and is not certain to', () => {
  expect(resolvePlace(index, 'gcp/spanner.asia1')).toMatchObject({ certain: ['JP'], possible: ['JP', 'KR'] });
});

test.each([
  { name: 'oci/ap-delhi-1', why: /unconfirmed/ },
  { name: 'azure/jioindiawest', why: /unconfirmed/ },
  { name: 'azure/jioindiacentral', why: /unconfirmed/ },
  { name: 'ibm-cloud/in-che', why: /unconfirmed/ },
  { name: 'aws/bedrock.in', why: /unconfirmed/ },
  { name: 'yotta/g1', why: /unconfirmed/ },
  { name: 'yotta/nm2', why: /planned/ },
  { name: 'alibaba/ap-south-1', why: /closed/ },
  { name: 'Alibaba Cloud Mumbai', why: /closed/ },
  { name: 'cloudflare/bom', why: /edge site/ },
  { name: 'cloudfront:BLR', why: /edge site/ },
  { name: 'azure/india', why: /not tied to a country/ },
  { name: 'gcp/storage.in', why: /unconfirmed/ },
  { name: 'gcp/storage.asia', why: /not confirmed by any source/ },
  { name: 'gcp/logging.global', why: /not tied to a country/ },
])('$name is a site and nowhere', ({ name, why }) => {
  const place = resolvePlace(index, name);
  expect(place).toMatchObject({ certain: [], possible: null, why: expect.stringMatching(why), candidates: [] });
  expect(place.site).toBeDefined();
  expect(place.subdivision).toBeUndefined();
});

test.each(['CloudFront', 'aws/cloudfront', 'cloudflare', 'Fastly'])('%s is certainly also elsewhere', (name) => {
  expect(resolvePlace(index, name)).toMatchObject({ certain: ['ZZ'], possible: null });
});

test('every site is found by its id, its name and its aliases', () => {
  for (const site of registry.sites)
    for (const name of [site.id, site.name, ...site.aliases]) expect(resolvePlace(index, name).site?.id).toBe(site.id);
});

test('no word for a country or a part of the world is a site', () => {
  for (const name of [...Object.values(registry.countries), 'Asia', 'Asia Pacific', 'Europe', 'Global', 'APAC'])
    expect(resolvePlace(index, name).site, name).toBeUndefined();
});
