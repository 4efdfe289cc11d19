import { Later, type Value } from '../resource.ts';

/** A value of a resource, and where in the resource it stands: the steps of a pointer. */
export type Spotted = { readonly value: Value; readonly steps: readonly (string | number)[] };

const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);
const isMap = (value: Value | undefined): value is { readonly [key: string]: Value } =>
  typeof value === 'object' && value !== null && !isList(value) && !(value instanceof Later);

/**
 * The values at the end of a path. A list anywhere on the way is gone through, as blocks of Terraform are lists and
 * many properties are one or several; what is only known later ends the walk and stands for what would be below it.
 */
export function walk(from: Value, path: readonly string[], steps: readonly (string | number)[] = []): Spotted[] {
  if (from instanceof Later) return [{ value: from, steps }];
  if (isList(from)) return from.flatMap((one, index) => walk(one, path, [...steps, index]));
  const [step, ...rest] = path;
  if (step === undefined) return from === null || from === '' ? [] : [{ value: from, steps }];
  // the template chose these keys: `__proto__` is only its own
  if (!isMap(from) || !Object.hasOwn(from, step)) return [];
  return walk(from[step] ?? null, rest, [...steps, step]);
}

/** Of a list of `{Key, Value}`, the values of these keys; so AWS writes attributes. */
export function valuesOfKeys({ value, steps }: Spotted, keys: readonly string[]): Spotted[] {
  if (!isMap(value)) return value instanceof Later ? [{ value, steps }] : [];
  const key = value.Key ?? value.key;
  const found = value.Value ?? value.value;
  if (key instanceof Later) return [{ value: key, steps }];
  return typeof key === 'string' && keys.includes(key) && found !== undefined ? [{ value: found, steps }] : [];
}

/** More than this in one value is text that a machine wrote. */
const most = 20_000;

/** Every text in a value, in order, and everything that is only known later. Deep values cost no stack. */
export function texts(root: Spotted): { readonly found: Spotted[]; readonly cut: boolean } {
  const found: Spotted[] = [];
  const open: Spotted[] = [root];
  let seen = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    seen += 1;
    if (seen > most) return { found, cut: true };
    const { value, steps } = next;
    if (typeof value === 'string' || value instanceof Later) found.push(next);
    else if (isList(value))
      for (let index = value.length - 1; index >= 0; index -= 1)
        open.push({ value: value[index] ?? null, steps: [...steps, index] });
    else if (isMap(value))
      for (const key of Object.keys(value).toReversed())
        open.push({ value: value[key] ?? null, steps: [...steps, key] });
  }
  return { found, cut: false };
}
