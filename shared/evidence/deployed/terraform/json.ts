/** An object of a plan. Its keys are whatever a configuration names: `constructor` and `__proto__` among them. */
export type Json = { readonly [key: string]: unknown };

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member of its own, never what every object inherits. */
export const member = (value: unknown, key: string): unknown =>
  isJson(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** The member at the end of some keys. */
export const memberAt = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce((found, key) => member(found, key), value);

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const entriesOf = (value: unknown): [string, unknown][] => (isJson(value) ? Object.entries(value) : []);

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
