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
  /** Undefined: there is no more, or the page has cost enough. */
  readonly next: () => Promise<R | undefined>;
  /** Whether nothing is left. */
  readonly isDone: () => boolean;
};

/** What a page may still cost, in reads. */
export type Budget = { readonly spend: (reads: number) => boolean };

/** Reads of a page beyond the first of each partition. A page that needs more is short and has a next one. */
const more = 40;

export function budgetFor(partitions: number): Budget {
  let left = partitions + more;
  const spend = (reads: number) => {
    if (reads > left) return false;
    left -= reads;
    return true;
  };
  return { spend };
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

/**
 * A page: rows are looked at until `limit` of them are wanted. Its `next` is the position of the last row looked at,
 * wanted or not, so the next page neither loses nor repeats one.
 */
export async function pageOf<R, T>(
  rows: Source<R>,
  limit: number,
  positionOf: (row: R) => string,
  toItem: (row: R) => T | undefined,
): Promise<Page<T>> {
  const items: T[] = [];
  let looked: string | undefined;
  while (items.length < limit) {
    const row = await rows.next();
    if (row === undefined) break;
    looked = positionOf(row);
    const item = toItem(row);
    if (item !== undefined) items.push(item);
  }
  return { items, ...(!rows.isDone() && looked !== undefined && { next: looked }) };
}
