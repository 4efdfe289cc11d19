import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { exampleRulebook } from '../../infra/compile/answer-examples.ts';
import { evidenceExample } from '../../shared/api/examples.ts';
import { gatewayAnswers } from '../../shared/api/gateway.ts';
import { isObject, type Json, mapped, objectAt } from '../../shared/api/json.ts';
import { operation as operationOf } from '../../shared/api/operation.ts';
import { problems } from '../../shared/api/problem.ts';
import { problemCodes } from '../../shared/api/refusals.ts';
import { type Route, routeNamed, routes } from '../../shared/api/routes.ts';
import { errorCodes } from '../../shared/error.ts';
import { CompiledPolicy } from '../../shared/policy/compiled.ts';
import packsJson from '../../shared/policy/packs.json' with { type: 'json' };
import registryJson from '../../shared/registry/registry.json' with { type: 'json' };
import { described, type Operation } from './document.ts';
import { makeService } from './service.ts';

const { document, operations, components, validatorOf } = described();

describe('the document says what the routes say', () => {
  test('every route is one operation, and there are no others', () => {
    const listed = operations.map(({ path, method, operation }) => [operation.operationId, method, path]);
    const wanted = routes.map(({ name, method, path }) => [name, method, path]);
    expect(listed.toSorted()).toEqual(wanted.toSorted());
  });

  test.each(routes)('$name asks for its scope and its parameters, and lists its answers', (route) => {
    const { operation } = operations.find(({ operation: { operationId } }) => operationId === route.name) ?? {};
    const codes = problemCodes(route);
    const statuses = codes.map((code) => String(problems[code].status));
    expect(operation?.security).toEqual(route.scope === null ? [] : [{ token: [`nivas/${route.scope}`] }]);
    expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining([...new Set(statuses)]));
    expect(operation?.['x-stability']).toBe('stable');
    expect(operation?.['x-per-second']).toBe(route.perSecond);
    expect(operation?.requestBody === undefined).toBe(route.body === null);
    expect(operation?.description).toContain(route.scope === null ? 'without a token' : `\`nivas/${route.scope}\``);
    expect(typesOf(operation).toSorted()).toEqual(
      [...new Set(codes)].map((code) => `urn:nivas:error:${code}`).toSorted(),
    );
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const parameters = operation?.parameters ?? [];
    expect(parameters.filter(({ in: place }) => place === 'path').map(({ name }) => name)).toEqual(inPath);
    expect(parameters.every(({ in: place, required }) => place !== 'path' || required)).toBe(true);
    expect(Object.keys(route.params.shape)).toEqual(inPath);
  });

  test('what is read has an ETag and may be unchanged; what records may have been recorded before', () => {
    for (const { method, operation } of operations) {
      const { responses, parameters = [] } = operation;
      const ok = responses['200'] ?? responses['201'];
      const read = method === 'GET';
      const listed = parameters.some(({ name }) => name === 'cursor');
      const keyed = parameters.some(({ name }) => name === 'idempotency-key');
      const { operationId: name } = operation;
      expect(['etag' in (ok?.headers ?? {}), '304' in responses], name).toEqual([read, read]);
      expect(parameters.some(({ name }) => name === 'if-none-match')).toBe(read);
      expect('link' in (ok?.headers ?? {}), name).toBe(listed);
      expect('idempotency-replayed' in (ok?.headers ?? {}), name).toBe(keyed);
      expect('retry-after' in (responses['503']?.headers ?? {}), name).toBe(true);
    }
    expect(Object.keys(responsesOf('submitDeclaration'))).toContain('412');
  });

  test('a deprecated route is a deprecated operation, and its headers are described', () => {
    const route: Route = {
      ...routeNamed('getHealth'),
      deprecated: { since: '2026-11-22', sunset: '2027-05-31', see: 'https://nivas.example/v2' },
    };
    const made = JSON.parse(JSON.stringify(operationOf(route, {})));
    expect(made).toMatchObject({ deprecated: true, description: expect.stringContaining('gone from 2027-05-31') });
    for (const status of ['200', '304', '503'])
      expect(Object.keys(made.responses[status].headers)).toEqual(
        expect.arrayContaining(['deprecation', 'sunset', 'link']),
      );
    expect(operations.filter(({ operation }) => operation.deprecated)).toEqual([]);
  });

  test('every code that can reach a caller is described somewhere', () => {
    const text = JSON.stringify(document);
    const hidden = ['shape_unknown', 'pack_invalid', 'registry_invalid'];
    for (const code of errorCodes.filter((code) => !hidden.includes(code))) expect(text).toContain(`\`${code}\``);
  });

  test('a route that records asks for an idempotency key', () => {
    const asking = operations.filter(({ operation: { parameters = [] } }) =>
      parameters.some(({ name, required }) => name === 'idempotency-key' && required),
    );
    expect(asking.map(({ operation }) => operation.operationId)).toEqual(['registerApplication', 'submitDeclaration']);
  });
});

