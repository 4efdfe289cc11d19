import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { Problem } from '../../shared/api/problem.ts';
import { badBodies, good, json, yaml } from './bad-bodies.ts';
import { makeService, type Sent } from './service.ts';

const keyed = (key: string, type = json) => ({ ...type, 'idempotency-key': key });

const service = makeService();
const { send } = service;
let application = '';
let audit = '';

beforeAll(async () => {
  const made = await send({
    method: 'POST',
    path: '/v1/applications',
    headers: keyed('register'),
    body: '{"name":"Videos"}',
  });
  application = JSON.parse(made.text).id;
  audit = JSON.parse((await declare({ headers: keyed('first') })).text).id;
});

const declare = (changes: Partial<Sent> = {}) =>
  send({
    method: 'POST',
    path: `/v1/applications/${application}/declarations`,
    headers: keyed('other'),
    body: good,
    ...changes,
  });
const check = (changes: Partial<Sent> = {}) =>
  send({ method: 'POST', path: '/v1/checks', headers: json, body: good, ...changes });
const problemOf = ({ text }: { text: string }) => Problem.parse(JSON.parse(text));

describe('what is accepted', () => {
  test('an equal retry is answered alike, and says that it is one', async () => {
    const recorded = service.made.length;
    const again = await declare({ headers: keyed('first') });
    const read = await send({ method: 'GET', path: `/v1/audits/${audit}` });
    expect([again.status, read.status]).toEqual([201, 200]);
    expect(again.text).toBe(read.text);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const register = { method: 'POST', path: '/v1/applications', headers: keyed('register') } as const;
    const registered = await send({ ...register, body: '{"name":"Videos"}' });
    expect(registered).toMatchObject({ status: 201, headers: { 'idempotency-replayed': 'true' } });
    expect(JSON.parse(registered.text)).toMatchObject({ id: application, name: 'Videos' });
    expect(service.made).toHaveLength(recorded);
  });

  test.each([
    { name: 'YAML', body: 'application: Short videos\n', headers: yaml },
    {
      name: 'YAML by another name',
      body: 'application: x\n',
      headers: { 'content-type': 'text/x-yaml; charset=utf-8' },
    },
    { name: 'gzip', body: gzipSync(good), headers: { ...json, 'content-encoding': 'gzip' } },
    { name: 'bytes', body: Buffer.from(good), headers: json },
    { name: 'the hostile name `NO` in YAML', body: 'application: NO\n', headers: yaml },
    { name: 'a character in two halves', body: '{"application":"\\ud83d\\ude00 \\\\ud800"}', headers: json },
    { name: 'a leap day', body: good, headers: json, query: 'asOf=2028-02-29' },
  ])('a check of $name', async ({ name: _, ...sent }) => {
    const { status, headers } = await check(sent);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });

  test('the same content is the same request, compressed or not', async () => {
    const headers = { ...keyed('first'), 'content-encoding': 'gzip' };
    expect((await declare({ headers, body: gzipSync(good) })).headers['idempotency-replayed']).toBe('true');
  });

  test('the report is a page that may run nothing', async () => {
    const { status, headers, text } = await send({ method: 'GET', path: `/v1/audits/${audit}/report` });
    const style = /<style>([\s\S]*?)<\/style>/.exec(text)?.[1] ?? '';
    const digest = createHash('sha256').update(style).digest('base64');
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain(`style-src 'sha256-${digest}'`);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; base-uri 'none'; form-action 'none'/);
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['cache-control']).toBe('no-store');
  });

  test('what is public says so, and asks for no token', async () => {
    for (const path of ['/v1/schemas/residency.json', '/v1/openapi.json'])
      expect(await send({ method: 'GET', path, claims: {} })).toMatchObject({
        status: 200,
        headers: { 'cache-control': 'public, max-age=300' },
      });
    expect((await send({ method: 'GET', path: '/v1/health', claims: {} })).status).toBe(200);
  });
});

