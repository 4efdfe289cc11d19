import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A request as it came: the path still encoded, header names in lower case. The caller chose all of it. */
export type SignedRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

/**
 * Checks a presigned S3 URL: AWS Signature Version 4 in the query, with `UNSIGNED-PAYLOAD`.
 *
 * Gives undefined if it holds, else S3's error code. A header that was signed must arrive as it was; an `x-amz-*`
 * header that was not signed is refused, as S3 refuses it.
 */
export function refusalOf(request: SignedRequest, secret: string, now: Date): string | undefined {
  const { query, headers } = request;
  const date = query.get('X-Amz-Date') ?? '';
  const [, day, region, service, end] = (query.get('X-Amz-Credential') ?? '').split('/');
  const scope = [day, region, service, end].join('/');
  const expires = Number(query.get('X-Amz-Expires'));
  const wellFormed =
    query.get('X-Amz-Algorithm') === 'AWS4-HMAC-SHA256' && service === 's3' && date.startsWith(`${day}T`);
  const signed = (query.get('X-Amz-SignedHeaders') ?? '').split(';');
  if (!wellFormed || end !== 'aws4_request' || !signed.includes('host') || !(expires >= 1 && expires <= 604_800))
    return 'AuthorizationQueryParametersError';
  const age = (now.getTime() - timeOf(date)) / 1000;
  if (!(age <= expires && age >= -900)) return 'AccessDenied';
  if (Object.keys(headers).some((name) => name.startsWith('x-amz-') && !signed.includes(name))) return 'AccessDenied';
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonicalRequest(request, signed))].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (outer, part) =>
      createHmac('sha256', outer)
        .update(part ?? '')
        .digest(),
    `AWS4${secret}`,
  );
  const right = createHmac('sha256', key).update(toSign).digest();
  const sent = Buffer.from(query.get('X-Amz-Signature') ?? '', 'hex');
  return sent.length === right.length && timingSafeEqual(sent, right) ? undefined : 'SignatureDoesNotMatch';
}

function canonicalRequest({ method, path, query, headers }: SignedRequest, signed: readonly string[]): string {
  const parameters = [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([one, a], [other, b]) => (one === other ? Number(a > b) : one > other ? 1 : -1))
    .map((pair) => pair.join('='));
  const lines = signed.map((name) => `${name}:${[headers[name] ?? ''].flat().join(',').trim()}`);
  return [method, path, parameters.join('&'), ...lines, '', signed.join(';'), 'UNSIGNED-PAYLOAD'].join('\n');
}

/** RFC 3986, as the signature wants it; `encodeURIComponent` leaves five characters alone. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const timeOf = (date: string) =>
  Date.parse(date.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'));
