import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAuthorizer } from '../../infra/local/authorizer.ts';
import { type Handler, makeGateway } from '../../infra/local/gateway.ts';
import { audience, issuer, mintToken, openIssuer } from '../../infra/local/issuer.ts';
import { close, listen, makeServer, withIssuer } from '../../infra/local/server.ts';
import { makeThrottle } from '../../infra/local/throttle.ts';

const state = await mkdtemp(join(tmpdir(), 'nivas-gateway-'));
const keys = await openIssuer(state);
const lambda = { name: 'Echo', entry: 'echo', seconds: 25, environment: {} };
const guard = { issuer, audience: [audience], scopes: ['nivas/read'] };

const echo: Handler = async (event, context) => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json', etag: '"1"' },
  body: JSON.stringify({ event, remaining: context.getRemainingTimeInMillis() }),
});
const handlers = new Map<string, Handler>([
  ['echo', echo],
  ['throws', () => Promise.reject(new Error('a bug'))],
  ['strange', async () => 'not an answer'],
  ['large', async () => ({ statusCode: 200, body: 'x'.repeat(7_000_000) })],
  ['binary', async () => ({ statusCode: 200, body: Buffer.from([0, 255]).toString('base64'), isBase64Encoded: true })],
  ['unchanged', async () => ({ statusCode: 304, headers: { etag: '"1"' } })],
  ['never', () => new Promise(() => undefined)],
]);
const to = (entry: string, seconds = 25) => ({ ...lambda, entry, seconds });
const routes = [
  { key: 'GET /v1/audits/{id}', lambda, guard },
  { key: 'POST /v1/echo', lambda },
  { key: 'POST /v1/guarded', lambda, guard },
  ...['throws', 'strange', 'large', 'binary', 'unchanged'].map((entry) => ({
    key: `GET /v1/${entry}`,
    lambda: to(entry),
  })),
  { key: 'GET /v1/never', lambda: to('never', 0.05) },
  { key: 'GET /v1/slow', lambda: to('never', 60) },
];
const gateway = makeGateway({ routes, handlers, authorize: makeAuthorizer(keys), integrationSeconds: 0.3 });
let origin = '';
const server = makeServer(withIssuer(keys, () => origin, gateway));

beforeAll(async () => {
  origin = await listen(server, 0);
});
afterAll(() => close(server));

const privateKey = createPrivateKey({
  key: JSON.parse(readFileSync(join(state, 'issuer.json'), 'utf8')),
  format: 'jwk',
});
const stranger = await generateKeyPair('RS256');
const now = Math.floor(Date.now() / 1000);
const good = { iss: issuer, aud: audience, iat: now, exp: now + 60, scope: 'nivas/read', tenant: 'acme' };

const header = { alg: 'RS256', kid: keys.keys[0].kid ?? '' };
const sign = (claims: Record<string, unknown>, key: Parameters<SignJWT['sign']>[0] = privateKey) =>
  new SignJWT({ ...claims }).setProtectedHeader(header).sign(key);
const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
const hmac = () =>
  new SignJWT(good)
    .setProtectedHeader({ ...header, alg: 'HS256' })
    .sign(Buffer.from(keys.keys[0].n ?? '', 'base64url'));

const unauthorized = { status: 401, body: { message: 'Unauthorized' } };
const call = async (path: string, init: RequestInit = {}) => {
  const answer = await fetch(`${origin}${path}`, init);
  return { status: answer.status, body: JSON.parse(await answer.text()), headers: answer.headers };
};