test.each(operations.flatMap(({ operation }) => contentsOf(operation)))(
  'the schema of $where compiles, and its examples fit it',
  ({ schema, example, examples }) => {
    const validate = validatorOf(schema);
    const values = Object.values(examples).map(({ $ref }) => exampleAt($ref));
    for (const value of example === undefined ? values : [example, ...values])
      expect([validate(value), validate.errors]).toEqual([true, null]);
  },
);

/** Documents that describe themselves. */
const itself = ['getSchema', 'getOpenApi'];

describe('examples', () => {
  test('stand beside every answer and every request', () => {
    const without = operations.flatMap(({ operation: { operationId, requestBody, responses } }) => {
      const contents = [requestBody?.content ?? {}, ...Object.values(responses).map(({ content }) => content)];
      const all = contents.flatMap((content) => Object.values(content));
      const bare = all.some(({ example, examples }) => example === undefined && Object.keys(examples).length === 0);
      return bare ? [operationId] : [];
    });
    expect(without).toEqual(itself);
  });

  test('of requests, sent one after another, are answered with the examples of answers', async () => {
    const { send, evidence } = makeService(undefined, exampleRulebook(registryJson, CompiledPolicy.parse(packsJson)));
    const asked = operations.filter(({ operation: { operationId } }) => !itself.includes(operationId));
    const recording = asked.filter(({ method }) => method === 'POST');
    for (const { path, method, operation } of [...recording, ...asked.filter((one) => !recording.includes(one))]) {
      const { parameters = [], requestBody, responses, operationId } = operation;
      if (operationId === 'getEvidence') evidence.upload('acme', Buffer.from(evidenceExample), 'text/plain');
      const given = (place: string) =>
        parameters.flatMap(({ name, in: where, example }) =>
          where === place && example !== undefined ? [[name, String(example)] as const] : [],
        );
      const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
      const { status, text } = await send({
        method: method === 'POST' ? 'POST' : 'GET',
        path: given('path').reduce((filled, [name, value]) => filled.replace(`{${name}}`, value), path),
        query: new URLSearchParams(Object.fromEntries(given('query'))).toString(),
        headers: { ...Object.fromEntries(given('header')), ...(type !== undefined && { 'content-type': type }) },
        ...(content?.example !== undefined && { body: JSON.stringify(content.example) }),
        tenant: 'acme',
      });
      const [answer] = Object.entries(responses[String(status)]?.content ?? {});
      const [{ $ref = '' } = {}] = Object.values(answer?.[1].examples ?? {});
      const said = answer?.[0] === 'text/html' ? `${text.slice(0, 200)}…` : JSON.parse(text);
      expect(status, operationId).toBeLessThan(300);
      expect(withoutLinks(said), operationId).toEqual(withoutLinks(exampleAt($ref)));
    }
  });

  test('of parameters fit them', () => {
    const given = operations.flatMap(({ operation: { parameters = [] } }) =>
      parameters.filter(({ example }) => example !== undefined),
    );
    for (const { name, schema, example } of given) expect(validatorOf(schema)(example), name).toBe(true);
    expect(new Set(given.map(({ name }) => name)).size).toBeGreaterThan(5);
  });
});

