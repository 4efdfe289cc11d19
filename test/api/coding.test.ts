import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { coded, codingFor } from '../../functions/edge/coding.ts';
import { good, json } from './bad-bodies.ts';
import { makeService } from './service.ts';

describe('a text over a kilobyte', () => {
  const text = 'न'.repeat(342);
  test.each([
    { header: undefined, want: 'identity' },
    { header: '', want: 'identity' },
    { header: 'gzip', want: 'gzip' },
    { header: 'GZIP', want: 'gzip' },
    { header: 'br, gzip;q=0.5', want: 'gzip' },
    { header: '*', want: 'gzip' },
    { header: 'br', want: 'identity' },
    { header: 'gzip;q=0', want: 'identity' },
    { header: 'gzip; q=0.000, *', want: 'identity' },
    { header: 'identity, gzip;q=0.5', want: 'identity' },
    { header: 'identity;q=0.5, gzip', want: 'gzip' },
    { header: 'identity;q=0', want: 'identity' },
    { header: '*;q=0', want: 'identity' },
    { header: ';;"gzip,', want: 'identity' },
    { header: '__proto__', want: 'identity' },
  ])('for `$header` is sent as $want', ({ header, want }) => {
    expect(codingFor({ headers: { 'accept-encoding': header } }, text)).toBe(want);
    expect(codingFor({ headers: { 'accept-encoding': header } }, text.slice(1)), 'a shorter one').toBe('identity');
  });
});

test.each(['x', '', 'न'.repeat(2_000_000)])('what was coded is the same text again', (text) => {
  const plain = coded(text, 'identity');
  expect(Buffer.from(plain.body, plain.isBase64Encoded ? 'base64' : 'utf8').toString() === text).toBe(true);
  const zipped = coded(text, 'gzip');
  expect(zipped.isBase64Encoded).toBe(true);
  expect(gunzipSync(Buffer.from(zipped.body, 'base64')).toString() === text).toBe(true);
});

describe('over HTTP', () => {
  const { send } = makeService();
  const headers = { ...json, 'idempotency-key': 'k', 'accept-encoding': 'gzip, deflate, br' };
  let path = '';
  beforeAll(async () => {
    const register = { method: 'POST', path: '/v1/applications', headers, body: '{"name":"x"}' } as const;
    path = `/v1/applications/${JSON.parse((await send(register)).text).id}/declarations`;
  });

  test('a recorded audit is the same to the byte, however it is sent', async () => {
    const made = await send({ method: 'POST', path, headers: { ...headers, 'idempotency-key': 'd' }, body: good });
    const audit = { method: 'GET', path: `/v1/audits/${JSON.parse(made.text).id}` } as const;
    const plain = await send(audit);
    const zipped = await send({ ...audit, headers });
    expect(made).toMatchObject({ status: 201, headers: { 'content-encoding': 'gzip', vary: 'accept-encoding' } });
    expect(zipped.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers.vary).toBe('accept-encoding');
    expect([zipped.text, made.text]).toEqual([plain.text, plain.text]);
  });

  test('a long refusal is compressed too', async () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`field${n}`, 1]));
    const body = JSON.stringify({ application: 'a', ...many });
    const refused = await send({ method: 'POST', path: '/v1/checks', headers, body });
    expect(refused).toMatchObject({ status: 422, headers: { 'content-encoding': 'gzip' } });
    expect(JSON.parse(refused.text).issues).toHaveLength(50);
  });
});
