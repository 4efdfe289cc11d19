import { describe, expect, test } from 'vitest';
import { type Endpoint, endpoint, lambdaHandler } from '../../functions/edge/handler.ts';
import { deprecationHeaders } from '../../functions/edge/link.ts';
import { describing } from '../../shared/api/routes/description.ts';
import { type Route, routeNamed, routes } from '../../shared/api/routes.ts';
import { NivasError } from '../../shared/error.ts';
import { good, json } from './bad-bodies.ts';
import { lambdaContext, makeService } from './service.ts';

describe('a list that goes on', () => {
  test('says where, with the filters it was asked with, until it ends', async () => {
    const { send } = makeService();
    const post = (path: string, key: string, body: string) =>
      send({ method: 'POST', path, headers: { ...json, 'idempotency-key': key }, body });
    const { id } = JSON.parse((await post('/v1/applications', 'r', '{"name":"x"}')).text);
    for (const key of ['a', 'b', 'c']) await post(`/v1/applications/${id}/declarations`, key, good);
    const asked = new URL('https://api.example.in/stage/v1/audits?limit=1&from=2026-11-01');
    const audits = new Set<string>();
    let next: URL | undefined = asked;
    for (let page = 0; page < 3; page++) {
      const query: string = next?.search.slice(1) ?? '';
      const { headers, text } = await send({ method: 'GET', path: '/v1/audits', query });
      const said = JSON.parse(text);
      for (const line of said.audits) audits.add(line.id);
      const link = /^<([^>]*)>; rel="next"$/.exec(headers.link ?? '')?.[1];
      next = link === undefined ? undefined : new URL(link, asked);
      expect(next?.searchParams.get('cursor') ?? null).toBe(said.next);
      if (next) expect(next.href).toBe(`${asked.href}&cursor=${said.next}`);
    }
    expect({ audits: audits.size, next }).toEqual({ audits: 3, next: undefined });
  });
});

const deprecated = { since: '2026-11-22', sunset: '2027-05-31', see: 'https://nivas.example/docs/v2' } as const;
const old: Route = { ...routeNamed('getHealth'), path: '/v1/old', deprecated };

describe('a deprecated route', () => {
  const missing: Endpoint[] = routes
    .filter(({ lambda }) => lambda === 'stateless')
    .map((route) => endpoint<Route>(route, () => Promise.reject(new NivasError('internal', 'not asked for'))));
  const handler = (answer: () => Promise<{ body: string; next?: string }>) =>
    lambdaHandler('stateless', [...missing, endpoint(old, answer)], { info: () => undefined, error: () => undefined });
  const event = { routeKey: 'GET /v1/old', rawQueryString: 'a=1', requestContext: { requestId: 'r' } };
  const link = '<https://nivas.example/docs/v2>; rel="deprecation"; type="text/html"';
  const said = { deprecation: '@1795305600', sunset: 'Mon, 31 May 2027 00:00:00 GMT' };

  test('says so in an answer, beside the link to the next page', async () => {
    const { statusCode, headers } = await handler(async () => ({ body: '{}', next: 'c>' }))(event, lambdaContext);
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ ...said, link: `<?a=1&cursor=c%3E>; rel="next", ${link}` });
  });

  test('says so in a refusal', async () => {
    const refused = handler(() => Promise.reject(new NivasError('not_found', 'gone')));
    const { statusCode, headers } = await refused(event, lambdaContext);
    expect(statusCode).toBe(404);
    expect(headers).toMatchObject({ ...said, link });
  });

  test('and no other does', async () => {
    expect(deprecationHeaders(routeNamed('getHealth'))).toEqual({});
  });
});

/** Routes that would be gone before anybody was told, or at no time that a calendar has. */
const wrong = (table: readonly Route[]) =>
  table.filter(
    (route) => route.deprecated && !(new Date(route.deprecated.sunset).getTime() >= Date.parse(route.deprecated.since)),
  );

test.each([
  { sunset: '2027-05-31', since: '2026-11-22', count: 0 },
  { sunset: '2026-11-21', since: '2026-11-22', count: 1 },
  { sunset: 'soon', since: '2026-11-22', count: 1 },
])('no route of the table goes before that is said: $since to $sunset', ({ count, ...dates }) => {
  expect(wrong(routes)).toEqual([]);
  expect(wrong([...describing, { ...old, deprecated: { ...deprecated, ...dates } }])).toHaveLength(count);
});
