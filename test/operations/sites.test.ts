import { describe, expect, test } from 'vitest';
import { SiteAnswer, Sites } from '../../shared/api/catalogue-answers.ts';
import { NivasError } from '../../shared/error.ts';
import { getSite } from '../../shared/operations/get-site.ts';
import { listSites } from '../../shared/operations/list-sites.ts';
import type { Registry } from '../../shared/registry/registry.ts';
import { catalogueOf, publishedPorts, release } from './catalogues.ts';

const now = '2026-11-22T09:00:00.000Z';
const yotta = { provider: 'yotta', site: 'nm1' } as const;
const asReleased = catalogueOf(1, () => ({}));
const ports = publishedPorts([['2026-01-01T00:00:00.000Z', asReleased]], now);
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof NivasError ? error : undefined),
  );

describe('a site', () => {
  test.each([
    { site: 'lapsed-1', asOf: '2026-06-30', approved: true, why: 'approved by Nivas example keeper' },
    { site: 'lapsed-1', asOf: '2026-07-01', approved: false, why: 'its approval ended on 2026-06-30' },
    { site: 'lapsed-1', asOf: '2023-12-31', approved: false, why: 'its approval begins on 2024-01-01' },
    { site: 'suspended-1', asOf: '2026-08-31', approved: true, why: 'approved by Nivas example keeper' },
    { site: 'suspended-1', asOf: '2026-09-01', approved: false, why: 'suspended since 2026-09-01' },
    { site: 'suspended-1', asOf: undefined, approved: false, why: 'suspended since 2026-09-01' },
  ])('example/$site as of $asOf: $approved', async ({ site, asOf, approved, why }) => {
    const answer = await getSite(ports, { provider: 'example', site, asOf });
    expect(SiteAnswer.parse(answer)).toEqual(answer);
    expect(answer.asOf).toBe(asOf ?? '2026-11-22');
    expect(answer.site.standing['approved-hosts']).toEqual({ approved, why: expect.stringContaining(why) });
  });

  test('has all its approvals, whatever the date, and the standing under every scheme', async () => {
    const { site } = await getSite(ports, { provider: 'example', site: 'suspended-1', asOf: '2020-01-01' });
    expect(site.approvals.map(({ status }) => status).toSorted()).toEqual(['active', 'suspended']);
    expect(Object.keys(site.standing).toSorted()).toEqual(['approved-hosts', 'meity']);
    expect(site.standing.meity).toMatchObject({ approved: null, why: expect.stringContaining('only some') });
  });

  test('is as of today in India, where tomorrow begins at 18:30 UTC', async () => {
    const late = publishedPorts([['2026-01-01T00:00:00.000Z', asReleased]], '2026-06-30T18:30:00.000Z');
    const { asOf, site } = await getSite(late, { provider: 'example', site: 'lapsed-1' });
    expect([asOf, site.standing['approved-hosts']?.approved]).toEqual(['2026-07-01', false]);
  });

  test.each([
    { provider: 'aws', site: 'ap-sotuh-1', near: 'aws/ap-south-1' },
    { provider: 'yota', site: 'nm1', near: 'yotta/nm1' },
    { provider: 'constructor', site: 'prototype', near: undefined },
    { provider: 'aws', site: '..', near: undefined },
  ])('$provider/$site is not there', async ({ provider, site, near }) => {
    const error = await refusal(getSite(ports, { provider, site }));
    expect(error).toMatchObject({ code: 'not_found', message: expect.stringContaining(`\`${provider}/${site}\``) });
    if (near !== undefined) expect(error?.message).toContain(`did you mean \`${near}\`?`);
  });
});

/** What the keeper learnt on 1 June: the approval was revoked from March on, and there is one site more. */
const learnt = (registry: Registry): Partial<Registry> => ({
  approvals: [
    ...registry.approvals,
    {
      scheme: 'approved-hosts',
      site: 'yotta/nm1',
      from: '2026-03-01',
      to: 'open',
      status: 'revoked',
      by: 'the keeper',
      source: 'made up',
    },
  ],
  sites: [
    ...registry.sites,
    ...registry.sites.flatMap((site) => (site.id === 'yotta/nm1' ? [{ ...site, id: 'yotta/zz9' }] : [])),
  ],
});