describe('what is refused leaves nothing behind', () => {
  test.each(badBodies)('a declaration that is $name: $want', async ({ body, headers = json, want }) => {
    const recorded = service.made.length;
    const answer = await declare({ body, headers: { ...headers, ...keyed('bad', headers) } });
    const problem = problemOf(answer);
    const [status, code] = want.split(' ');
    expect(`${answer.status} ${problem.type}`).toBe(`${status} urn:nivas:error:${code}`);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(problem.status).toBe(answer.status);
    expect(service.made).toHaveLength(recorded);
  });

  test('every problem is told, with pointer, line and column', async () => {
    const body = 'application: a\nroles: [bnak]\ndata:\n  d:\n    crossBoarder: true\n';
    const { issues } = problemOf(await check({ body, headers: yaml }));
    expect(issues.map(({ pointer, line, column }) => ({ pointer, line, column }))).toEqual([
      { pointer: '/roles/0', line: 2, column: 9 },
      { pointer: '/data/d/crossBoarder', line: 5, column: 5 },
    ]);
  });

  const withKey = (key: string) => ({ headers: { ...json, 'idempotency-key': key } });
  test.each<{ name: string; changes: Partial<Sent>; want: string }>([
    { name: 'no idempotency key', changes: { headers: json }, want: '400 idempotency_key_missing' },
    { name: 'an empty idempotency key', changes: withKey(''), want: '400 idempotency_key_missing' },
    { name: 'a long idempotency key', changes: withKey('k'.repeat(256)), want: '400 request_invalid' },
    { name: 'an idempotency key with a space', changes: withKey('a b'), want: '400 request_invalid' },
    { name: 'an idempotency key that is not ASCII', changes: withKey('clé'), want: '400 request_invalid' },
    {
      name: 'a used key with another body',
      changes: { ...withKey('first'), body: `${good} ` },
      want: '422 idempotency_key_reused',
    },
    { name: 'the key of the registration', changes: withKey('register'), want: '422 idempotency_key_reused' },
    { name: 'a date on a record', changes: { query: 'asOf=2026-01-01' }, want: '400 request_invalid' },
    { name: 'an id that is none', changes: { path: '/v1/applications/x/declarations' }, want: '400 request_invalid' },
    { name: 'another tenant', changes: { tenant: 'tenant-b' }, want: '404 not_found' },
    { name: 'a tenant with a separator', changes: { tenant: 'a#b' }, want: '403 tenant_missing' },
    { name: 'no tenant', changes: { claims: { scope: 'nivas/declare' } }, want: '403 tenant_missing' },
    {
      name: 'a regulator',
      changes: { claims: { scope: 'nivas/declare', issuers: 'rbi' } },
      want: '403 tenant_missing',
    },
    { name: 'no scope', changes: { claims: { tenant: 'tenant-a' } }, want: '403 scope_missing' },
    { name: 'another scope', changes: { scopes: ['read', 'check'] }, want: '403 scope_missing' },
  ])('$name: $want', async ({ changes, want }) => {
    const recorded = service.made.length;
    const answer = await declare(changes);
    const [status, code] = want.split(' ');
    expect(`${answer.status} ${problemOf(answer).type}`).toBe(`${status} urn:nivas:error:${code}`);
    expect(service.made).toHaveLength(recorded);
  });

  test.each([
    { body: '{}' },
    { body: '{"name":""}' },
    { body: '{"name":"   "}' },
    { body: '{"name":7}' },
    { body: '{"name":"x","id":"mine"}' },
    { body: '{"name":"x","name":"y"}', want: 'body_malformed' },
    { body: `{"name":"${'x'.repeat(20_000)}"}`, want: 'body_too_large' },
    { body: 'name: x', headers: yaml, want: 'media_type_unsupported' },
  ])('a registration of $body', async ({ body, headers = json, want = 'request_invalid' }) => {
    const recorded = service.made.length;
    const sent = {
      method: 'POST',
      path: '/v1/applications',
      headers: keyed('bad-registration', headers),
      body,
    } as const;
    expect(problemOf(await send(sent)).type).toBe(`urn:nivas:error:${want}`);
    expect(service.made).toHaveLength(recorded);
  });

  test.each(['2026-02-30', '2026-13-01', '2026-1-1', 'today', '', '2026-01-01,2026-01-02', '2026-01-01T00:00:00Z'])(
    'a check as of `%s`',
    async (asOf) => {
      const answer = await check({ query: `asOf=${asOf}` });
      expect(answer.status).toBe(400);
      expect(problemOf(answer).issues[0]?.pointer).toBe('/query/asOf');
    },
  );

  test('a misspelt parameter is not passed over', async () => {
    expect(problemOf(await check({ query: 'asof=2026-01-01' })).issues[0]?.pointer).toBe('/query/asof');
  });
});

describe('of other tenants', () => {
  test('an audit is absent, and looks like one that never was', async () => {
    const get = (id: string) => send({ method: 'GET', path: `/v1/audits/${id}`, tenant: 'tenant-b' });
    const [foreign, none] = [problemOf(await get(audit)), problemOf(await get('a'.repeat(26)))];
    expect({ ...foreign, instance: '' }).toEqual({ ...none, instance: '' });
    expect(foreign).toMatchObject({ status: 404, type: 'urn:nivas:error:not_found' });
    const report = { method: 'GET', path: `/v1/audits/${audit}/report`, tenant: 'tenant-b' } as const;
    expect(problemOf(await send(report))).toMatchObject({ status: 404, detail: foreign.detail });
  });

  test('an application is absent, and looks like one that never was', async () => {
    const foreign = problemOf(await declare({ tenant: 'tenant-b' }));
    const none = problemOf(await declare({ path: `/v1/applications/${'a'.repeat(26)}/declarations` }));
    expect({ ...foreign, instance: '' }).toEqual({ ...none, instance: '' });
  });
});

test('a refusal of many problems is bounded', async () => {
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`${'x'.repeat(1_500)}${n}`, 1]));
  const { text } = await check({ body: JSON.stringify({ application: 'a', ...many }) });
  expect(JSON.parse(text).issues).toHaveLength(100);
  expect(text.length).toBeLessThan(300_000);
});
