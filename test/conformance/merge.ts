export type Tree = Readonly<Record<string, unknown>>;

/**
 * What differs, laid over what is the same: maps merge, `~` takes a key away, everything else replaces; a list
 * replaces a list, and a map replaces what is no map. `undefined` says nothing.
 */
export function merge(base: Tree, over: Tree): Tree {
  const kept = Object.entries(base).filter(([key]) => !Object.hasOwn(over, key) || over[key] === undefined);
  const laid = Object.entries(over).flatMap(([key, value]) => {
    if (value === null || value === undefined) return [];
    const under = Object.hasOwn(base, key) ? base[key] : undefined;
    return [[key, isTree(value) ? merge(isTree(under) ? under : {}, value) : value]];
  });
  return Object.fromEntries([...kept, ...laid]);
}

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether all of `wanted` is in `got`: its keys in a map, each of its entries somewhere in a list, an equal value. */
export function within(wanted: unknown, got: unknown): boolean {
  if (Array.isArray(wanted))
    return Array.isArray(got) && wanted.every((one) => got.some((other) => within(one, other)));
  if (!isTree(wanted)) return wanted === got;
  return isTree(got) && Object.entries(wanted).every(([key, value]) => within(value, got[key]));
}
