import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { problems } from '../../shared/api/problem.ts';
import { problemCodes } from '../../shared/api/refusals.ts';
import { routes } from '../../shared/api/routes.ts';
import { errorCodes } from '../../shared/error.ts';
import { described } from './document.ts';

const { document, operations, validatorOf } = described();

describe('the document says what the routes say', () => {
  test('every route is one operation, and there are no others', () => {
    const listed = operations.map(({ path, method, operation }) => [operation.operationId, method, path]);
    const wanted = routes.map(({ name, method, path }) => [name, method, path]);
    expect(listed.toSorted()).toEqual(wanted.toSorted());
  });

  test.each(routes)('$name asks for its scope and its parameters, and lists its answers', (route) => {
    const { operation } = operations.find(({ operation: { operationId } }) => operationId === route.name) ?? {};
    const statuses = problemCodes(route).map((code) => String(problems[code].status));
    expect(operation?.security).toEqual(route.scope === null ? [] : [{ token: [`nivas/${route.scope}`] }]);
    expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining([...new Set(statuses)]));
    expect(operation?.['x-stability']).toBe('stable');
    expect(operation?.requestBody === undefined).toBe(route.body === null);
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const parameters = operation?.parameters ?? [];
    expect(parameters.filter(({ in: place }) => place === 'path').map(({ name }) => name)).toEqual(inPath);
    expect(parameters.every(({ in: place, required }) => place !== 'path' || required)).toBe(true);
    expect(Object.keys(route.params.shape)).toEqual(inPath);
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
  'the schema of $where compiles, and its example fits it',
  ({ schema, example }) => {
    const validate = validatorOf(schema);
    if (example !== undefined) expect([validate(example), validate.errors]).toEqual([true, null]);
  },
);

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
