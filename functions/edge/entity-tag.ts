import { createHash } from 'node:crypto';

/** The strong ETag of a text: the first half of its SHA-256, hex. */
export const tagOf = (text: string): string => `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}"`;

/** Compressed, an answer is another representation with an ETag of its own (RFC 9110, section 8.8.3.3). */
export const gzipTag = (tag: string): string => tag.replace(/"$/, '-gzip"');

/** The ETag of what an answer says, whichever form of it the caller was given. */
export const plainTag = (tag: string): string => tag.replace(/-gzip"$/, '"');

/**
 * Which of an answer's ETags an `If-None-Match` names, compared weakly (RFC 9110, section 13.1.2); undefined: none.
 * `*` names the first. The caller wrote the header: whatever in it is no ETag names nothing.
 */
export function namedTag(header: string | undefined, tags: readonly string[]): string | undefined {
  if (header?.trim() === '*') return tags[0];
  const named = new Set(header?.match(/"[\x21\x23-\x7e\x80-\xff]*"/g));
  return tags.find((tag) => named.has(tag));
}
