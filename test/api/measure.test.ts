import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lambdaLog } from '../../functions/edge/log.ts';
import { lambdaMeasure } from '../../functions/edge/measure.ts';
import { readHandler } from '../../functions/edge/read.ts';
import { submitHandler } from '../../functions/edge/submit.ts';
import { memoryPorts, untouched } from '../operations/ports.ts';
import { lambdaContext } from './service.ts';

const secret = 'priya-raman';

/** A log that keeps what was counted, and nothing else. */
function counting() {
  const counted: unknown[][] = [];
  const log = {
    info: () => undefined,
    error: () => undefined,
    measure: {
      answered: (route: string, status: number, milliseconds: number) =>
        void counted.push([route, status, Number.isInteger(milliseconds)]),
      audited: (verdict: string) => void counted.push([verdict]),
    },
  };
  return { counted, log };
}

const sent = (routeKey: string, type: string, body: string, pathParameters = {}) => ({
  routeKey,
  body,
  pathParameters,
  headers: { 'content-type': type, 'idempotency-key': body.length.toString() },
  requestContext: {
    requestId: 'r',
    authorizer: { jwt: { claims: { tenant: secret, scope: 'nivas/declare' } } },
  },
});

test('each request is counted under its route, and an audit by its verdict, once', async () => {
  const { counted, log } = counting();
  const handler = submitHandler(memoryPorts().ports, log);
  const register = sent('POST /v1/applications', 'application/json', '{"name":"a"}');
  const { id } = JSON.parse((await handler(register, lambdaContext)).body);
  const key = 'POST /v1/applications/{application}/declarations';
  const declare = sent(key, 'application/json', '{"application":"a"}', { application: id });
  for (const event of [declare, declare, { ...declare, body: 'x' }]) await handler(event, lambdaContext);
  await handler({ routeKey: 'GET /none', requestContext: { requestId: 'r' } }, lambdaContext);
  expect(counted).toEqual([
    ['registerApplication', 201, true],
    ['indeterminate'],
    ['submitDeclaration', 201, true],
    ['submitDeclaration', 201, true],
    ['submitDeclaration', 400, true],
    ['none', 404, true],
  ]);
});

test('what breaks is counted as it is answered', async () => {
  const { counted, log } = counting();
  const handler = readHandler(
    { ...memoryPorts().ports, records: { ...untouched, audit: () => Promise.reject(new Error('a bug')) } },
    log,
  );
  const claims = { tenant: secret, scope: 'nivas/read' };
  const requestContext = { requestId: 'r', authorizer: { jwt: { claims } } };
  const event = { routeKey: 'GET /v1/audits/{id}', pathParameters: { id: 'a'.repeat(26) }, requestContext };
  await handler(event, lambdaContext);
  expect(counted).toEqual([['getAudit', 500, true]]);
});

/** What is printed, parsed. In development the library prints to the console that a test can watch. */
const printed: unknown[] = [];
beforeEach(() => {
  printed.length = 0;
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(JSON.parse(line)));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('CloudWatch is told count, faults and latency, by function and by route, and audits by verdict', () => {
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  const { answered, audited } = lambdaMeasure('submit');
  answered('submitDeclaration', 503, 12);
  audited('compliant');
  answered('registerApplication', 499, 3);
  const dimensions = [['service'], ['service', 'route']];
  const units = [
    { Name: 'requests', Unit: 'Count' },
    { Name: 'faults', Unit: 'Count' },
    { Name: 'latency', Unit: 'Milliseconds' },
  ];
  const told = (Dimensions: string[][], Metrics: object[]) => ({
    Timestamp: expect.any(Number),
    CloudWatchMetrics: [{ Namespace: 'Nivas', Dimensions, Metrics }],
  });
  expect(printed).toEqual([
    {
      _aws: told(dimensions, units),
      service: 'submit',
      route: 'submitDeclaration',
      requests: 1,
      faults: 1,
      latency: 12,
    },
    {
      _aws: told([['service', 'verdict']], [{ Name: 'audits', Unit: 'Count' }]),
      service: 'submit',
      verdict: 'compliant',
      audits: 1,
    },
    {
      _aws: told(dimensions, units),
      service: 'submit',
      route: 'registerApplication',
      requests: 1,
      faults: 0,
      latency: 3,
    },
  ]);
});

test('a machine that asks for no metrics prints none', () => {
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
  lambdaLog('submit').measure?.answered('submitDeclaration', 201, 12);
  expect(printed).toEqual([]);
});
