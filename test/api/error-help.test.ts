import { beforeAll, describe, expect, test } from 'vitest';
import { submitHandler } from '../../functions/edge/submit.ts';
import { problemExample } from '../../shared/api/examples.ts';
import { problems } from '../../shared/api/problem.ts';
import { type ErrorCode, errorCodes, NivasError } from '../../shared/error.ts';
import type { RecordStore } from '../../shared/ports.ts';
import { memoryPorts } from '../operations/ports.ts';
import { good, json } from './bad-bodies.ts';
import { lambdaContext, makeService, type Sent } from './service.ts';

const { send } = makeService();
const keyed = (key: string) => ({ ...json, 'idempotency-key': key });
let path = '';

beforeAll(async () => {
  const register = { method: 'POST', path: '/v1/applications', headers: keyed('r'), body: '{"name":"x"}' } as const;
  path = `/v1/applications/${JSON.parse((await send(register)).text).id}/declarations`;
  await declare({});
});

const declare = (changes: Partial<Sent>) =>
  send({ method: 'POST', path, headers: keyed('first'), body: good, ...changes });

/** One way to each code that a caller can bring about. */
const ways: Readonly<Partial<Record<ErrorCode, () => ReturnType<typeof send>>>> = {
  body_malformed: () => declare({ body: '{"application": "Short videos",' }),
  body_too_large: () => declare({ body: 'x'.repeat(1_000_001) }),
  media_type_unsupported: () => declare({ headers: { ...keyed('k'), 'content-type': 'text/plain' } }),
  request_invalid: () => declare({ query: 'asOf=2026-11-22' }),
  declaration_invalid: () =>
    declare({ body: '{\n  "application": "Short videos",\n  "rolls": ["bank"]\n}\n', headers: keyed('k') }),
  idempotency_key_missing: () => declare({ headers: json }),
  idempotency_key_reused: () => declare({ body: `${good} ` }),
  tenant_missing: () => declare({ claims: { scope: 'nivas/declare' } }),
  scope_missing: () => declare({ scopes: ['read'] }),
  precondition_failed: () => declare({ headers: { ...keyed('k'), 'if-match': '"v0"' } }),
  not_found: () => send({ method: 'GET', path: `/v1/audits/${'a'.repeat(26)}` }),
};

describe('what is written of a code is what is answered', () => {
  test.each(Object.entries(ways))('%s', async (code, way) => {
    const answered = JSON.parse((await way()).text);
    const written = errorCodes.filter((each) => each === code).map(problemExample);
    expect([{ ...answered, instance: '' }]).toEqual(written.map((problem) => ({ ...problem, instance: '' })));
  });

  /** A store whose head is always moved, or that fails. */
  const refusing = (submit: RecordStore['submit']) => async () => {
    const { ports } = memoryPorts();
    const head = async () => ({ tenant: 'tenant-a', application: 'a', name: 'x', registeredAt: '', version: 0 });
    const silent = { info: () => undefined, error: () => undefined };
    const handler = submitHandler({ ...ports, records: { ...ports.records, head, submit } }, silent);
    const event = {
      routeKey: 'POST /v1/applications/{application}/declarations',
      headers: keyed('k'),
      pathParameters: { application: 'a'.repeat(26) },
      body: good,
      requestContext: {
        requestId: 'r',
        authorizer: { jwt: { claims: { tenant: 'tenant-a', scope: 'nivas/declare' } } },
      },
    };
    const { statusCode, headers, body } = await handler(event, lambdaContext);
    return { statusCode, wait: headers['retry-after'], problem: { ...JSON.parse(body), instance: '' } };
  };
  const unavailable = () => Promise.reject(new NivasError('store_unavailable', 'the store does not answer now'));
  test.each<{ code: ErrorCode; submit: RecordStore['submit'] }>([
    { code: 'busy', submit: async () => 'moved' },
    { code: 'store_unavailable', submit: unavailable },
    { code: 'internal', submit: () => Promise.reject(new Error('a bug')) },
  ])('$code', async ({ code, submit }) => {
    const { status, retryAfter } = problems[code];
    const wait = retryAfter === undefined ? undefined : String(retryAfter);
    const problem = { ...problemExample(code), instance: '' };
    expect(await refusing(submit)()).toEqual({ statusCode: status, wait, problem });
  });

  test('and no code is left out but those that only the command line says', () => {
    const tried = [...Object.keys(ways), 'busy', 'store_unavailable', 'internal'];
    const left = errorCodes.filter((code) => !tried.includes(code));
    expect(left).toEqual(['shape_unknown', 'pack_invalid', 'registry_invalid']);
    for (const code of left) expect(problemExample(code).type).toBe('urn:nivas:error:internal');
  });
});
