import * as fc from 'fast-check';
import type { Json } from '../../shared/api/json.ts';
import { arbitraryOf, spoilt } from './arbitrary.ts';
import type { described, Operation, Schema } from './document.ts';
import type { Answered, Sent } from './service.ts';

export type Fuzzed = { readonly operation: Operation; readonly sent: Sent; readonly valid: boolean };
/** By name of a parameter, values that are really there, so that a request may find something. */
export type Known = Readonly<Record<string, readonly string[]>>;

/** Values that clash, and such as mean something: chance would seldom make one. */
const likely: Known = {
  'idempotency-key': ['k1', 'k2', 'k3'],
  'if-match': ['*', '"v0"', '"v1"', '"v1-gzip"'],
  'if-none-match': ['*', '"v1"', 'W/"v1", "v0-gzip"'],
  cursor: ['MS4', 'MS4wMDAwMDAwMC54'],
  site: ['aws/ap-south-1', 'ap-south-1'],
  provider: ['aws', 'yotta'],
  pack: ['india-only', 'rbi-payment-data'],
  version: ['2018', '2020'],
  country: ['IN', 'SG'],
  state: ['IN-MH', 'IN-TG'],
  city: ['Mumbai', 'navi mumbai'],
  asOf: ['2026-11-22'],
  knownAt: ['2026-11-22'],
};

type Description = ReturnType<typeof described>;

/** Requests made from an OpenAPI document: as described, or spoilt in one way. `valid` is the document's judgement. */
export function requestsOf(description: Description, known: Known): fc.Arbitrary<Fuzzed> {
  const perOperation = description.operations.map(({ path, method, operation }) =>
    fc
      .record({
        parameters: parametersOf(operation, description, known),
        body: bodyOf(operation, description),
        type: fc.constantFrom(...Object.keys(operation.requestBody?.content ?? { none: {} })),
        coding: fc.constantFrom('gzip', 'identity'),
        fault: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: faults }),
      })
      .map(({ parameters, body, type, coding, fault }): Fuzzed => {
        const valid = isValid(operation, description, parameters, body);
        const plain = toSent(path, method === 'POST' ? 'POST' : 'GET', operation, parameters, body, type);
        const made = { ...plain, headers: { ...plain.headers, 'accept-encoding': coding } };
        return { operation, sent: fault === undefined ? made : fault(made), valid: valid && fault === undefined };
      }),
  );
  const recording = perOperation.filter((_, n) => description.operations[n]?.method === 'POST');
  return fc.oneof(...perOperation, ...recording, ...recording);
}

/** Values as a schema has them: over HTTP a number is text. */
type Parameters = Readonly<Record<string, Json | undefined>>;

function parametersOf(operation: Operation, { components }: Description, known: Known): fc.Arbitrary<Parameters> {
  const root: Schema = JSON.parse(JSON.stringify({ components }));
  const fields = (operation.parameters ?? []).map(({ name, required, schema }) => {
    const made = arbitraryOf(schema, root);
    const there = known[name] ?? likely[name];
    const value =
      there === undefined
        ? made
        : fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...there) }, { weight: 1, arbitrary: made });
    return [name, required ? value : fc.option(value, { nil: undefined, freq: 2 })] as const;
  });
  return fc.record<Record<string, Json | undefined>>(Object.fromEntries(fields));
}

function bodyOf({ requestBody }: Operation, { components }: Description): fc.Arbitrary<Json | undefined> {
  const [content] = Object.values(requestBody?.content ?? {});
  if (content === undefined) return fc.constant(undefined);
  const root: Schema = JSON.parse(JSON.stringify({ components }));
  const good = arbitraryOf(content.schema, root);
  return fc.oneof({ weight: 4, arbitrary: good }, { weight: 1, arbitrary: good.chain(spoilt) });
}

