import { Words, walked } from './open-list.ts';
import { Period } from './period.ts';
import { isUnknown, type Tri, type Unknown } from './unknown.ts';

const ordered = (holds: (order: number) => boolean) => (a: unknown, b: unknown) => {
  const order = compare(a, b);
  return isUnknown(order) ? order : holds(order);
};

type Sign = '==' | '!=' | '<' | '<=' | '>' | '>=' | '-' | 'in';

/** What the operators of the pack language make of two known values. */
export const operators: Readonly<Record<Sign, (a: unknown, b: unknown) => unknown>> = {
  '==': equal,
  '!=': (a, b) => !equal(a, b),
  '<': ordered((order) => order < 0),
  '<=': ordered((order) => order <= 0),
  '>': ordered((order) => order > 0),
  '>=': ordered((order) => order >= 0),
  '-': (date, period) => {
    if (date instanceof Date && period instanceof Period) return period.before(date);
    throw new TypeError('only a period can be taken from a date');
  },
  in: (item, all) => member(item, all),
};

function equal(a: unknown, b: unknown): boolean {
  return a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;
}

function compare(a: unknown, b: unknown): number | Unknown {
  if (a instanceof Period && b instanceof Period) return a.compare(b);
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  throw new TypeError('these values have no order');
}

function member(item: unknown, all: unknown): Tri {
  if (all instanceof Words) return all.has(String(item));
  if (!Array.isArray(all)) throw new TypeError('`in` takes a list');
  const { named, open } = walked(all);
  return named.some((one) => equal(one, item)) || (open ?? false);
}
