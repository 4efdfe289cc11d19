import { createHash } from 'node:crypto';
import { mkdtemp, readdir } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unchunk } from '../../infra/local/aws-chunked.ts';
import { refusalOf } from '../../infra/local/presigned.ts';
import { close, listen } from '../../infra/local/server.ts';
import { makeThinS3 } from '../../infra/local/thin-s3.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'secret' };
const Bucket = 'bodies';
const base = await mkdtemp(join(tmpdir(), 'nivas-s3-'));
const root = join(base, 'root');
let now = new Date('2026-01-31T12:00:00Z');
const server = makeThinS3({ root, secret: credentials.secretAccessKey, now: () => now });
let origin = '';
let s3: S3Client;

beforeAll(async () => {
  origin = await listen(server, 0);
  s3 = new S3Client({ endpoint: origin, region: 'ap-south-1', credentials });
  await raw('PUT', `/${Bucket}`);
});
afterAll(() => close(server));

/** A request whose path is sent as it is written. */
async function raw(method: string, path: string, headers: Record<string, string> = {}, body: string | Buffer = '') {
  const { port } = new URL(origin);
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  const sent = request({ host: '127.0.0.1', port, method, path, headers: { ...length, ...headers } }).end(body);
  const answer = await new Promise<IncomingMessage>((done, fail) => sent.once('response', done).once('error', fail));
  return { status: answer.statusCode, body: await text(answer), headers: answer.headers };
}

const sha256 = (body: string) => createHash('sha256').update(body).digest('base64');
const put = (Key: string, Body: string, more: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = async (Key: string) => (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();

/** How a call ended: 200, or S3's status and code. */
const ended = (call: Promise<unknown>) =>
  call.then(
    () => '200',
    (error: unknown) => {
      if (error instanceof S3ServiceException) return `${error.$metadata.httpStatusCode} ${error.name}`;
      throw error;
    },
  );

describe('objects', () => {
  test('come back as they were put, with type, digest and ETag', async () => {
    const { ETag } = await put('t/acme/sha256/ab', '{"ok":1}', {
      ContentType: 'application/json',
      ChecksumSHA256: sha256('{"ok":1}'),
    });
    expect(await get('t/acme/sha256/ab')).toBe('{"ok":1}');
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 't/acme/sha256/ab', ChecksumMode: 'ENABLED' }));
    expect(head).toMatchObject({
      ETag,
      ContentLength: 8,
      ContentType: 'application/json',
      ChecksumSHA256: sha256('{"ok":1}'),
    });
    const bare = await s3.send(new HeadObjectCommand({ Bucket, Key: 't/acme/sha256/ab' }));
    expect(bare.ChecksumSHA256).toBeUndefined();
  });

  test('that are absent or deleted are NoSuchKey', async () => {
    await put('gone', 'x');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    expect(await ended(get('gone'))).toBe('404 NoSuchKey');
    expect(await ended(get('never'))).toBe('404 NoSuchKey');
    expect(await ended(s3.send(new GetObjectCommand({ Bucket: 'other', Key: 'x' })))).toBe('404 NoSuchBucket');
  });

  test('sent as a stream are stored without the framing', async () => {
    const parts = Array.from({ length: 50 }, (_, at) => `${at}\r\n`.repeat(1000));
    const Body = Readable.from(parts.map((part) => Buffer.from(part)));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'stream', Body, ContentLength: parts.join('').length }));
    expect(await get('stream')).toBe(parts.join(''));
  });

  test.each([
    { name: 'not a length', sent: 'zz\r\nabc\r\n0\r\n\r\n' },
    { name: 'ends early', sent: '5\r\nabc' },
    { name: 'no last chunk', sent: '3\r\nabc\r\n' },
    { name: 'no line end', sent: '3\r\nabcXX0\r\n\r\n' },
  ])('with broken framing ($name) are not stored', async ({ sent }) => {
    expect(unchunk(Buffer.from(sent))).toBeUndefined();
    const { status } = await raw('PUT', `/${Bucket}/broken`, { 'content-encoding': 'aws-chunked' }, sent);
    expect(status).toBe(400);
    expect(await ended(get('broken'))).toBe('404 NoSuchKey');
  });

  test.each([
    { name: 'in a header', headers: { 'x-amz-checksum-sha256': sha256('other') }, body: 'body' },
    {
      name: 'in a trailer',
      headers: { 'content-encoding': 'aws-chunked' },
      body: `4\r\nbody\r\n0\r\nx-amz-checksum-sha256:${sha256('other')}\r\n\r\n`,
    },
  ])('with a wrong SHA-256 $name are BadDigest', async ({ headers, body }) => {
    expect(await raw('PUT', `/${Bucket}/bad`, headers, body)).toMatchObject({
      status: 400,
      body: expect.stringContaining('BadDigest'),
    });
    expect(await ended(get('bad'))).toBe('404 NoSuchKey');
  });

  test.each([
    { name: 'tags', method: 'PUT', path: `/${Bucket}/x?tagging`, headers: {} },
    { name: 'copies', method: 'PUT', path: `/${Bucket}/x`, headers: { 'x-amz-copy-source': '/a/b' } },
    { name: 'multipart', method: 'POST', path: `/${Bucket}/x?uploads`, headers: {} },
    { name: 'versioning', method: 'PUT', path: `/${Bucket}?versioning`, headers: {} },
    {
      name: 'an answer as the address asks, unsigned',
      method: 'GET',
      path: `/${Bucket}/x?response-content-disposition=inline`,
      headers: {},
    },
    { name: 'listing by folder', method: 'GET', path: `/${Bucket}?list-type=2&delimiter=%2F`, headers: {} },
  ])('$name do not exist here, and say so', async ({ method, path, headers }) => {
    expect((await raw(method, path, headers)).status).toBe(501);
  });
});