describe('two catalogues', () => {
  const later = catalogueOf(2, learnt);
  const two = publishedPorts(
    [
      ['2026-01-01T00:00:00.000Z', asReleased],
      ['2026-06-01T18:29:59.999Z', later],
    ],
    now,
  );

  test.each([
    { asOf: '2026-02-28', knownAt: '2026-05-31', catalogue: 1, approved: true },
    { asOf: '2026-04-01', knownAt: '2026-05-31', catalogue: 1, approved: true },
    { asOf: '2026-02-28', knownAt: '2026-06-01', catalogue: 2, approved: true },
    { asOf: '2026-04-01', knownAt: '2026-06-01', catalogue: 2, approved: false },
    { asOf: '2026-04-01', knownAt: '2026-11-22', catalogue: 2, approved: false },
    { asOf: '2026-04-01', knownAt: undefined, catalogue: 2, approved: false },
    { asOf: undefined, knownAt: '2026-05-31', catalogue: 1, approved: true },
  ])('approved on $asOf, as known on $knownAt: $approved', async ({ catalogue, approved, ...dates }) => {
    const one = await getSite(two, { ...yotta, ...dates });
    expect([one.catalogue, one.site.standing['approved-hosts']?.approved]).toEqual([catalogue, approved]);
    const { sites, ...list } = await listSites(two, { provider: 'yotta', ...dates, limit: 100 });
    expect(sites.find(({ id }) => id === 'yotta/nm1')).toEqual(one.site);
    expect([list.catalogue, list.registry, list.asOf]).toEqual([one.catalogue, one.registry, one.asOf]);
  });

  test('what was published in the first millisecond of a day was not known the day before', async () => {
    const next = publishedPorts(
      [
        ['2026-01-01T00:00:00.000Z', asReleased],
        ['2026-06-01T18:30:00.000Z', later],
      ],
      now,
    );
    expect((await getSite(next, { ...yotta, knownAt: '2026-06-01' })).catalogue).toBe(1);
    expect((await getSite(next, { ...yotta, knownAt: '2026-06-02' })).catalogue).toBe(2);
  });

  test('a site that came later was not known before, and the sentence says as of when', async () => {
    const zz9 = { provider: 'yotta', site: 'zz9' };
    expect((await getSite(two, zz9)).site.id).toBe('yotta/zz9');
    const error = await refusal(getSite(two, { ...zz9, knownAt: '2026-05-31' }));
    expect(error).toMatchObject({ code: 'not_found', message: expect.stringContaining('as known on 2026-05-31') });
  });

  test.each(['2025-12-31', '0000-01-01'])('on %s nothing was published', async (knownAt) => {
    for (const work of [getSite(two, { ...yotta, knownAt }), listSites(two, { knownAt, limit: 1 })])
      expect(await refusal(work)).toMatchObject({
        code: 'not_found',
        message: expect.stringContaining('nothing was published'),
      });
  });

  test.each(['2026-11-23', '9999-12-31'])('what will be known on %s nobody knows', async (knownAt) => {
    const error = await refusal(getSite(two, { ...yotta, knownAt }));
    expect(error).toMatchObject({ code: 'request_invalid', issues: [{ pointer: '/query/knownAt' }] });
  });
});

