import * as z from 'zod';
import { anything, bodyFault, type Claim, claimsOf, rowOf } from './derive.ts';

/**
 * What is wrong with the table `records`, in sentences with keys: rows that should be there and are not, rows that
 * should not be, rows that say something else than what they are made from, and bodies that are not what their digest
 * says. `items` are all items of the table, each once, in any order; gives nothing if the table is whole.
 *
 * Kept in memory is what was met on one side only, at most half of all rows: of 100,000 audits (1.1 million rows) in
 * the order of their keys, 140 MB.
 * What is written while the items are read can look like damage, so ask again before believing it.
 */
export async function* differences(items: AsyncIterable<unknown> | Iterable<unknown>): AsyncGenerator<string> {
  const open: Open = new Map();
  for await (const item of items) {
    const row = rowOf(item);
    if (row === undefined) {
      yield `${keyOf(item)}: this has no shape that this version knows`;
      continue;
    }
    const fault = bodyFault(row);
    if (fault !== undefined) yield `${shown(`${row.pk} ${row.sk}`)}: the body is damaged, ${fault}`;
    const { shows, wants } = claimsOf(row);
    for (const claim of shows) yield* settle(open, claim, 1);
    for (const claim of wants) yield* settle(open, claim, -1);
  }
  for (const [place, side] of open) yield (side > 0 ? needless : missing)(place);
}

/** What was claimed of a place by one side: shown if positive, wanted if negative. A number each, for there are many. */
type Open = Map<string, number>;

function* settle(open: Open, { place, said }: Claim, side: 1 | -1): Generator<string> {
  const other = open.get(place);
  if (other === undefined) {
    open.set(place, side * said);
    return;
  }
  if (other * side > 0) {
    yield missing(place);
    return;
  }
  open.delete(place);
  const claims = [said, Math.abs(other)];
  if (!claims.includes(anything) && said !== Math.abs(other)) yield differing(place);
}

const missing = (place: string) => {
  if (isHistory(place))
    return `${shown(place)}: a head or a later audit names it; it is not there, or another names it`;
  const [what, from] = kindOf(place);
  return `${shown(place)}: the ${what} is missing, and ${from} says that there is one`;
};

const needless = (place: string) => {
  if (isHistory(place)) return `${shown(place)}: it is not the newest of its application, and no later one follows it`;
  const [what, from] = kindOf(place);
  return `${shown(place)}: the ${what} is there, and ${from} that it comes from is not`;
};

const differing = (place: string) => {
  if (isHistory(place)) return `${shown(place)}: the head that names it says something else of it`;
  const [what, from] = kindOf(place);
  return `${shown(place)}: the ${what} says something else than ${from} that it comes from`;
};

const isHistory = (place: string) => place.startsWith('audit ');

/** What stands at a place, and what it comes from. */
function kindOf(place: string): readonly [string, string] {
  const kinds = [
    [/^EDGE#/, 'edge', 'the head'],
    [/^PEND#/, 'pending row', 'the record'],
    [/^T#\S+ APP#/, 'head', 'the registration'],
    [/#APP$/, 'holder', 'the head'],
    [/#AUD$/, 'audit', 'the record'],
    [/#DECL$/, 'declaration', 'the record'],
  ] as const;
  const [, what, from] = kinds.find(([pattern]) => pattern.test(place)) ?? [undefined, 'listing', 'the audit'];
  return [what, from];
}

const shown = (place: string) => {
  const [, tenant, id] = /^audit (.*)#(.*)$/.exec(place) ?? [];
  return id === undefined ? `\`${place.replace(' ', '` `')}\`` : `audit \`${id}\` of \`${tenant}\``;
};

const Keyed = z.object({ pk: z.string(), sk: z.string() });
const keyOf = (item: unknown) => {
  const { pk = '?', sk = '?' } = Keyed.safeParse(item).data ?? {};
  return shown(`${pk} ${sk}`);
};