describe('conditional writes', () => {
  test('of 20 that create the same key at once, one wins', async () => {
    const bodies = Array.from({ length: 20 }, (_, at) => `body ${at}`);
    const results = await Promise.all(bodies.map((body) => ended(put('race', body, { IfNoneMatch: '*' }))));
    expect(results.filter((result) => result === '412 PreconditionFailed')).toHaveLength(19);
    expect(await get('race')).toBe(bodies[results.indexOf('200')]);
  });

  test('of 20 that replace the same ETag at once, one wins', async () => {
    const { ETag } = await put('swap', 'first');
    const bodies = Array.from({ length: 20 }, (_, at) => `body ${at}`);
    const results = await Promise.all(bodies.map((body) => ended(put('swap', body, { IfMatch: ETag }))));
    expect(results.filter((result) => result === '412 PreconditionFailed')).toHaveLength(19);
    expect(await get('swap')).toBe(bodies[results.indexOf('200')]);
  });

  test('with an ETag on nothing are NoSuchKey', async () => {
    expect(await ended(put('nothing', 'x', { IfMatch: '"abc"' }))).toBe('404 NoSuchKey');
  });
});

describe('listing', () => {
  test('gives keys with the prefix, in order, a page at a time', async () => {
    const keys = ['l/a', 'l/a/b', 'l/a/c', 'l/a.b', 'l/b/&<"> ', 'l//x', 'l/é', 'm/a'];
    for (const key of keys) await put(key, key);
    const found: string[] = [];
    for (let ContinuationToken: string | undefined, first = true; first || ContinuationToken; first = false) {
      const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'l/', MaxKeys: 2, ContinuationToken }));
      expect(page.Contents?.length).toBeLessThanOrEqual(2);
      found.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
      ContinuationToken = page.NextContinuationToken;
    }
    expect(found).toEqual(['l//x', 'l/a', 'l/a.b', 'l/a/b', 'l/a/c', 'l/b/&<"> ', 'l/é']);
    const part = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'l/a/' }));
    expect(part.Contents?.map(({ Key, Size }) => `${Key} ${Size}`)).toEqual(['l/a/b 5', 'l/a/c 5']);
  });
});

