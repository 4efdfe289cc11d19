import { expect, test } from 'vitest';
import { traced } from '../../functions/edge/log.ts';
import { readHandler } from '../../functions/edge/read.ts';
import { NivasError } from '../../shared/error.ts';
import { memoryPorts, untouched } from '../operations/ports.ts';
import { lambdaContext, makeService } from './service.ts';

const { catalogue, evidence } = memoryPorts().ports;
const secret = 'Priya Raman';

test('the log tells each request once, and nothing that anybody wrote', async () => {
  const { send, logged } = makeService();
  const headers = { 'content-type': 'application/json', 'idempotency-key': `key of ${secret}`.replaceAll(' ', '-') };
  const register = { method: 'POST', path: '/v1/applications', headers, tenant: 'priya-raman' } as const;
  const { text } = await send({ ...register, body: JSON.stringify({ name: secret }) });
  const path = `/v1/applications/${JSON.parse(text).id}/declarations`;
  const declare = { ...register, path, headers: { ...headers, 'idempotency-key': 'k' } };
  await send({ ...declare, body: JSON.stringify({ application: secret, data: { d: { store: secret } } }) });
  await send({ ...declare, body: `{"application": ${secret}` });
  await send({ method: 'POST', path: '/v1/checks', query: `asOf=${encodeURIComponent(secret)}`, headers, body: '{}' });
  await send({ method: 'GET', path: '/v1/health' });
  expect(logged).toEqual([
    {
      message: 'answered',
      request: 'request-0',
      route: 'registerApplication',
      status: 201,
      milliseconds: expect.any(Number),
    },
    {
      message: 'answered',
      request: 'request-1',
      route: 'submitDeclaration',
      status: 201,
      milliseconds: expect.any(Number),
    },
    {
      message: 'answered',
      request: 'request-2',
      route: 'submitDeclaration',
      status: 400,
      milliseconds: expect.any(Number),
      code: 'body_malformed',
    },
    {
      message: 'answered',
      request: 'request-3',
      route: 'checkDeclaration',
      status: 400,
      milliseconds: expect.any(Number),
      code: 'request_invalid',
    },
    { message: 'answered', request: 'request-4', route: 'getHealth', status: 200, milliseconds: expect.any(Number) },
  ]);
  expect(JSON.stringify(logged)).not.toMatch(/priya|raman|tenant|nivas\/|eyJ/i);
});

const event = {
  routeKey: 'GET /v1/audits/{id}',
  pathParameters: { id: 'a'.repeat(26) },
  requestContext: { requestId: 'r', authorizer: { jwt: { claims: { tenant: 'tenant-a', scope: 'nivas/read' } } } },
};
const context = lambdaContext;

async function failing(error: unknown) {
  const logged: object[] = [];
  const log = {
    info: () => undefined,
    error: (message: string, fields: object) => void logged.push({ message, ...fields }),
  };
  const handler = readHandler(
    { catalogue, evidence, records: { ...untouched, audit: () => Promise.reject(error) } },
    log,
  );
  const { statusCode, headers, body } = await handler(event, context);
  return { status: statusCode, headers, problem: JSON.parse(body), logged };
}

test('an unexpected error is a 500 that says nothing, and is logged with its causes but not their words', async () => {
  const cause = new SyntaxError(`Unexpected token in ${secret}`);
  const { status, problem, logged } = await failing(new TypeError(`no ${secret}`, { cause }));
  expect([status, problem.type]).toEqual([500, 'urn:nivas:error:internal']);
  expect(logged).toMatchObject([{ request: 'r', error: { name: 'TypeError', cause: { name: 'SyntaxError' } } }]);
  expect(JSON.stringify([problem, logged])).not.toMatch(/priya|raman/i);
});

test.each([
  {
    error: new NivasError('shape_unknown', 'an item of no known shape'),
    want: [500, 'urn:nivas:error:internal', undefined],
  },
  { error: new NivasError('store_unavailable', 'no answer'), want: [503, 'urn:nivas:error:store_unavailable', '1'] },
  { error: 'a string', want: [500, 'urn:nivas:error:internal', undefined] },
])('$error is answered $want', async ({ error, want }) => {
  const { status, problem, headers } = await failing(error);
  expect([status, problem.type, headers['retry-after']]).toEqual(want);
  expect(JSON.stringify(problem)).not.toContain('shape');
});

test('AWS’s own words stay in the log', () => {
  const error = Object.assign(new Error('not authorized'), { $metadata: { requestId: 'aws-1', httpStatusCode: 400 } });
  expect(traced(error)).toMatchObject({ message: 'not authorized', awsRequestId: 'aws-1', awsStatus: 400 });
});

test('what does not come from a gateway is a 500', async () => {
  const handler = readHandler(
    { catalogue, evidence, records: untouched },
    { info: () => undefined, error: () => undefined },
  );
  for (const strange of [null, {}, { routeKey: 'GET /v1/none', requestContext: { requestId: 'r' } }])
    expect((await handler(strange, context)).statusCode).toBeGreaterThanOrEqual(404);
});
