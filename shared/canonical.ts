import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * The text of a JSON value that we hash (RFC 8785): equal values give equal text, whatever order their keys
 * were written in. Throws TypeError for what JSON cannot say. Changing it breaks every digest handed out.
 */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('this value has no JSON form');
  return text;
}

/** `sha256:<hex>` over the canonical form. */
export const digestOf = (value: unknown): string => `sha256:${sha256(canonical(value))}`;

/** SHA-256 of text (as UTF-8) or bytes, hex. */
export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
