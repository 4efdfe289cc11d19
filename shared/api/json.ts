export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object at a path of names. Throws where there is none. */
export function objectAt(value: Json | undefined, ...path: readonly string[]): JsonObject {
  if (!isObject(value)) throw new TypeError(`expected an object before \`${path.join('/')}\``);
  const [name, ...rest] = path;
  return name === undefined ? value : objectAt(value[name], ...rest);
}

/** Every node changed by `change`, the inner ones first. */
export function mapped(value: Json, change: (node: Json) => Json): Json {
  if (Array.isArray(value)) return change(value.map((item) => mapped(item, change)));
  if (!isObject(value)) return change(value);
  return change(Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapped(inner, change)])));
}