function isValid(operation: Operation, { validatorOf }: Description, parameters: Parameters, body: Json | undefined) {
  const [content] = Object.values(operation.requestBody?.content ?? {});
  const fits = (operation.parameters ?? []).every(({ name, required, schema }) =>
    parameters[name] === undefined ? !required : validatorOf(schema)(parameters[name]),
  );
  return fits && (content === undefined || validatorOf(content.schema)(body));
}

function toSent(
  path: string,
  method: Sent['method'],
  { parameters = [] }: Operation,
  values: Parameters,
  body: Json | undefined,
  type: string,
): Sent {
  const given = (place: string) =>
    parameters.flatMap(({ name, in: where }) => {
      const value = values[name];
      return where === place && value !== undefined ? [[name, String(value)] as const] : [];
    });
  const filled = given('path').reduce(
    (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(value)),
    path,
  );
  return {
    method,
    path: filled,
    query: new URLSearchParams(Object.fromEntries(given('query'))).toString(),
    headers: { ...Object.fromEntries(given('header')), ...(body !== undefined && { 'content-type': type }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}

const textOf = ({ body = '' }: Sent) => (typeof body === 'string' ? body : '');
/** What goes wrong outside a schema's reach. */
const faults = fc.constantFrom<(sent: Sent) => Sent>(
  (sent) => ({ ...sent, body: textOf(sent).slice(0, -1) }),
  (sent) => ({ ...sent, body: textOf(sent).replace('{', '{"application":"twice","application":"b",') }),
  (sent) => ({ ...sent, body: textOf(sent).replace('{', '{"__proto__":{"a":1},') }),
  (sent) => ({ ...sent, body: Buffer.from([0xff, 0xfe, ...Buffer.from(textOf(sent))]) }),
  (sent) => ({ ...sent, headers: { ...sent.headers, 'content-type': 'text/plain' } }),
  (sent) => ({ ...sent, headers: { ...sent.headers, 'content-encoding': 'gzip' } }),
  (sent) => ({ ...sent, headers: {} }),
  (sent) => ({ ...sent, query: 'asOf=2026-02-30' }),
  (sent) => ({ ...sent, query: 'constructor=1' }),
  (sent) => ({ ...sent, query: 'limit=0' }),
  (sent) => ({ ...sent, query: 'limit=50&limit=50' }),
  (sent) => ({ ...sent, path: sent.path.replace(/[a-z2-7]{26}/, 'a'.repeat(26)) }),
  (sent) => ({ ...sent, path: sent.path.replace(/[a-z2-7]{26}/, '%00') }),
  (sent) => ({ ...sent, tenant: 'tenant-b' }),
  (sent) => ({ ...sent, claims: { scope: 'nivas/read', issuers: 'rbi nivas' } }),
  (sent) => ({ ...sent, claims: {} }),
  (sent) => ({ ...sent, scopes: [] }),
);

/** What is wrong with an answer by the document; undefined: nothing. */
export function wrongIn(
  { validatorOf, components }: Description,
  { responses }: Operation,
  { status, headers, text }: Pick<Answered, 'status' | 'headers' | 'text'>,
): string | undefined {
  if (status >= 500) return `${status}: ${text}`;
  const said = responses[String(status)];
  if (said === undefined) return `${status} is not described`;
  for (const name of Object.keys(components.headers)) {
    const schema = name in said.headers ? components.headers[name]?.schema : undefined;
    const value = headers[name];
    if (value !== undefined && schema === undefined) return `${status} has \`${name}\`, which is not described`;
    if (value !== undefined && schema && !validatorOf(schema)(value)) return `${status} \`${name}: ${value}\``;
  }
  if (status === 304) return text === '' ? undefined : '304 has a body';
  const type = (headers['content-type'] ?? '').split(';')[0] ?? '';
  const content = said.content[type];
  if (content === undefined) return `${status} ${type} is not described`;
  const validate = validatorOf(content.schema);
  const body: unknown = type.endsWith('json') ? JSON.parse(text) : text;
  return validate(body) ? undefined : `${status} ${type}: ${JSON.stringify(validate.errors)}`;
}