describe('tokens', () => {
  test.each([
    { name: 'none', token: async () => undefined },
    { name: 'empty', token: async () => '' },
    { name: 'garbled', token: async () => 'abc.def.ghi' },
    { name: 'two of three parts', token: async () => (await sign(good)).split('.').slice(0, 2).join('.') },
    { name: 'expired', token: () => sign({ ...good, exp: now - 1 }) },
    { name: 'without an end', token: () => sign({ ...good, exp: undefined }) },
    { name: 'not valid yet', token: () => sign({ ...good, nbf: now + 600 }) },
    { name: 'of another issuer', token: () => sign({ ...good, iss: `${issuer}/` }) },
    { name: 'for another audience', token: () => sign({ ...good, aud: 'nivas2' }) },
    { name: 'signed by another key', token: () => sign(good, stranger.privateKey) },
    { name: 'with alg none', token: async () => `${part({ alg: 'none' })}.${part(good)}.` },
    { name: 'with our public key as a shared secret', token: hmac },
    {
      name: 'with other claims than were signed',
      token: async () => (await sign(good)).replace(/\.[^.]+\./, `.${part({ ...good, tenant: 'other' })}.`),
    },
  ])('$name: 401', async ({ token }) => {
    const sent = await token();
    const answer = await call('/v1/audits/x', {
      headers: sent === undefined ? {} : { authorization: `Bearer ${sent}` },
    });
    expect(answer).toMatchObject(unauthorized);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test.each([
    { name: 'another', scope: 'nivas/check' },
    { name: 'a longer one', scope: 'nivas/reader' },
    { name: 'a bare one', scope: 'read' },
    { name: 'none', scope: undefined },
    { name: 'a list, not text', scope: ['nivas/read'] },
  ])('a good token with $name scope: 403', async ({ scope }) => {
    const headers = { authorization: `Bearer ${await sign({ ...good, scope })}` };
    expect(await call('/v1/audits/x', { headers })).toMatchObject({ status: 403, body: { message: 'Forbidden' } });
  });

  test('a minted token opens the route, and its claims arrive as text', async () => {
    const token = await mintToken({ tenant: 'acme', scopes: ['declare', 'read'] }, state);
    const { status, body } = await call('/v1/audits/x', { headers: { Authorization: `Bearer ${token}` } });
    expect(status).toBe(200);
    expect(body.event.requestContext.authorizer.jwt).toMatchObject({
      claims: { tenant: 'acme', scope: 'nivas/declare nivas/read', exp: expect.stringMatching(/^\d+$/) },
      scopes: ['nivas/read'],
    });
  });

  test('a minted token of a regulator carries its issuers, and no tenant', async () => {
    const token = await mintToken({ issuers: ['rbi', 'sebi'], scopes: ['read'] }, state);
    const { body } = await call('/v1/audits/x', { headers: { authorization: `Bearer ${token}` } });
    const { claims } = body.event.requestContext.authorizer.jwt;
    expect(claims).toMatchObject({ issuers: 'rbi sebi', sub: 'local:rbi sebi' });
    expect(claims).not.toHaveProperty('tenant');
  });

  test('the key set holds no private part', async () => {
    const { body } = await call('/.well-known/jwks.json');
    expect(Object.keys(body.keys[0]).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    expect((await call('/.well-known/openid-configuration')).body.jwks_uri).toBe(`${origin}/.well-known/jwks.json`);
  });

  test('without a key no token can be minted, and the error says what to do', async () => {
    const mint = mintToken({ tenant: 'acme', scopes: ['read'] }, join(state, 'none'));
    await expect(mint).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('run `npm start` first'),
    });
  });
});

describe("the gateway's own answers", () => {
  test.each([
    { path: '/', method: 'GET' },
    { path: '/v1/audits', method: 'GET' },
    { path: '/v1/audits/', method: 'GET' },
    { path: '/v1/audits/x/', method: 'GET' },
    { path: '/v1/audits/x', method: 'PUT' },
    { path: '/V1/audits/x', method: 'GET' },
    { path: '/v1/%65cho', method: 'POST' },
  ])('$method $path: 404', async ({ path, method }) => {
    expect(await call(path, { method })).toMatchObject({ status: 404, body: { message: 'Not Found' } });
  });

  test.each([
    { name: 'a handler that throws', path: '/v1/throws', status: 500, message: 'Internal Server Error' },
    {
      name: 'a handler that answers something else',
      path: '/v1/strange',
      status: 500,
      message: 'Internal Server Error',
    },
    { name: 'an answer over 6 MB', path: '/v1/large', status: 500, message: 'Internal Server Error' },
    { name: "a handler over its function's time", path: '/v1/never', status: 500, message: 'Internal Server Error' },
    { name: "a handler over the gateway's time", path: '/v1/slow', status: 503, message: 'Service Unavailable' },
  ])('$name: $status', async ({ path, status, message }) => {
    expect(await call(path)).toMatchObject({ status, body: { message } });
  });

  const tooLarge = { status: 413, body: { message: 'Request Entity Too Large' } };
  const megabytes = (count: number) => Buffer.alloc(count * 1024 * 1024, 'x');

  test.each([
    { name: '11 MB with its length said', body: () => megabytes(11) },
    { name: '7 MB, more than a Lambda takes', body: () => megabytes(7) },
    { name: '5 MB that become 6.7 MB of base64', body: () => megabytes(5), type: 'application/octet-stream' },
  ])('$name: 413', async ({ body, type = 'application/json' }) => {
    const init = { method: 'POST', body: body(), headers: { 'content-type': type } };
    expect(await call('/v1/echo', init)).toMatchObject(tooLarge);
  });

  test('200 MB in chunks, no length said: 413, and never held in memory', async () => {
    const piece = megabytes(1);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const { port } = new URL(origin);
    const sent = request({ host: '127.0.0.1', port, method: 'POST', path: '/v1/echo' });
    const answered = new Promise<IncomingMessage>((done, fail) => sent.once('response', done).once('error', fail));
    for (let at = 0; at < 200; at += 1) {
      await new Promise((written) => sent.write(piece, written));
      most = Math.max(most, process.memoryUsage().arrayBuffers);
    }
    sent.end();
    const answer = await answered;
    expect([answer.statusCode, await text(answer)]).toEqual([413, JSON.stringify(tooLarge.body)]);
    expect(most - before).toBeLessThan(150_000_000);
  });

  test('a body is not read before the token is judged', async () => {
    expect(await call('/v1/guarded', { method: 'POST', body: megabytes(11) })).toMatchObject(unauthorized);
  });

  test('headers over 10,240 bytes: 431', async () => {
    const answer = await call('/v1/echo', { method: 'POST', headers: { 'x-long': 'x'.repeat(10_300) } });
    expect(answer).toMatchObject({ status: 431, body: { message: 'Request Header Fields Too Large' } });
  });
});

describe('pages of another origin', () => {
  const page = 'https://console.example.in';
  const cors = { origins: [page], methods: ['GET', 'POST'], headers: ['if-match'], exposed: ['etag'], seconds: 3600 };
  const own: Handler = async () => ({
    statusCode: 200,
    headers: { 'Access-Control-Allow-Origin': '*', 'access-control-allow-credentials': 'true', ETag: '"1"' },
  });
  const known = new Map([...handlers, ['own', own]]);
  const open = makeServer(
    makeGateway({
      routes: [...routes, { key: 'GET /v1/own', lambda: to('own') }],
      handlers: known,
      authorize: makeAuthorizer(keys),
      integrationSeconds: 0.3,
      cors,
    }),
  );
  let at = '';
  beforeAll(async () => {
    at = await listen(open, 0);
  });
  afterAll(() => close(open));

  const ask = async (path: string, origin: string | undefined, init: RequestInit = {}, server = at) => {
    const headers = { ...init.headers, ...(origin !== undefined && { origin }) };
    const { status, headers: got } = await fetch(`${server}${path}`, { ...init, headers });
    return { status, cors: Object.fromEntries([...got].filter(([name]) => name.startsWith('access-control-'))) };
  };
  const preflight = { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST' } };
  const allowed = { 'access-control-allow-origin': page, 'access-control-expose-headers': 'etag' };

  test.each([
    { name: 'a preflight of ours', origin: page, init: preflight, status: 204, preflight: true },
    {
      name: 'a preflight for a path that does not exist',
      path: '/none',
      origin: page,
      init: preflight,
      status: 204,
      preflight: true,
    },
    { name: 'a preflight of another', origin: 'https://other.example', init: preflight, status: 204 },
    { name: 'a preflight of `null`', origin: 'null', init: preflight, status: 204 },
    { name: 'a preflight of a longer name', origin: `${page}.evil.example`, init: preflight, status: 204 },
    { name: 'OPTIONS that is no preflight', origin: page, init: { method: 'OPTIONS' }, status: 404, read: true },
    { name: 'a preflight without an origin', origin: undefined, init: preflight, status: 404 },
  ])('$name: $status', async ({ path = '/v1/echo', origin, init, status, preflight: whole = false, read = false }) => {
    const headers = {
      'access-control-allow-origin': page,
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'if-match',
      'access-control-max-age': '3600',
    };
    expect(await ask(path, origin, init)).toEqual({ status, cors: whole ? headers : read ? allowed : {} });
  });

  test.each([
    { name: 'an answer of ours', path: '/v1/own', status: 200 },
    { name: 'a function that throws', path: '/v1/throws', status: 500 },
    { name: 'a function that is late', path: '/v1/slow', status: 503 },
    { name: 'no token', path: '/v1/audits/x', status: 401 },
    { name: 'no route', path: '/none', status: 404 },
  ])('$name ($status) may be read by ours and by no other', async ({ path, status }) => {
    expect(await ask(path, page)).toEqual({ status, cors: allowed });
    expect(await ask(path, 'https://other.example')).toEqual({ status, cors: {} });
    expect(await ask(path, undefined)).toEqual({ status, cors: {} });
  });

  test('without a console nobody is let in, and OPTIONS is a route that does not exist', async () => {
    expect(await ask('/v1/echo', page, preflight, origin)).toEqual({ status: 404, cors: {} });
    expect(await ask('/v1/echo', page, { method: 'POST' }, origin)).toEqual({ status: 200, cors: {} });
  });
});

describe('a gateway that was asked to count', () => {
  const tooMany = { status: 429, body: { message: 'Too Many Requests' } };

  test('answers 429 by itself once a route was asked too often, and others as before', async () => {
    let milliseconds = 0;
    const lambdaOf = { lambda: to('echo'), limit: { perSecond: 2, burst: 4 } };
    const counted = [
      { key: 'POST /v1/echo', ...lambdaOf },
      { key: 'POST /v1/other', ...lambdaOf },
    ];
    const throttle = makeThrottle(() => milliseconds);
    const asked = makeServer(makeGateway({ routes: counted, handlers, authorize: makeAuthorizer(keys), throttle }));
    const at = await listen(asked, 0);
    const statuses = async (path: string, count: number) => {
      const got: number[] = [];
      while (got.length < count) got.push((await fetch(`${at}${path}`, { method: 'POST' })).status);
      return got;
    };
    expect(await statuses('/v1/echo', 6)).toEqual([200, 200, 200, 200, 429, 429]);
    const refused = await fetch(`${at}/v1/echo`, { method: 'POST' });
    expect({ status: refused.status, body: JSON.parse(await refused.text()) }).toEqual(tooMany);
    expect(await statuses('/v1/other', 1)).toEqual([200]);
    milliseconds += 1000;
    expect(await statuses('/v1/echo', 3)).toEqual([200, 200, 429]);
    milliseconds += 60_000;
    expect(await statuses('/v1/echo', 5)).toEqual([200, 200, 200, 200, 429]);
    await close(asked);
  });
});

describe('the event', () => {
  test('holds path, query, parameters and headers as an HTTP API passes them', async () => {
    const headers = { authorization: `Bearer ${await sign(good)}`, 'X-Mixed': 'Case', cookie: 'a=1; b=2' };
    const { body } = await call('/v1/audits/a%2Fb?x=1&x=2&y=%20&z', { headers });
    expect(body.event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /v1/audits/{id}',
      rawPath: '/v1/audits/a%2Fb',
      rawQueryString: 'x=1&x=2&y=%20&z',
      queryStringParameters: { x: '1,2', y: ' ', z: '' },
      pathParameters: { id: 'a/b' },
      headers: { 'x-mixed': 'Case' },
      cookies: ['a=1', 'b=2'],
      isBase64Encoded: false,
      requestContext: {
        http: { method: 'GET', sourceIp: '127.0.0.1' },
        routeKey: 'GET /v1/audits/{id}',
        stage: '$default',
      },
    });
    expect(body.event.requestContext.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(body.event.body).toBeUndefined();
    expect(body.remaining).toBeGreaterThan(20_000);
  });

  test.each([
    { type: 'application/json', base64: false },
    { type: 'application/json; charset=utf-8', base64: false },
    { type: 'application/problem+json', base64: false },
    { type: 'text/yaml', base64: false },
    { type: 'application/yaml', base64: true },
    { type: 'application/x-www-form-urlencoded', base64: true },
    { type: 'application/jsonish', base64: true },
  ])('a body of $type arrives in base64: $base64', async ({ type, base64 }) => {
    const { body } = await call('/v1/echo', { method: 'POST', body: 'é: 1', headers: { 'content-type': type } });
    expect(body.event.isBase64Encoded).toBe(base64);
    expect(Buffer.from(body.event.body, base64 ? 'base64' : 'utf8').toString()).toBe('é: 1');
  });

  test('a binary answer is decoded', async () => {
    const answer = await fetch(`${origin}/v1/binary`);
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0, 255]);
  });

  test('a 304 says nothing of a length that is not its own', async () => {
    const answer = await fetch(`${origin}/v1/unchanged`);
    expect([answer.status, answer.headers.get('etag'), answer.headers.get('content-length')]).toEqual([
      304,
      '"1"',
      null,
    ]);
  });

  test('a parameter with a broken escape: 400', async () => {
    const headers = { authorization: `Bearer ${await sign(good)}` };
    expect(await call('/v1/audits/%zz', { headers })).toMatchObject({ status: 400, body: { message: 'Bad Request' } });
  });
});
