import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { unchunk } from './aws-chunked.ts';
import { type Condition, type Head, ObjectFiles } from './object-files.ts';
import { refusalOf } from './presigned.ts';
import { type Answer, Refused, xml } from './s3-answer.ts';
import { listing } from './s3-listing.ts';

export type ThinS3 = { readonly root: string; readonly secret: string; readonly now?: () => Date };
type Call = {
  readonly method: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly request: IncomingMessage;
};

const sha256Header = 'x-amz-checksum-sha256';
const mostBytes = 100 * 1024 * 1024;
/** What the SDK adds to any call, and what a listing asks. Anything else would be a feature we do not have. */
const knownQuery = /^x-amz-|^x-id$|^list-type$|^prefix$|^max-keys$|^continuation-token$|^start-after$/i;
/** What a signed address may ask of the answer. S3 takes more of these, and none without a signature. */
const disposition = 'response-content-disposition';

/**
 * The part of S3 that the service uses, over files: put, get, head, delete, list.
 *
 * Conditional writes, SHA-256 checksums and presigned URLs are judged as S3 judges them. Signatures in headers are not
 * looked at, so listen on 127.0.0.1 only. Versions, tags, encryption and multipart do not exist here: 501, never
 * a silent success.
 */
export function makeThinS3({ root, secret, now = () => new Date() }: ThinS3): Server {
  const buckets = new Map<string, ObjectFiles>();
  return createServer((request, response) => {
    answer(request)
      .catch((error: unknown) => {
        if (error instanceof Refused) return xml(error.status, `<Error><Code>${error.code}</Code></Error>`);
        console.error(error);
        return xml(500, '<Error><Code>InternalError</Code></Error>');
      })
      .then((made) => send(response, request.method === 'HEAD' ? { ...made, body: '' } : made))
      .catch(console.error);
  });

  async function answer(request: IncomingMessage): Promise<Answer> {
    // Not `new URL`: it would resolve `..` in a key.
    const [path = '', search = ''] = (request.url ?? '').split(/\?(.*)/s);
    const query = new URLSearchParams(search);
    const { method = '', headers } = request;
    const [bucket = '', ...parts] = path.slice(1).split('/').map(decoded);
    const key = parts.join('/');
    if (!/^[a-z0-9][a-z0-9-]{2,62}$/.test(bucket)) throw new Refused(400, 'InvalidBucketName');
    const signed = query.has('X-Amz-Signature');
    const refusal = signed ? refusalOf({ method, path, query, headers }, secret, now()) : undefined;
    if (refusal !== undefined) throw new Refused(refusal.startsWith('Authorization') ? 400 : 403, refusal);
    const known = (name: string) => knownQuery.test(name) || (signed && name === disposition);
    const strange = ![...query.keys()].every(known) || 'x-amz-copy-source' in headers;
    if (strange || key.length > 1024)
      throw new Refused(strange ? 501 : 400, strange ? 'NotImplemented' : 'KeyTooLongError');
    const call = { method, key, query, request };
    return key === '' ? onBucket(call, bucket) : onObject(call, filesOf(bucket));
  }

  async function onBucket(call: Call, bucket: string): Promise<Answer> {
    if (call.method === 'PUT') await mkdir(join(root, bucket), { recursive: true });
    else if (call.method === 'GET' && call.query.get('list-type') === '2') return listing(filesOf(bucket), call.query);
    else if (call.method === 'HEAD') filesOf(bucket);
    else throw new Refused(501, 'NotImplemented');
    return { status: 200 };
  }

  function filesOf(bucket: string): ObjectFiles {
    const files = buckets.get(bucket) ?? new ObjectFiles(join(root, bucket));
    if (!existsSync(join(root, bucket))) throw new Refused(404, 'NoSuchBucket');
    buckets.set(bucket, files);
    return files;
  }
}

async function onObject(call: Call, files: ObjectFiles): Promise<Answer> {
  if (call.method === 'PUT') return put(call, files);
  if (call.method === 'DELETE') {
    await files.remove(call.key);
    return { status: 204 };
  }
  if (call.method !== 'GET' && call.method !== 'HEAD') throw new Refused(501, 'NotImplemented');
  const head = call.method === 'HEAD' ? await files.head(call.key) : undefined;
  const found = head === undefined ? await files.get(call.key) : { head, body: '' };
  if (found === undefined) throw new Refused(404, 'NoSuchKey');
  const asked = call.request.headers['x-amz-checksum-mode'] === 'ENABLED';
  const checksum = asked ? { [sha256Header]: found.head.sha256 } : {};
  const shown = call.query.get(disposition);
  const asAsked = shown === null ? {} : { 'content-disposition': shown };
  return { status: 200, headers: { ...objectHeaders(found.head), ...checksum, ...asAsked }, body: found.body };
}

async function put({ key, query, request }: Call, files: ObjectFiles): Promise<Answer> {
  const { headers } = request;
  const { body, trailers } = await bodyOf(request);
  const digest = createHash('sha256').update(body);
  const stated = headers[sha256Header] ?? trailers.get(sha256Header) ?? query.get(sha256Header) ?? undefined;
  const signed = String(headers['x-amz-content-sha256']);
  if (/^[0-9a-f]{64}$/.test(signed) && signed !== digest.copy().digest('hex'))
    throw new Refused(400, 'XAmzContentSHA256Mismatch');
  if (stated !== undefined && stated !== digest.digest('base64')) throw new Refused(400, 'BadDigest');
  const type = headers['content-type'] ?? 'application/octet-stream';
  const stored = await files.put(key, body, type, conditionOf(headers));
  if (stored === 'missing') throw new Refused(404, 'NoSuchKey');
  if (stored === 'refused') throw new Refused(412, 'PreconditionFailed');
  return { status: 200, headers: { etag: stored.etag, [sha256Header]: stored.sha256 } };
}

function conditionOf(headers: IncomingMessage['headers']): Condition {
  const etag = headers['if-match'];
  const none = headers['if-none-match'];
  if (none !== undefined && (none !== '*' || etag !== undefined)) throw new Refused(501, 'NotImplemented');
  if (none === '*') return 'create';
  return etag === undefined ? undefined : { etag: etag.startsWith('"') ? etag : `"${etag}"` };
}

async function bodyOf(request: IncomingMessage): Promise<{ body: Buffer; trailers: ReadonlyMap<string, string> }> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > mostBytes) throw new Refused(400, 'EntityTooLarge');
    parts.push(part);
  }
  const raw = Buffer.concat(parts);
  const chunked = request.headers['content-encoding']?.includes('aws-chunked');
  if (!chunked && !String(request.headers['x-amz-content-sha256']).startsWith('STREAMING-'))
    return { body: raw, trailers: new Map() };
  const decoded = unchunk(raw);
  const length = request.headers['x-amz-decoded-content-length'];
  if (decoded === undefined || (length !== undefined && Number(length) !== decoded.body.length))
    throw new Refused(400, 'IncompleteBody');
  return decoded;
}

const objectHeaders = ({ etag, type, size, modified }: Head) => ({
  etag,
  'content-type': type,
  'content-length': size,
  'last-modified': new Date(modified).toUTCString(),
});

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (cause) {
    if (cause instanceof URIError) throw new Refused(400, 'InvalidURI');
    throw cause;
  }
}

function send(response: ServerResponse, { status, headers = {}, body = '' }: Answer): void {
  response.writeHead(status, headers).end(body);
}
