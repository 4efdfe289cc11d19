import { canonical } from '../canonical.ts';
import { activities } from './activity.ts';
import type { Declaration } from './schema.ts';

/**
 * The declaration in the form that is audited and digested: lists that are sets are sorted and without repeats,
 * `$schema` (for editors) is gone, `undefined` fields too. Names stay as written. Equal declarations become equal
 * values, so their digests are equal (law 9).
 */
export function normalForm({ $schema, ...declaration }: Declaration): Declaration {
  return sorted(JSON.parse(JSON.stringify(declaration)), []);
}

/** Lists of a declaration are sets, all of them: of words, of countries, of placements, of a fact's entries. */
function sorted<T>(value: T, path: readonly string[]): T;
function sorted(value: unknown, path: readonly string[]): unknown {
  if (Array.isArray(value)) return asSet(value.map((item) => sorted(item, path)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sorted(inner, [...path, key])]));
}

function asSet(items: readonly unknown[]): unknown[] {
  const byText = new Map(items.map((item) => [canonical(item), item]));
  return [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

/** Names of activities that an asset answers, by a place or by `none`. */
export const answered = (asset: NonNullable<Declaration['data']>[string]) =>
  activities.filter((activity) => asset[activity] !== undefined || asset.none?.includes(activity));
