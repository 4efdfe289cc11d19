import {
  Either,
  Joined,
  Later,
  Reference,
  type Resource,
  type Value,
} from '../../../shared/evidence/deployed/resource.ts';

/** A value as a short text that a table can hold: `<Bucket.Arn>` is a reference, `?` is known later. */
export function shown(value: Value | undefined): unknown {
  if (value instanceof Reference)
    return `<${value.address}${value.attribute === undefined ? '' : `.${value.attribute}`}>`;
  if (value instanceof Joined)
    return value.parts.map((part) => (typeof part === 'string' ? part : shown(part))).join('');
  if (value instanceof Either) return { either: value.options.map((option) => shown(option) ?? 'absent') };
  if (value instanceof Later) return '?';
  if (Array.isArray(value)) return value.map((item: Value) => shown(item));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item)]));
  return value;
}

/** Resources by address, as short texts. */
export const listed = (resources: readonly Resource[]): Record<string, unknown> =>
  Object.fromEntries(resources.map(({ address, properties }) => [address, shown(properties)]));

/** Every value in a value, itself included. */
export function* within(value: Value | undefined): Generator<Value> {
  if (value === undefined) return;
  yield value;
  const inner = value instanceof Either ? value.options : value instanceof Joined ? value.parts : value;
  if (typeof inner === 'object' && inner !== null && !(inner instanceof Later))
    for (const one of Object.values(inner)) yield* within(one);
}
