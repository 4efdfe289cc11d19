import { isObject, type Json } from '../../shared/api/json.ts';
import type { described, Operation, Schema } from './document.ts';

/**
 * What `/v1` promises, a line each: every operation with what it takes and answers, every field of every schema, the
 * words it may hold. `needs …` is what a caller must send: there may be less of it, never more.
 */
export function promisesOf({ operations, components }: ReturnType<typeof described>): string[] {
  const lines = [
    ...operations.flatMap(({ path, method, operation }) => ofOperation(`${method} ${path}`, operation)),
    ...Object.entries(components.schemas).flatMap(([name, schema]) => [`schema ${name}`, ...ofSchema(name, schema)]),
  ];
  return [...new Set(lines)].toSorted();
}

function ofOperation(
  address: string,
  { operationId: name, security, parameters = [], requestBody, responses }: Operation,
) {
  const scopes = security.flatMap((one) => Object.values(one).flat());
  return [
    `operation ${name}: ${address}`,
    ...scopes.map((scope) => `needs ${name} ${scope}`),
    ...parameters.map((one) => `${name} takes ${one.in} ${one.name}`),
    ...parameters.filter(({ required }) => required).map((one) => `needs ${name} ${one.in} ${one.name}`),
    ...parameters.flatMap((one) => ofSchema(`${name} ${one.name}`, one.schema)),
    ...Object.keys(requestBody?.content ?? {}).map((type) => `${name} takes ${type}`),
    ...Object.entries(responses).flatMap(([status, { content, headers }]) => [
      ...Object.keys(content).map((type) => `${name} answers ${status} ${type}`),
      ...(status < '300' ? Object.keys(headers) : []).map((header) => `${name} answers ${status} with ${header}`),
    ]),
  ];
}

/** Fields and words of a schema, at any depth. Where it leads to another by name, that name. */
function ofSchema(at: string, schema: Schema): string[] {
  const { $ref, type, enum: words, const: only, properties, required, ...rest } = schema;
  const fields = isObject(properties) ? Object.entries(properties) : [];
  const always: readonly Json[] = Array.isArray(required) ? required : [];
  const inner = ['items', 'additionalProperties', 'propertyNames', 'anyOf', 'oneOf', 'allOf'].flatMap((key) =>
    [rest[key]].flat(),
  );
  return [
    ...(typeof $ref === 'string' ? [`${at} is ${$ref}`] : []),
    ...(type === undefined ? [] : [`${at} is ${[type].flat().join(' or ')}`]),
    ...(Array.isArray(words) ? words : only === undefined ? [] : [only]).map(
      (word) => `${at} = ${JSON.stringify(word)}`,
    ),
    ...fields.map(([name]) => `${at}.${name}`),
    ...always.map((name) => `${asked.test(at) ? 'needs' : 'always'} ${at}.${name}`),
    ...fields.flatMap(([name, field]) => (isObject(field) ? ofSchema(`${at}.${name}`, field) : [])),
    ...inner.flatMap((one) => (isObject(one) ? ofSchema(at, one) : [])),
    ...(isObject(rest.$defs) ? Object.entries(rest.$defs) : []).flatMap(([name, one]) =>
      isObject(one) ? ofSchema(`${at}#${name}`, one) : [],
    ),
  ];
}

/** Schemas of what is sent. */
const asked = /^(Declaration|Registration|Offer)\b/;

/** What was promised and is not kept: what is gone, and what is newly demanded of those who call already. */
export function broken(promised: readonly string[], now: readonly string[]): string[] {
  const there = new Set(now);
  const before = new Set(promised);
  const known = new Set(promised.flatMap((line) => /^(?:operation|schema) (\w+)/.exec(line)?.[1] ?? []));
  const isNeed = (line: string) => line.startsWith('needs ');
  const gone = promised.filter((line) => !isNeed(line) && !there.has(line));
  // a field of something new, such as `value` of a fact that packs did not ask for, is asked of nobody who calls already
  const isNew = (line: string) =>
    /^needs .+[.#].+\.\w+$/.test(line) && !before.has(line.slice(6).replace(/\.\w+$/, ''));
  const demanded = now.filter(
    (line) => isNeed(line) && !before.has(line) && !isNew(line) && known.has(/^needs (\w+)/.exec(line)?.[1] ?? ''),
  );
  return [...gone, ...demanded];
}
