import { NivasError } from '../../error.ts';
import type { Page } from '../../ports.ts';
import type { Rows, Stretch } from './table-reads.ts';

/*
 * One list out of many partitions. All are in the same order by the same sort keys, so one position serves them all,
 * and what is in several of them is met at once and given once.
 *
 * Sort keys are ASCII, so JavaScript orders them as DynamoDB does, also against a position somebody made up.
 */

/** Rows in order, one at a time. */
export type Source<R> = {
  /** Undefined: there is no more, or none that a page could reach. */
  readonly next: () => Promise<R | undefined>;
  /** Whether nothing is left. */
  readonly isDone: () => boolean;
};

/** What a page costs, in reads. */
export type Budget = {
  /** Counts reads before they are made; false, and nothing is counted, where a page would cost more than any may. */
  readonly spend: (reads: number) => boolean;
  /** Whether the page should end where it may. */
  readonly isSpent: () => boolean;
};

/**
 * Reads of a page beyond the first of each partition: after `usual` it ends, short, at the next row that may be named
 * to the reader; `most` no page may cost.
 */
const usual = 40;
const most = 400;

export function budgetFor(partitions: number): Budget {
  let spent = 0;
  const spend = (reads: number) => {
    if (spent + reads > partitions + most) return false;
    spent += reads;
    return true;
  };
  return { spend, isSpent: () => spent >= partitions + usual };
}

export type List<R> = Pick<Stretch, 'low' | 'high' | 'order'> & {
  readonly partitions: readonly string[];
  /** The position from which the list goes on. */
  readonly after?: string | undefined;
  readonly limit: number;
  readonly parse: (item: unknown) => R;
};

/** What was read of a partition and not yet given. */
type Part<R> = { readonly pk: string; rows: R[]; after: string | undefined; asks: number; isLast: boolean };

/** Rows asked of a partition at once, when it was asked before and more is still wanted. */
const mostAsked = 100;

/** The rows of a list. Each partition is asked for its share, and only one that is used up is asked again. */
export function merge<R extends { readonly sk: string }>(
  list: List<R>,
  query: (stretch: Stretch) => Promise<Rows>,
  budget: Budget,
): Source<R> {
  const { partitions, order, after, limit, parse } = list;
  const share = Math.ceil((2 * limit) / partitions.length) + 2;
  const parts = partitions.map((pk): Part<R> => ({ pk, rows: [], after, asks: share, isLast: false }));
  const fill = async (part: Part<R>) => {
    const stretch = { pk: part.pk, ...beyond(list, part.after), order, limit: part.asks };
    const { items, isLast } = stretch.low > stretch.high ? nothing : await query(stretch);
    part.rows = items.map(parse).filter(({ sk }) => sk !== part.after);
    part.after = part.rows.at(-1)?.sk ?? part.after;
    part.asks = Math.max(part.asks, Math.min(2 * part.asks, mostAsked));
    part.isLast = isLast;
  };
  const next = async () => {
    for (let behind = parts; behind.length > 0; ) {
      behind = parts.filter(({ rows, isLast }) => rows.length === 0 && !isLast);
      if (!budget.spend(behind.length)) return undefined;
      await Promise.all(behind.map(fill));
    }
    const first = foremost(parts, order);
    for (const { rows } of parts) if (rows[0]?.sk === first?.sk) rows.shift();
    return first;
  };
  return { next, isDone: () => parts.every(({ rows, isLast }) => rows.length === 0 && isLast) };
}

const nothing: Rows = { items: [], isLast: true };

/** What of a list's bounds is left beyond a position; the position itself is within, as DynamoDB's BETWEEN has it. */
function beyond({ low, high, order }: Pick<Stretch, 'low' | 'high' | 'order'>, after: string | undefined) {
  if (after === undefined) return { low, high };
  if (order === 'ascending') return { low: after > low ? after : low, high };
  return { low, high: after < high ? after : high };
}

function foremost<R extends { readonly sk: string }>(
  parts: readonly Part<R>[],
  order: Stretch['order'],
): R | undefined {
  const heads = parts.flatMap(({ rows }) => rows.slice(0, 1));
  const isBefore = (a: R, b: R) => (order === 'ascending' ? a.sk < b.sk : a.sk > b.sk);
  return heads.reduce<R | undefined>(
    (first, row) => (first === undefined || isBefore(row, first) ? row : first),
    undefined,
  );
}

/** What a list makes of a row. */
export type Look<R, T> = {
  readonly positionOf: (row: R) => string;
  /** Whether the reader may know of the row at all: a page ends at no other, since `next` names where it ended. */
  readonly isReached: (row: R) => boolean;
  /** Undefined: it is not wanted. */
  readonly toItem: (row: R) => T | undefined;
};

/**
 * A page: rows are looked at until `limit` of them are wanted, or the budget is spent. Its `next` is the position of
 * the last row looked at that the reader may know of, so the next page neither loses nor repeats one.
 * Rejects with `store_unavailable` where such a row is further away than a page may look.
 */
export async function pageOf<R, T>(
  rows: Source<R>,
  limit: number,
  budget: Budget,
  { positionOf, isReached, toItem }: Look<R, T>,
): Promise<Page<T>> {
  const items: T[] = [];
  for (;;) {
    const row = await rows.next();
    if (row === undefined) break;
    if (!isReached(row)) continue;
    const item = toItem(row);
    if (item !== undefined) items.push(item);
    if (items.length < limit && !budget.isSpent()) continue;
    return { items, ...(!rows.isDone() && { next: positionOf(row) }) };
  }
  if (rows.isDone()) return { items };
  throw new NivasError('store_unavailable', 'too much lies between what may be shown: narrow the list by pack or date');
}
