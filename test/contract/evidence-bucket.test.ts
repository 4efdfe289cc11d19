import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { evidenceBucket } from '../../shared/adapters/aws/evidence-bucket.ts';
import { sha256 } from '../../shared/canonical.ts';
import { evidenceStoreContract } from './evidence-store.ts';
import { startObjects } from './object-server.ts';
import { bucket, startThinObjects } from './thin-objects.ts';

const { client, store, links, upload, clock } = await startThinObjects();

evidenceStoreContract('evidenceBucket', () => ({ store, upload }));

const text = 'data is kept only in India';
const offer = { sha256: sha256(text), size: text.length, mediaType: 'text/plain' };
const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64');

describe('an address to upload to', () => {
  test('binds length, type, checksum and that nothing is there, for ten minutes', async () => {
    const { url, headers, expires } = await links.toUpload('acme', offer);
    const { pathname, searchParams } = new URL(url);
    expect(pathname).toBe(`/bodies/pending/t/acme/sha256/${offer.sha256}`);
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe(
      'content-length;content-type;host;if-none-match;x-amz-checksum-sha256',
    );
    expect([...searchParams.keys()].filter((name) => /checksum|content-type|match/i.test(name))).toEqual([]);
    expect([searchParams.get('X-Amz-Date'), searchParams.get('X-Amz-Expires')]).toEqual(['20261122T090000Z', '600']);
    expect(expires).toBe('2026-11-22T09:10:00.000Z');
    expect(headers).toEqual({
      'content-length': '26',
      'content-type': 'text/plain',
      'if-none-match': '*',
      'x-amz-checksum-sha256': base64(offer.sha256),
    });
  });

  /** The upload as it was told, but for what `changes` says. A header of `''` is not sent. */
  async function put(tenant: string, changes: { headers?: object; body?: string; path?: string; later?: number }) {
    const { url, headers } = await links.toUpload(tenant, offer);
    const sent = Object.entries({ ...headers, ...changes.headers }).filter(([, value]) => value !== '');
    const path = changes.path === undefined ? url : url.replace(`/t/${tenant}/`, changes.path);
    const then = clock.now;
    clock.now = new Date(then.getTime() + (changes.later ?? 0) * 1000);
    const { status } = await fetch(path, { method: 'PUT', headers: sent, body: changes.body ?? text });
    clock.now = then;
    return status;
  }

  test.each([
    { name: 'as it was told', changes: {}, want: 200 },
    { name: 'with other bytes of that length', changes: { body: text.replace('only', 'ONLY') }, want: 400 },
    {
      name: 'with more bytes',
      changes: { body: `${text}!`, headers: { 'content-length': '27' } },
      want: 403,
    },
    { name: 'of another type', changes: { headers: { 'content-type': 'text/html' } }, want: 403 },
    { name: 'without a type', changes: { headers: { 'content-type': '' } }, want: 403 },
    { name: 'over what is there', changes: { headers: { 'if-none-match': '' } }, want: 403 },
    {
      name: 'with another checksum',
      changes: { headers: { 'x-amz-checksum-sha256': base64(sha256('other')) } },
      want: 403,
    },
    { name: 'without a checksum', changes: { headers: { 'x-amz-checksum-sha256': '' } }, want: 403 },
    { name: 'with a header that was not signed', changes: { headers: { 'x-amz-meta-a': 'b' } }, want: 403 },
    { name: 'to another tenant', changes: { path: '/t/victim/' }, want: 403 },
    { name: 'after ten minutes', changes: { later: 601 }, want: 403 },
  ])('takes it $name: $want', async ({ name, changes, want }) => {
    const tenant = name.replaceAll(' ', '-');
    expect(await put(tenant, changes)).toBe(want);
    expect((await store.find(tenant, offer.sha256)) !== undefined).toBe(want === 200);
    expect(await store.find('victim', offer.sha256)).toBeUndefined();
  });
});

describe('an address to read from', () => {
  test('gives bytes and type for ten minutes, to be saved and not shown', async () => {
    await upload('reader', Buffer.from('<script>1</script>'), 'text/html');
    const { url, expires } = await links.toRead('reader', sha256('<script>1</script>'), 'pending');
    const answer = await fetch(url);
    expect(answer.headers.get('content-disposition')).toBe('attachment');
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect(await answer.text()).toBe('<script>1</script>');
    expect(expires).toBe('2026-11-22T09:10:00.000Z');
    expect((await fetch(url.replace('attachment', 'inline'))).status, 'signed').toBe(403);
    expect((await fetch(url.replace('/reader/', '/acme/'))).status).toBe(403);
    clock.now = new Date('2026-11-22T09:10:01Z');
    expect((await fetch(url)).status).toBe(403);
    clock.now = new Date('2026-11-22T09:00:00.750Z');
  });

  test('leads to what is kept, too', async () => {
    await store.keep('keeper', text, 'text/plain');
    expect(await (await fetch((await links.toRead('keeper', offer.sha256, 'kept')).url)).text()).toBe(text);
  });
});

describe('what comes back is not trusted', () => {
  test.each(['pending', 'kept'] as const)('another content under the digest of %s evidence', async (place) => {
    const Key = `${place === 'pending' ? 'pending/' : ''}t/forger/sha256/${offer.sha256}`;
    await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'data is kept only in Chad!' }));
    await expect(store.find('forger', offer.sha256)).rejects.toMatchObject({ code: 'shape_unknown' });
    await expect(store.read('forger', offer.sha256, place)).rejects.toMatchObject({ code: 'shape_unknown' });
  });
});

describe('a store that fails', async () => {
  const objects = await startObjects();
  const failing = evidenceBucket({ client: objects.client, bucket, sleep: async () => undefined });

  test('a refusal is not taken for absence', async () => {
    objects.faults.push(403);
    await expect(failing.find('acme', offer.sha256)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    objects.faults.push(403);
    await expect(failing.read('acme', offer.sha256, 'kept')).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
  });

  test.each([
    { name: 'find', call: () => failing.find('acme', offer.sha256) },
    { name: 'read', call: () => failing.read('acme', offer.sha256, 'kept') },
    { name: 'keep', call: () => failing.keep('acme', text, 'text/plain') },
  ])('$name says that it does not answer, after three tries', async ({ call }) => {
    objects.faults.push(503, 503, 503);
    await expect(call()).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(objects.faults).toEqual([]);
  });
});
