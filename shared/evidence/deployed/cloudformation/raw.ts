import { Later, type Value } from '../resource.ts';

/** A map of parsed text. Its keys were chosen by whoever wrote it: look one up with `member` only. */
export type RawMap = { readonly [key: string]: unknown };

export const isList = (raw: unknown): raw is readonly unknown[] => Array.isArray(raw);

export const isMap = (raw: unknown): raw is RawMap =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) && !(raw instanceof Later);

/** An own member: `__proto__` and `constructor` are names like others. */
export const member = (raw: unknown, key: string): unknown =>
  isMap(raw) && Object.hasOwn(raw, key) ? raw[key] : undefined;

/** Members of what should be a map, and none of what is not. */
export const members = (raw: unknown): [string, unknown][] => (isMap(raw) ? Object.entries(raw) : []);

export const text = (raw: unknown): string | undefined => (typeof raw === 'string' ? raw : undefined);

/** The only member of a map that has one: the form of every intrinsic function. */
export function single(raw: unknown): readonly [name: string, argument: unknown] | undefined {
  if (!isMap(raw)) return undefined;
  const [name, ...others] = Object.keys(raw);
  return name !== undefined && others.length === 0 ? [name, raw[name]] : undefined;
}

/** A list of values that were resolved. */
export const isValues = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);
