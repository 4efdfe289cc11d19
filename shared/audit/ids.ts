import { createHash } from 'node:crypto';

/** The caller chose the key: its hash, not the key, is what names things in the store. */
export function entryId(tenant: string, idempotencyKey: string): string {
  return idOf(`entry\n${tenant}\n${idempotencyKey}`);
}

/** The id of the application that a registration under this key makes: a retry can never make a second. */
export function applicationId(tenant: string, idempotencyKey: string): string {
  return idOf(`app\n${tenant}\n${idempotencyKey}`);
}

export type Request = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: Uint8Array;
};

/**
 * Tells a retry from another request under the same key: SHA-256, hex, of
 *
 *     ["POST","/v1/applications","a=b"] <line feed> body bytes
 *
 * JSON has no bare line feed, so no two requests are framed alike.
 */
export function fingerprint({ method, path, query, body }: Request): string {
  const line = JSON.stringify([method, path, query]);
  return createHash('sha256').update(`${line}\n`).update(body).digest('hex');
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** The first 26 letters (130 bits) of SHA-256 in base32 (RFC 4648, section 6), in lower case. */
function idOf(text: string): string {
  const digest = createHash('sha256').update(text).digest();
  const letter = (_: unknown, n: number) => {
    const bit = n * 5;
    return alphabet.charAt((digest.readUInt16BE(bit >> 3) >> (11 - (bit & 7))) & 31);
  };
  return Array.from({ length: 26 }, letter).join('');
}
