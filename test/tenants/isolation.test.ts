import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type Route, routes } from '../../shared/api/routes.ts';
import { lambdaContext } from '../api/service.ts';
import { absent, type Claims, makeWorld, otherScopes, type Reply, scopeOf, secret } from './world.ts';

/*
 * Every route of the table, tried as everybody who may not. A new route is in here without being named; a parameter
 * that leads to a tenant's own things must be in `absent`, or the first test is red.
 */
const world = await makeWorld();
afterAll(() => world.end());

const guarded = routes.filter((route): route is (typeof routes)[number] => route.scope !== null);
const namesOf = ({ params }: Route) => Object.keys(params.shape);
/** Whether the path leads to something that belongs to a tenant. */
const leads = (route: Route) => namesOf(route).length > 0;

const alpha = (route: Route): Claims => ({ tenant: 'alpha', scope: scopeOf(...(route.scope ? [route.scope] : [])) });
const as =
  (claims: Claims) =>
  (route: Route): Claims => ({ ...claims, scope: alpha(route).scope });
const bravo = as({ tenant: 'bravo' });
const stranger = as({ issuers: 'sebi' });
const regulator = as({ issuers: 'rbi sebi' });

/** An answer without what differs from request to request. */
const shape = ({ status, text }: Reply) => ({ status, text: text.replaceAll(/urn:nivas:request:[^"]+/g, '') });

test('every parameter of a guarded path is one that something of a tenant is known for', () => {
  const names = new Set(guarded.flatMap(namesOf));
  expect(Object.keys(absent)).toEqual(expect.arrayContaining([...names]));
});

describe.each(guarded.map((route) => ({ name: `${route.method} ${route.path}`, route })))('$name', ({ route }) => {
  test('lets its owner in', async () => {
    const { status } = await world.call(route, world.kept, alpha(route));
    expect(status).toBeLessThan(300);
  });

  test('knows nobody without a token', async () => {
    expect(await world.call(route, world.kept)).toMatchObject({ status: 401, text: '{"message":"Unauthorized"}' });
  });

  test('refuses every other scope', async () => {
    const { tenant } = alpha(route);
    const { status, text } = await world.call(route, world.kept, { tenant, scope: scopeOf(...otherScopes(route)) });
    expect({ status, text }).toEqual({ status: 403, text: '{"message":"Forbidden"}' });
  });

  test('refuses all who pass by the gateway', async () => {
    const handler = world.handlers.get(route.lambda);
    const event = { routeKey: `${route.method} ${route.path}`, requestContext: { requestId: 'r' } };
    expect(await handler?.(Object.create(null, Object.getOwnPropertyDescriptors(event)), lambdaContext)).toMatchObject({
      statusCode: 403,
    });
  });

  test.each([
    { who: 'nobody’s tenant', claims: {} },
    { who: 'a tenant by another name', claims: { tenant: 'ALPHA' } },
    { who: 'a tenant with a key of the table in its name', claims: { tenant: 'alpha#A' } },
    { who: 'a tenant that is a regulator too', claims: { tenant: 'alpha', issuers: 'rbi' } },
    { who: 'a regulator of nothing', claims: { issuers: '' } },
    { who: 'a regulator of everything by a trick', claims: { issuers: 'rbi *' } },
  ])('refuses $who', async ({ claims }) => {
    expect((await world.call(route, world.kept, as(claims)(route))).status).toBe(403);
  });

  test.each([
    { who: 'another tenant', of: bravo },
    { who: 'a regulator of another issuer', of: stranger },
  ])('shows $who nothing, and no difference between absent and foreign', async ({ of }) => {
    const foreign = await world.call(route, world.kept, of(route));
    const missing = await world.call(route, absent, of(route));
    expect(foreign.text).not.toContain(secret);
    if (route.method === 'GET' || leads(route)) expect(shape(foreign)).toEqual(shape(missing));
    expect(foreign.reads).toEqual(missing.reads);
    if (leads(route)) expect(foreign.status).toBe(of === stranger && route.scope !== 'read' ? 403 : 404);
  });

  test('shows a regulator what a pack of its issuers judged, and lets it write nothing', async () => {
    const { status, text } = await world.call(route, world.kept, regulator(route));
    if (route.scope !== 'read') return expect(status).toBe(403);
    expect(status).toBe(200);
    return expect(text.includes(secret) || text.includes(world.kept.id ?? '')).toBe(true);
  });
});

const Paged = z.object({ next: z.string().nullable() });

test('a regulator’s pages go on, in whatever order its token has its issuers', async () => {
  await world.more();
  const [list] = guarded.filter(({ name }) => name === 'listAudits');
  if (list === undefined) throw new Error('no list of audits');
  const page = (issuers: string, query: string) => world.call(list, world.kept, as({ issuers })(list), query);
  const { next } = Paged.parse(JSON.parse((await page('rbi sebi', '?limit=1')).text));
  expect((await page('sebi rbi', `?cursor=${next}`)).status).toBe(200);
});

describe.each(
  guarded
    .filter(({ query }) => 'cursor' in query.shape)
    .map((route) => ({ name: `${route.method} ${route.path}`, route })),
)('a page of $name', ({ route }) => {
  test('is one caller’s: its cursor opens nothing for another, and nothing with another filter', async () => {
    await world.more();
    const { text } = await world.call(route, world.kept, alpha(route), '?limit=1');
    const { next } = Paged.parse(JSON.parse(text));
    expect(next).not.toBeNull();
    const paged = (claims: Claims, query = '') => world.call(route, world.kept, claims, `?cursor=${next}${query}`);
    expect((await paged(alpha(route))).status).toBe(200);
    expect([400, 404]).toContain((await paged(bravo(route))).status);
    expect((await paged(regulator(route))).status).toBe(400);
    if ('verdict' in route.query.shape) expect((await paged(alpha(route), '&verdict=compliant')).status).toBe(400);
  });
});
