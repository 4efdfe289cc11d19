import { describe, expect, test } from 'vitest';
import { Problem } from '../../shared/api/problem.ts';
import { described } from './document.ts';
import { wrongIn } from './fuzz.ts';
import { makeService, type Sent } from './service.ts';

const description = described();
const { send } = makeService();
const [rbi, india] = ['/v1/packs/rbi-payment-data/2018', '/v1/packs/india-only/2020'];

/** Sends a request, and holds the answer to what the document says of it. */
async function get(path: string, query = '', changes: Partial<Sent> = { claims: {} }) {
  const answered = await send({ method: 'GET', path, query, ...changes });
  const { operation } = description.operations.find((one) => one.operation.operationId === answered.route.name) ?? {};
  expect(operation && wrongIn(description, operation, answered)).toBeUndefined();
  return answered;
}
const problem = async (path: string, query = '') => Problem.parse(JSON.parse((await get(path, query)).text));

describe('what is published', () => {
  test.each([
    ['/v1/sites', 'limit=100'],
    ['/v1/sites', 'country=IN&state=IN-TG&limit=3'],
    ['/v1/sites', 'city=%20navi%20mumbai&provider=yotta&asOf=2020-01-01&knownAt=2026-11-22'],
    ['/v1/sites/example/suspended-1', ''],
    ['/v1/sites/gcp/spanner.asia2', 'asOf=2030-01-01'],
    ['/v1/packs', ''],
    ['/v1/packs', 'knownAt=2026-11-22'],
    [rbi, ''],
    [india, 'knownAt=2026-11-22'],
    [`${rbi}/rules`, ''],
    [`${india}/rules`, ''],
  ])('%s?%s is as described, the same for everybody, and may be kept for some minutes', async (path, query) => {
    const nobody = await get(path, query);
    expect(nobody.status).toBe(200);
    expect(nobody.headers['cache-control']).toBe('public, max-age=300');
    expect(nobody.text.length).toBeLessThan(4_000_000);
    for (const changes of [{ tenant: 'tenant-b' }, { claims: { issuers: 'rbi', scope: 'nivas/read' } }])
      expect((await get(path, query, changes)).text).toBe(nobody.text);
  });

  test('pages lead to the end of the list', async () => {
    const pages: { sites: { id: string }[]; next: string | null }[] = [];
    for (let query = 'country=IN&limit=50'; ; query = `country=IN&limit=50&cursor=${pages.at(-1)?.next}`) {
      pages.push(JSON.parse((await get('/v1/sites', query)).text));
      if (pages.at(-1)?.next === null) break;
    }
    const ids = pages.flatMap(({ sites }) => sites.map(({ id }) => id));
    expect(pages.length).toBeGreaterThan(2);
    expect(ids).toEqual([...new Set(ids)].toSorted());
    expect(ids).toContain('aws/ap-south-1');
  });

  test('the rules are a page that may run nothing', async () => {
    const { headers, text } = await get(`${rbi}/rules`);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; .*; style-src 'sha256-[^']+'$/);
    expect(text).toContain('<h1 class="title">Storage of payment system data (RBI)</h1>');
  });
});

describe('what is not there', () => {
  test.each([
    { path: '/v1/sites/aws/ap-sotuh-1', says: 'did you mean `aws/ap-south-1`?' },
    { path: '/v1/sites/%2e%2e/%2e%2e', says: undefined },
    { path: '/v1/sites/aws/%2e%2e', says: 'there is no site `aws/..`' },
    { path: '/v1/sites/constructor/prototype', says: 'there is no site `constructor/prototype`' },
    { path: '/v1/sites/__proto__/x', says: undefined },
    { path: '/v1/sites/aws/ap-south-1%00', says: undefined },
    { path: '/v1/sites/AWS/ap-south-1', says: undefined },
    { path: '/v1/sites/aws%2Fap-south-1/x', says: undefined },
    { path: `/v1/sites/aws/${'a'.repeat(65)}`, says: undefined },
    { path: '/v1/packs/rbi-payment/2018', says: 'there is no pack `rbi-payment`' },
    { path: '/v1/packs/rbi-payment-dtaa/2018/rules', says: 'did you mean `rbi-payment-data`?' },
    { path: '/v1/packs/rbi-payment-data/2019', says: 'expected `2018`' },
    { path: '/v1/packs/rbi-payment-data/2019/rules', says: 'expected `2018`' },
    { path: '/v1/packs/constructor/__proto__', says: 'there is no pack `constructor`' },
    { path: '/v1/packs/rbi-payment-data/__proto__', says: 'there is no version `__proto__`' },
    { path: '/v1/packs/rbi-payment-data/%2e%2e', says: 'there is no version `..`' },
    { path: '/v1/packs/rbi-payment-data/%2e%2e%2f', says: undefined },
    { path: '/v1/packs/__proto__/1/rules', says: undefined },
  ])('$path: $says', async ({ path, says }) => {
    const { status, detail } = await problem(path);
    expect(status).toBe(says === undefined ? 400 : 404);
    expect(detail).toContain(says ?? 'the request is not as described');
  });

  test.each([
    { query: 'country=in', pointer: '/query/country' },
    { query: 'country=XX', pointer: '/query/country' },
    { query: 'state=MH', pointer: '/query/state' },
    { query: 'state=IN-XX', pointer: '/query/state' },
    { query: 'provider=__proto__', pointer: '/query/provider' },
    { query: 'city=', pointer: '/query/city' },
    { query: `city=${'x'.repeat(101)}`, pointer: '/query/city' },
    { query: 'limit=0', pointer: '/query/limit' },
    { query: 'limit=101', pointer: '/query/limit' },
    { query: 'asOf=2026-02-30', pointer: '/query/asOf' },
    { query: 'knownAt=2026-11-23', pointer: '/query/knownAt' },
    { query: 'cursor=..%2F', pointer: '/query/cursor' },
    { query: 'cursor=AAAA', pointer: '/query/cursor' },
    { query: 'constructor=1', pointer: '/query/constructor' },
    { query: 'City=Mumbai', pointer: '/query/City' },
  ])('sites by $query are refused', async ({ query, pointer }) => {
    expect(await problem('/v1/sites', query)).toMatchObject({ status: 400, issues: [{ pointer }] });
  });

  test.each(['constructor', '__proto__', '../..', '%00', "' OR 1=1", '<script>'])(
    'no site is in `%s`',
    async (city) => {
      const { status, text } = await get('/v1/sites', new URLSearchParams({ city }).toString());
      expect([status, JSON.parse(text).sites, JSON.parse(text).next]).toEqual([200, [], null]);
    },
  );
});
