import { beforeAll, describe, expect, test } from 'vitest';
import { gzipTag, namedTag, plainTag, tagOf } from '../../functions/edge/entity-tag.ts';
import { good, json } from './bad-bodies.ts';
import { makeService, type Sent } from './service.ts';

const { send } = makeService();
const keyed = (key: string) => ({ ...json, 'idempotency-key': key });
let application = '';
let audit = '';

beforeAll(async () => {
  const register = {
    method: 'POST',
    path: '/v1/applications',
    headers: keyed('r'),
    body: '{"name":"Videos"}',
  } as const;
  application = JSON.parse((await send(register)).text).id;
  audit = JSON.parse((await declare({})).text).id;
});

const declare = ({ headers, ...changes }: Partial<Sent>) =>
  send({
    method: 'POST',
    path: `/v1/applications/${application}/declarations`,
    headers: { ...keyed('first'), ...headers },
    body: good,
    ...changes,
  });
const get = (path: string, headers: Sent['headers'] = {}) => send({ method: 'GET', path, headers });

describe('an `If-None-Match`', () => {
  const tags = ['"a"', '"a-gzip"'];
  test.each([
    { header: undefined, want: undefined },
    { header: '', want: undefined },
    { header: '"a"', want: '"a"' },
    { header: 'W/"a"', want: '"a"' },
    { header: '"b", W/"c" ,"a-gzip"', want: '"a-gzip"' },
    { header: '"a-gzip","a"', want: '"a"' },
    { header: '*', want: '"a"' },
    { header: ' * ', want: '"a"' },
    { header: '"*"', want: undefined },
    { header: 'a', want: undefined },
    { header: '"A"', want: undefined },
    { header: '"b,"a",c"', want: undefined },
    { header: '"b"a"', want: undefined },
    { header: '"', want: undefined },
  ])('of $header names $want', ({ header, want }) => {
    expect(namedTag(header, tags)).toBe(want);
  });
});

describe('what was read before', () => {
  const paths = (): [string, string][] => [
    ['an audit', `/v1/audits/${audit}`],
    ['a report', `/v1/audits/${audit}/report`],
    ['a declaration', `/v1/audits/${audit}/declaration`],
    ['an application', `/v1/applications/${application}`],
    ['a list', '/v1/audits'],
    ['the OpenAPI document', '/v1/openapi.json'],
    ['health', '/v1/health'],
  ];

  test('has a strong ETag of its text, and is not sent twice', async () => {
    for (const [name, path] of paths()) {
      const first = await get(path);
      const { etag = '' } = first.headers;
      expect(etag, name).toBe(name === 'an application' ? '"v1"' : tagOf(first.text));
      const again = await get(path, { 'if-none-match': `"other", W/${etag}` });
      expect(again, name).toMatchObject({ status: 304, text: '' });
      const { 'content-encoding': _, ...same } = first.headers;
      expect(again.headers, 'a cache learns from a 304 what it would from a 200').toEqual(same);
      expect((await get(path, { 'if-none-match': '"other"' })).status, name).toBe(200);
    }
  });

  test('compressed has another ETag, and either is good for either', async () => {
    const path = `/v1/audits/${audit}`;
    const plain = await get(path);
    const zipped = await get(path, { 'accept-encoding': 'gzip' });
    expect(zipped.headers.etag).toBe(gzipTag(plain.headers.etag ?? ''));
    for (const coding of ['gzip', 'identity'])
      for (const { headers } of [plain, zipped]) {
        const asked = { 'accept-encoding': coding, 'if-none-match': headers.etag ?? '' };
        const { status, headers: said } = await get(path, asked);
        expect({ status, etag: said.etag, coding: said['content-encoding'] }).toEqual({
          status: 304,
          etag: headers.etag,
          coding: undefined,
        });
      }
  });

  test('is read anew by whoever may not see it', async () => {
    const { headers } = await get(`/v1/audits/${audit}`);
    const asked = { method: 'GET', path: `/v1/audits/${audit}`, headers: { 'if-none-match': '*' } } as const;
    expect((await send({ ...asked, tenant: 'tenant-b' })).status).toBe(404);
    expect((await send({ ...asked, headers: { 'if-none-match': headers.etag ?? '' }, scopes: [] })).status).toBe(403);
  });

  test('a check is no reading: it has no ETag and is made again', async () => {
    const asked = {
      method: 'POST',
      path: '/v1/checks',
      headers: { ...json, 'if-none-match': '*' },
      body: good,
    } as const;
    const { status, headers } = await send(asked);
    expect({ status, etag: headers.etag }).toEqual({ status: 200, etag: undefined });
  });
});

describe('a declaration on what the application was', () => {
  const tagNow = async () => (await get(`/v1/applications/${application}`)).headers.etag ?? '';

  test('is recorded while the application is as its ETag says, in either form', async () => {
    for (const form of [plainTag, gzipTag]) {
      const tag = await tagNow();
      const headers = { 'idempotency-key': `on ${tag}`.replace(' ', '-'), 'if-match': form(tag) };
      expect((await declare({ headers })).status).toBe(201);
      expect(await tagNow()).not.toBe(tag);
    }
  });

  test('is refused after it changed, with the ETag now; an equal retry of what was recorded is not', async () => {
    const headers = { 'idempotency-key': 'late', 'if-match': '"v0"' };
    const { status, text } = await declare({ headers });
    const problem = JSON.parse(text);
    expect({ status, type: problem.type }).toEqual({ status: 412, type: 'urn:nivas:error:precondition_failed' });
    expect(problem.detail).toContain(`\`${await tagNow()}\``);
    const retried = await declare({ headers: { 'idempotency-key': 'first', 'if-match': '"v0"' } });
    expect(retried).toMatchObject({ status: 201, headers: { 'idempotency-replayed': 'true' } });
  });

  test.each(['"v3', 'v3', 'W/"v3"', '"v1", "v2"', '', '"v-1"'])('an `If-Match` of `%s` is no ETag', async (ifMatch) => {
    const { status, text } = await declare({ headers: { 'idempotency-key': 'odd', 'if-match': ifMatch } });
    expect(status).toBe(400);
    expect(JSON.parse(text).issues[0].pointer).toBe('/headers/if-match');
  });
});