describe('names', () => {
  test.each([
    '../out',
    '..%2Fout',
    '%2e%2e/out',
    'a/../../../out',
    './x',
    '.hidden',
    '..',
    'a//..//b',
    '=x',
    'a\\..\\b',
    '%00',
    '/abs',
    'a/=b/c',
  ])('%s stays inside its bucket and comes back under its own name', async (path) => {
    const before = await readdir(base);
    expect((await raw('PUT', `/${Bucket}/n/${path}`, {}, path)).status).toBe(200);
    expect((await raw('GET', `/${Bucket}/n/${path}`)).body).toBe(path);
    expect(await readdir(base)).toEqual(before);
    expect(await readdir(root)).toEqual([Bucket]);
  });

  test.each(['..', '.', '%2e%2e', 'a%2fb', 'UP', ''])('`%s` is no bucket', async (name) => {
    expect((await raw('PUT', `/${name}/x`, {}, 'x')).status).toBe(400);
    expect(await readdir(root)).toEqual([Bucket]);
  });

  test('a malformed escape is refused', async () => {
    expect((await raw('GET', `/${Bucket}/%zz`)).status).toBe(400);
  });
});

describe('presigned URLs', () => {
  /** The signature in Amazon's own documentation, under "Authenticating Requests: Using Query Parameters". */
  test('agree with the published example', () => {
    const query = new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request',
      'X-Amz-Date': '20130524T000000Z',
      'X-Amz-Expires': '86400',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    });
    const signed = { method: 'GET', path: '/test.txt', query, headers: { host: 'examplebucket.s3.amazonaws.com' } };
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    expect(refusalOf(signed, secret, new Date('2013-05-24T12:00:00Z'))).toBeUndefined();
    expect(refusalOf(signed, secret, new Date('2013-05-25T00:00:01Z'))).toBe('AccessDenied');
    expect(refusalOf({ ...signed, path: '/test2.txt' }, secret, new Date('2013-05-24T12:00:00Z'))).toBe(
      'SignatureDoesNotMatch',
    );
  });

  const body = '{"ok":1}';
  const bound = {
    'content-type': 'application/json',
    'content-length': '8',
    'if-none-match': '*',
    'x-amz-checksum-sha256': sha256(body),
  };

  async function presign(path: string) {
    const { host, hostname, port, protocol } = new URL(origin);
    const signer = new SignatureV4({
      credentials,
      region: 'ap-south-1',
      service: 's3',
      sha256: s3.config.sha256,
      uriEscapePath: false,
    });
    const headers = { host, ...bound, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    const names = new Set(Object.keys(bound));
    const { query } = await signer.presign(
      { method: 'PUT', protocol, hostname, port: Number(port), path, headers, query: {} },
      { expiresIn: 600, signingDate: now, signableHeaders: new Set([...names, 'host']), unhoistableHeaders: names },
    );
    return `${path}?${new URLSearchParams(Object.fromEntries(Object.entries(query ?? {}).map(([name, value]) => [name, String(value)])))}`;
  }

  test.each([
    { name: 'as signed', want: 200 },
    { name: 'another checksum', headers: { 'x-amz-checksum-sha256': sha256('other') }, want: 403 },
    { name: 'another length', headers: { 'content-length': '9' }, body: `${body} `, want: 403 },
    { name: 'another body of that length', body: '{"ok":2}', want: 400 },
    { name: 'another type', headers: { 'content-type': 'text/html' }, want: 403 },
    { name: 'an own header of S3 that was not signed', headers: { 'x-amz-meta-a': 'b' }, want: 403 },
    { name: 'another key', path: '/bodies/up/other', want: 403 },
    { name: 'after it expired', later: 601, want: 403 },
    { name: 'before it was signed', later: -3600, want: 403 },
  ])('$name: $want', async ({ headers = {}, body: sent = body, path, later = 0, want, name }) => {
    const key = `/${Bucket}/up/${name.replaceAll(' ', '-')}`;
    const url = await presign(key);
    const then = now;
    now = new Date(now.getTime() + later * 1000);
    const { status } = await raw(
      'PUT',
      path === undefined ? url : url.replace(key, path),
      { ...bound, ...headers },
      sent,
    );
    now = then;
    expect(status).toBe(want);
    expect((await raw('GET', key)).status).toBe(want === 200 ? 200 : 404);
  });

  test('a second upload to the same key is refused, as its header was signed', async () => {
    const url = await presign(`/${Bucket}/up/once`);
    expect((await raw('PUT', url, bound, body)).status).toBe(200);
    expect((await raw('PUT', url, bound, body)).status).toBe(412);
  });
});
