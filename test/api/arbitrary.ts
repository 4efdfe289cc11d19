import * as fc from 'fast-check';
import { isObject, type Json } from '../../shared/api/json.ts';
import type { Schema } from './document.ts';

/** Texts that mean something to somebody: places, words of YAML, members of objects, markup, separators of keys. */
const loaded = [
  'aws/ap-south-1',
  'yotta/nm1',
  'IN',
  'US',
  'IN-MH',
  'NO',
  'none',
  'constructor',
  'a#b',
  '<script>',
  'न',
];

/** Values that fit a schema of this document, as far as a schema is written here; the validator has the last word. */
export function arbitraryOf(schema: Schema, root: Schema): fc.Arbitrary<Json> {
  const { $ref, anyOf, oneOf, enum: words, const: only, type } = schema;
  if (typeof $ref === 'string') return arbitraryOf(resolved(root, $ref), root);
  const either = anyOf ?? oneOf;
  if (Array.isArray(either)) return fc.oneof(...either.filter(isObject).map((one) => arbitraryOf(one, root)));
  if (only !== undefined) return fc.constant(only);
  if (Array.isArray(words)) return fc.constantFrom<Json>(...words);
  switch (type) {
    case 'object':
      return arbitraryObject(schema, root);
    case 'array':
      return arbitraryArray(schema, root);
    case 'string':
      return arbitraryText(schema);
    case 'integer':
    case 'number':
      return fc.integer({ min: numberIn(schema.minimum, 0), max: numberIn(schema.maximum, 1_000) });
    case 'boolean':
      return fc.boolean();
    default:
      return fc.constant(null);
  }
}

function resolved(root: Schema, ref: string): Schema {
  const found = ref
    .slice('#/'.length)
    .split('/')
    .reduce<Json | undefined>((node, name) => (isObject(node) ? node[name] : undefined), root);
  if (!isObject(found)) throw new Error(`\`${ref}\` leads nowhere`);
  return found;
}

const numberIn = (value: Json | undefined, otherwise: number) => (typeof value === 'number' ? value : otherwise);

function arbitraryObject(schema: Schema, root: Schema): fc.Arbitrary<Json> {
  const { properties = {}, required = [], additionalProperties, propertyNames } = schema;
  if (isObject(additionalProperties)) {
    const least = numberIn(schema.minProperties, 0);
    const names = fc.oneof(fc.constantFrom('a', 'b', 'c'), arbitraryText(isObject(propertyNames) ? propertyNames : {}));
    return fc.dictionary(names, arbitraryOf(additionalProperties, root), { minKeys: least, maxKeys: least + 2 });
  }
  const must: readonly Json[] = Array.isArray(required) ? required : [];
  const fields = Object.entries(isObject(properties) ? properties : {}).map(([name, inner]) => {
    const value = isObject(inner) ? arbitraryOf(inner, root) : fc.constant(null);
    const seldom = fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: value });
    return [name, must.includes(name) ? value : seldom] as const;
  });
  return fc
    .record<Record<string, Json | undefined>>(Object.fromEntries(fields))
    .map((made): Json => JSON.parse(JSON.stringify(made)));
}

function arbitraryArray({ items, minItems }: Schema, root: Schema): fc.Arbitrary<Json> {
  const least = numberIn(minItems, 0);
  return fc.array(isObject(items) ? arbitraryOf(items, root) : fc.constant(null), {
    minLength: least,
    maxLength: least + 2,
  });
}

function arbitraryText({ format, pattern, minLength, maxLength }: Schema): fc.Arbitrary<string> {
  if (format === 'date') return fc.date({ min: new Date(0), noInvalidDate: true }).map(dateOf);
  if (format === 'uri') return fc.constantFrom('https://example.in/terms', 'https://example.in/?q=%00');
  // Nothing can be made from a lookahead, and the one pattern that has one is the period's.
  if (typeof pattern === 'string' && pattern.includes('(?=')) return fc.constantFrom('PT24H', 'P180D', 'PT0S', 'P1Y');
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern));
  const least = numberIn(minLength, 0);
  const text = fc.string({ minLength: least, maxLength: Math.min(numberIn(maxLength, 40), 40), unit: 'grapheme' });
  return fc.oneof(fc.constantFrom(...loaded.filter(({ length }) => length >= least)), text);
}

const dateOf = (date: Date) => (date.getTime() < Date.UTC(2100) ? date.toISOString().slice(0, 10) : '2026-11-22');

/** A value with one node of it exchanged for something nobody asked for. */
export const spoilt = (value: Json): fc.Arbitrary<Json> =>
  fc.tuple(fc.nat({ max: 200 }), fc.constantFrom<Json>(...strange)).map(([n, other]) => exchanged(value, n, other));

const strange: readonly Json[] = [
  null,
  -1,
  1e308,
  true,
  '',
  'x'.repeat(3_000),
  [],
  {},
  [[]],
  { constructor: {} },
  { value: { value: 1 } },
  '\u0000',
  '\ud800',
];

function exchanged(value: Json, at: number, other: Json): Json {
  let n = at % Math.max(1, sizeOf(value));
  const walk = (node: Json): Json => {
    if (n-- === 0) return other;
    if (Array.isArray(node)) return node.map(walk);
    if (!isObject(node)) return node;
    return Object.fromEntries(Object.entries(node).map(([name, inner]) => [name, walk(inner)]));
  };
  return walk(value);
}

function sizeOf(value: Json): number {
  if (Array.isArray(value)) return value.reduce((sum, item) => sum + sizeOf(item), 1);
  return isObject(value) ? Object.values(value).reduce((sum: number, item) => sum + sizeOf(item), 1) : 1;
}