describe('the list', () => {
  type Which = Omit<Parameters<typeof listSites>[1], 'limit' | 'cursor'>;
  async function walked(which: Which, limit: number) {
    const pages: Sites[] = [];
    let cursor: string | undefined;
    do {
      const page = await listSites(ports, { ...which, limit, cursor });
      expect(Sites.parse(page)).toEqual(page);
      expect(page.sites.length).toBeLessThanOrEqual(limit);
      pages.push(page);
      cursor = page.next ?? undefined;
      expect(cursor ?? '').toMatch(/^[A-Za-z0-9_-]{0,300}$/);
    } while (cursor !== undefined);
    return pages.flatMap(({ sites }) => sites.map(({ id }) => id));
  }

  test.each([
    { which: {}, limit: 100 },
    { which: {}, limit: 7 },
    { which: { country: 'IN' }, limit: 1 },
    { which: { provider: 'yotta' }, limit: 2 },
    { which: { city: 'navi mumbai', asOf: '2020-01-01', knownAt: '2026-02-02' }, limit: 3 },
  ])('of $which, walked $limit at a time, is the whole list once', async ({ which, limit }) => {
    const { country, provider, city } = { country: undefined, provider: undefined, city: undefined, ...which };
    const whole = release.registry.registry.sites
      .filter(
        (site) =>
          (country === undefined || site.certain.includes(country)) &&
          (provider === undefined || site.provider === provider) &&
          (city === undefined || (site.city?.includes('Navi Mumbai') ?? false)),
      )
      .map(({ id }) => id);
    expect(whole.length).toBeGreaterThan(1);
    expect(await walked(which, limit)).toEqual(whole.toSorted());
  });

  test('a page that holds all has no next one', async () => {
    const { sites, next } = await listSites(ports, { provider: 'example', limit: 2 });
    expect([sites.map(({ id }) => id), next]).toEqual([['example/lapsed-1', 'example/suspended-1'], null]);
  });

  test('the longest id there may be still makes a cursor that a request may carry', async () => {
    const id = `${'p'.repeat(64)}/${'s'.repeat(64)}`;
    const long = catalogueOf(3, ({ sites }) => ({
      sites: [`${id}`, 'z/z'].flatMap((one) => sites.slice(0, 1).map((site) => ({ ...site, id: one }))),
    }));
    const { next } = await listSites(publishedPorts([['2026', long]], now), { limit: 1 });
    expect(next?.length).toBeLessThanOrEqual(300);
  });

  test.each<{ name: string; changes: Partial<Parameters<typeof listSites>[1]>; says: string }>([
    { name: 'other filters', changes: { country: 'IN' }, says: 'another list' },
    { name: 'a date given', changes: { asOf: '2026-11-22' }, says: 'another list' },
    { name: 'something else', changes: { cursor: 'AAAA' }, says: 'another list' },
  ])('a cursor with $name is refused', async ({ changes, says }) => {
    const { next } = await listSites(ports, { limit: 5 });
    const error = await refusal(listSites(ports, { limit: 5, cursor: next ?? '', ...changes }));
    expect(error).toMatchObject({ code: 'request_invalid', message: expect.stringContaining(says) });
    expect(error?.issues[0]?.pointer).toBe('/query/cursor');
  });

  test.each([
    {
      name: 'a new registry',
      next: publishedPorts([['2026', catalogueOf(2, learnt)]], now),
    },
    { name: 'a new day', next: publishedPorts([['2026', asReleased]], '2026-11-23T09:00:00.000Z') },
  ])('$name between two pages is said, and the pages are not mixed', async ({ next: then }) => {
    const first = await listSites(ports, { limit: 5 });
    const error = await refusal(listSites(then, { limit: 5, cursor: first.next ?? '' }));
    expect(error).toMatchObject({ code: 'request_invalid', message: expect.stringContaining('has changed since') });
  });

  test('a publication that leaves the registry as it is leaves the list as it is', async () => {
    const first = await listSites(ports, { limit: 5 });
    const same = publishedPorts([['2026', { ...asReleased, n: 2 }]], now);
    expect((await listSites(same, { limit: 5, cursor: first.next ?? '' })).sites).toHaveLength(5);
  });

  test('dates that are given keep a list the same after both have changed', async () => {
    const dates = { asOf: '2026-11-22', knownAt: '2026-11-21' };
    const first = await listSites(ports, { ...dates, limit: 5 });
    const then = publishedPorts(
      [
        ['2026-01-01T00:00:00.000Z', asReleased],
        ['2026-11-22T10:00:00.000Z', catalogueOf(2, learnt)],
      ],
      '2026-11-23T09:00:00.000Z',
    );
    expect((await listSites(then, { ...dates, limit: 5, cursor: first.next ?? '' })).catalogue).toBe(1);
  });

  test.each([
    { which: { country: 'XX' }, pointer: '/query/country', says: 'ISO 3166-1' },
    { which: { state: 'IN-XX' }, pointer: '/query/state', says: 'ISO 3166-2' },
    { which: { state: 'IN-M' }, pointer: '/query/state', says: 'did you mean `IN-' },
    { which: { provider: 'yota' }, pointer: '/query/provider', says: 'did you mean `yotta`?' },
    { which: { provider: '__proto__' }, pointer: '/query/provider', says: 'there is no provider' },
    { which: { provider: 'constructor' }, pointer: '/query/provider', says: 'there is no provider' },
  ])('$which names nothing: refused, for "none" would not be true', async ({ which, pointer, says }) => {
    const error = await refusal(listSites(ports, { ...which, limit: 5 }));
    expect(error).toMatchObject({ code: 'request_invalid', issues: [{ pointer }] });
    expect(error?.message).toContain(says);
  });

  test('worldwide networks are in `ZZ`', async () => {
    const { sites } = await listSites(ports, { country: 'ZZ', limit: 100 });
    expect(sites.length).toBeGreaterThan(0);
    for (const { certain } of sites) expect(certain).toContain('ZZ');
  });
});
