import { Either, Later, Unwritten, type Value } from '../resource.ts';

type Steps = readonly (string | number)[];

/** A value of a resource, and where in the resource it stands: the steps of a pointer. */
export type Spotted = {
  readonly value: Value;
  readonly steps: Steps;
  /** Why it may be another value, or none: then it is one of several that stand here. */
  readonly doubt?: string;
};

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);
export const isMap = (value: Value | undefined): value is { readonly [key: string]: Value } =>
  typeof value === 'object' && value !== null && !isList(value) && !(value instanceof Later);

/**
 * The values at the end of a path. A list anywhere on the way is gone through, as blocks of Terraform are lists and
 * many properties are one or several. Of one of several values each is gone through, and is doubted; null among them
 * says that there may be none. What nobody wrote is not there. What is only known later ends the walk and stands for what would be below it.
 */
export function walk(from: Value, path: readonly string[], steps: Steps = [], doubt?: string): Spotted[] {
  const here = { steps, ...(doubt === undefined ? {} : { doubt }) };
  if (from instanceof Either)
    return from.options.flatMap((one) => {
      const found = one === undefined ? [] : walk(one, path, steps, from.why);
      return found.length > 0 ? found : [{ value: null, steps, doubt: from.why }];
    });
  if (from instanceof Unwritten) return [];
  if (from instanceof Later) return [{ value: from, ...here }];
  if (isList(from)) return from.flatMap((one, index) => walk(one, path, [...steps, index], doubt));
  const [step, ...rest] = path;
  if (step === undefined) return from === null || from === '' ? [] : [{ value: from, ...here }];
  // the template chose these keys: `__proto__` is only its own
  if (!isMap(from) || !Object.hasOwn(from, step)) return [];
  return walk(from[step] ?? null, rest, [...steps, step], doubt);
}

/** Of a list of `{Key, Value}`, the values of these keys; so AWS writes attributes. */
export function valuesOfKeys(spotted: Spotted, keys: readonly string[]): Spotted[] {
  const { value } = spotted;
  if (!isMap(value)) return value instanceof Later ? [spotted] : [];
  const key = value.Key ?? value.key ?? null;
  if (key instanceof Later) return [{ ...spotted, value: key }];
  if (typeof key !== 'string' || !keys.includes(key)) return [];
  return walk(value.Value ?? value.value ?? null, [], spotted.steps, spotted.doubt);
}

/** More than this in one value is text that a machine wrote. */
const most = 20_000;

export type TextSpot = Spotted & { readonly value: string | Later };

/** Every text in a value, in order, and everything that is only known later. Deep values cost no stack. */
export function texts(root: Spotted): { readonly found: TextSpot[]; readonly cut: boolean } {
  const found: TextSpot[] = [];
  const open: Spotted[] = [root];
  let seen = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    seen += 1;
    if (seen > most) return { found, cut: true };
    const { value } = next;
    if (value instanceof Unwritten) continue;
    if (value instanceof Either || isList(value) || isMap(value)) open.push(...inside(next, value).toReversed());
    else if (typeof value === 'string' || value instanceof Later) found.push({ ...next, value });
  }
  return { found, cut: false };
}

function inside(spotted: Spotted, value: Value): Spotted[] {
  const { steps } = spotted;
  if (value instanceof Either) return value.options.map((one) => ({ value: one ?? null, steps, doubt: value.why }));
  if (isList(value)) return value.map((one, index) => ({ ...spotted, value: one, steps: [...steps, index] }));
  return isMap(value)
    ? Object.entries(value).map(([key, one]) => ({ ...spotted, value: one, steps: [...steps, key] }))
    : [];
}