test('what a client meets is described, where its name does not say it all', () => {
  const plain = [
    'name',
    'message',
    'sha256',
    'method',
    'kind',
    'city',
    'status',
    'note',
    'source',
    'id',
    'from',
    'to',
    'by',
  ];
  const lists = ['applications', 'audits', 'sites', 'versions', 'packs', 'policySet'];
  const bare = Object.entries(components.schemas).flatMap(([id, schema]) =>
    id === 'Declaration' ? [] : undescribed(schema),
  );
  expect([...new Set(bare)].filter((name) => ![...plain, ...lists].includes(name))).toEqual([]);
  const parameters = operations.flatMap(({ operation }) => operation.parameters ?? []);
  expect(parameters.filter(({ description }) => description === undefined)).toEqual([]);
});

/** Names of properties that have neither a description nor a name of their own. */
function undescribed(schema: Json | undefined): string[] {
  if (Array.isArray(schema)) return schema.flatMap(undescribed);
  if (!isObject(schema)) return [];
  const { properties = {}, ...rest } = schema;
  const fields = isObject(properties) ? Object.entries(properties) : [];
  const bare = fields.filter(
    ([, field]) => isObject(field) && field.description === undefined && field.$ref === undefined,
  );
  return [
    ...bare.map(([name]) => name),
    ...fields.flatMap(([, field]) => undescribed(field)),
    ...Object.values(rest).flatMap(undescribed),
  ];
}

test('answers may gain fields, and requests may hold no others', () => {
  const closed = Object.entries(components.schemas).flatMap(([id, schema]) =>
    JSON.stringify(schema).includes('"additionalProperties":false') ? [id] : [],
  );
  expect(closed).toEqual(['Offer', 'Registration', 'Declaration']);
});

test('the local gateway says what is described of AWS’s', () => {
  const files = globSync('infra/local/*.ts').map((file) => readFileSync(file, 'utf8'));
  const said = files.flatMap((text) =>
    [...text.matchAll(/new Refusal\((\d+), '([^']+)'/g)].map(([, status, message]) => `${status} ${message}`),
  );
  const written = Object.entries(gatewayAnswers).map(([status, { message }]) => `${status} ${message}`);
  expect(written).toEqual(expect.arrayContaining(said));
  expect(said.length).toBeGreaterThan(5);
});

/** In memory there are no addresses, nor what S3 asks to be sent to them. */
const withoutLinks = (answer: Json): Json =>
  mapped(answer, (node) => (isObject(node) && 'url' in node ? { ...node, url: '', headers: {} } : node));

function exampleAt(ref: string): Json {
  const found = components.examples[ref.replace('#/components/examples/', '')];
  if (found === undefined) throw new Error(`\`${ref}\` leads nowhere`);
  return found.value;
}

const responsesOf = (name: string) =>
  operations.find(({ operation }) => operation.operationId === name)?.operation.responses ?? {};

/** Every problem type that an operation says it may answer with. */
const typesOf = (operation: Operation | undefined): unknown[] =>
  Object.values(operation?.responses ?? {}).flatMap(({ content }) => {
    const { allOf = [] } = content['application/problem+json']?.schema ?? {};
    if (!Array.isArray(allOf)) return [];
    return allOf.flatMap((one) =>
      isObject(one) && isObject(one.properties) ? (objectAt(one.properties, 'type').enum ?? []) : [],
    );
  });

function contentsOf({ operationId, requestBody, responses }: (typeof operations)[number]['operation']) {
  const request = Object.entries(requestBody?.content ?? {}).map(([type, content]) => [`a ${type}`, content] as const);
  const answers = Object.entries(responses).flatMap(([status, { content }]) =>
    Object.entries(content).map(([type, one]) => [`${status} ${type}`, one] as const),
  );
  return [...request, ...answers].map(([where, content]) => ({ where: `${operationId}: ${where}`, ...content }));
}

const run = promisify(execFile);
const validator = await run('openapi-spec-validator', ['--version']).then(
  () => 'found' as const,
  () => 'openapi-spec-validator (Python) is not on the PATH, so nobody else has judged the document' as const,
);

test.skipIf(validator !== 'found')(
  validator === 'found' ? 'openapi-spec-validator accepts the document' : validator,
  async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'nivas-openapi-')), 'openapi.json');
    await writeFile(file, JSON.stringify(document));
    expect((await run('openapi-spec-validator', ['--schema', '3.1', file])).stdout).toContain('OK');
  },
  60_000,
);
