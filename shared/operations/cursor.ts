import { canonical, sha256 } from '../canonical.ts';
import { NivasError } from '../error.ts';
import type { Page, PageAsked } from '../ports.ts';

/*
 * A cursor is base64url of `1.<8 hex>.<position>`. The position is a place in a list and no more; the list itself is
 * made anew from the caller and the filters of each request, so a forged cursor moves its forger within his own list.
 * The 8 digits are of caller and filters: another caller's, or another list's, cursor is refused and not misread.
 */

/** Whom a list is for and what it is of: everything that decides what is on it. */
export type ListOf = Readonly<Record<string, unknown>>;

/** What a request asks of a list. Throws `request_invalid` for a cursor of another list. */
export function pageAsked(of: ListOf, limit: number, cursor: string | undefined): PageAsked {
  if (cursor === undefined) return { limit };
  const [, version, name, after] = /^(\d+)\.([0-9a-f]{8})\.(.+)$/s.exec(fromBase64(cursor)) ?? [];
  if (version === '1' && name === nameOf(of) && after !== undefined) return { limit, after };
  const message = 'this cursor is of another list: begin again without it, with the same filters on every page';
  throw new NivasError('request_invalid', message, [{ pointer: '/query/cursor', message }]);
}

/** The cursor of the next page; null when this is the last. */
export function cursorAfter(of: ListOf, { next }: Pick<Page<unknown>, 'next'>): string | null {
  return next === undefined ? null : Buffer.from(`1.${nameOf(of)}.${next}`).toString('base64url');
}

const nameOf = (of: ListOf) => sha256(canonical(of)).slice(0, 8);
const fromBase64 = (cursor: string) => Buffer.from(cursor, 'base64url').toString('utf8');
