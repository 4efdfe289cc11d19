import { canonical } from '../canonical.ts';
import { activities } from './activity.ts';
import type { Declaration } from './schema.ts';

/**
 * The declaration in the form that is digested: lists, which are sets all of them (words, countries, placements),
 * are sorted and without repeats; `$schema`, for editors, is gone. Names stay as written. Equal declarations
 * become equal values, so their digests are equal (law 9).
 */
export function normalForm({ $schema, facts, operator, terms, ...rest }: Declaration): unknown {
  return sorted({ ...rest, facts: unlessEmpty(facts), operator: unlessEmpty(operator), terms: unlessEmpty(terms) });
}

/** `facts: {}` says what leaving `facts` out says. */
const unlessEmpty = (said: object | undefined) =>
  said === undefined || Object.keys(said).length === 0 ? undefined : said;

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.length < 2 ? value.map(sorted) : asSet(value.map(sorted));
  const result: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) if (inner !== undefined) result[key] = sorted(inner);
  return result;
}

/** A list of JSON values, sorted and without repeats. */
export function asSet(items: readonly unknown[]): unknown[] {
  const byText = new Map(items.map((item) => [typeof item === 'string' ? item : canonical(item), item]));
  return [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

/** Names of activities that an asset answers, by a place or by `none`. */
export const answered = (asset: NonNullable<Declaration['data']>[string]) =>
  activities.filter((activity) => asset[activity] !== undefined || asset.none?.includes(activity));
