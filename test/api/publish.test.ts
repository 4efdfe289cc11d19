import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { afterAll, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { customResourceHandler } from '../../functions/edge/custom-resource.ts';
import { publishHandler } from '../../functions/edge/publish.ts';
import { NivasError } from '../../shared/error.ts';
import digests from '../../shared/policy/release.json' with { type: 'json' };

/** CloudFormation's bucket: keeps what is put, and answers as it is told to, then with 200. */
const puts: { readonly method: string; readonly headers: Record<string, unknown>; readonly body: string }[] = [];
const answers: ((response: ServerResponse) => unknown)[] = [];
const server = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString();
  puts.push({ method: request.method ?? '', headers: request.headers, body });
  const answer = answers.shift() ?? (() => response.end());
  answer(response);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
const address = server.address();
const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`;
const status = (code: number) => (response: ServerResponse) => response.writeHead(code).end();
const never = () => {};

const logged: object[] = [];
const slept: number[] = [];
const log = {
  info: (message: string, fields: object) => void logged.push({ message, ...fields }),
  error: (message: string, fields: object) => void logged.push({ message, ...fields }),
};
const around = {
  log,
  sleep: async (milliseconds: number) => void slept.push(milliseconds),
};
beforeEach(() => {
  for (const list of [puts, answers, logged, slept]) list.length = 0;
});

const named = { StackId: 'arn:stack', RequestId: 'request-1', LogicalResourceId: 'Publication' };
const eventOf = (RequestType: string, properties: unknown = digests) => ({
  ...named,
  RequestType,
  ResponseURL: `${origin}/answer?signature=secret`,
  ResourceType: 'Custom::NivasCatalogue',
  ResourceProperties: properties,
});
const context = { awsRequestId: 'call-1', getRemainingTimeInMillis: () => 60_000 };
const older = { registry: `sha256:${'1'.repeat(64)}`, policy: digests.policy };

/** Runs the handler, and gives what was called and what CloudFormation was told. */
async function run(event: unknown, fails?: unknown) {
  const calls: unknown[] = [];
  const call = async (what: unknown) => {
    calls.push(what);
    if (fails !== undefined) throw fails;
    return 7;
  };
  const catalogue = {
    publish: ({ registry, policy }: { registry: { digest: string }; policy: { digest: string } }) =>
      call(['publish', registry.digest, policy.digest]),
    republish: (wanted: object) => call(['republish', wanted]),
  };
  await publishHandler(catalogue, around)(event, context);
  return { calls, told: puts.map(({ body }) => JSON.parse(body)) };
}

const told = { ...named, PhysicalResourceId: 'nivas-catalogue' };
const published = { ...told, Status: 'SUCCESS', Data: { n: 7 } };

test.each(['Create', 'Update'])('%s with this build’s digests publishes this build', async (type) => {
  const ran = await run(eventOf(type, { ...digests, ServiceToken: 'arn:function', ServiceTimeout: '90' }));
  expect(ran.calls).toEqual([['publish', digests.registry, digests.policy]]);
  expect(ran.told).toEqual([published]);
});

test.each(['Create', 'Update'])('%s with other digests publishes those again', async (type) => {
  const ran = await run(eventOf(type, older));
  expect(ran.calls).toEqual([['republish', older]]);
  expect(ran.told).toEqual([published]);
});

test.each([{ properties: digests }, { properties: { registry: 'nonsense' } }, { properties: null }])(
  'Delete does nothing and succeeds, whatever its properties: $properties',
  async ({ properties }) => {
    const ran = await run(eventOf('Delete', properties));
    expect(ran).toEqual({ calls: [], told: [{ ...told, Status: 'SUCCESS' }] });
  },
);

test('the answer is put without a content type, as its address was signed', async () => {
  await run(eventOf('Create'));
  const [put] = puts;
  expect(put?.method).toBe('PUT');
  expect(put?.headers['content-type'] ?? '').toBe('');
  expect(put?.headers['content-length']).toBe(String(Buffer.byteLength(put?.body ?? '')));
});

test('a failure of ours is told as it is', async () => {
  const ran = await run(eventOf('Update'), new NivasError('busy', 'another catalogue was published at the same time'));
  const Reason = 'another catalogue was published at the same time (request call-1 in the function’s log)';
  expect(ran.told).toEqual([{ ...told, Status: 'FAILED', Reason }]);
  expect(logged).toMatchObject([{ error: { code: 'busy' } }, { status: 'FAILED' }]);
});

test('of any other failure only the place is told where it is logged', async () => {
  const ran = await run(eventOf('Update'), new TypeError('cannot read Priya Raman'));
  const Reason = 'something failed that nobody expected (request call-1 in the function’s log)';
  expect(ran.told).toEqual([{ ...told, Status: 'FAILED', Reason }]);
  expect(JSON.stringify(logged)).toContain('TypeError');
  expect(JSON.stringify([logged, ran.told])).not.toContain('Priya');
});

test('a long reason is cut, so that the answer is not refused for its length', async () => {
  await run(eventOf('Update'), new NivasError('not_found', '’'.repeat(9_000)));
  expect(Buffer.byteLength(puts[0]?.body ?? '')).toBeLessThan(4_096);
});

test.each([
  { name: 'null', properties: null, want: /properties are not as described/ },
  { name: 'no policy', properties: { registry: digests.registry }, want: /`policy`/ },
  { name: 'a path for a digest', properties: { ...digests, registry: '../t/tenant-a/sha256/0' }, want: /`registry`/ },
])('properties that are no digests fail, by name: $name', async ({ properties, want }) => {
  const ran = await run(eventOf('Create', properties));
  expect(ran.calls).toEqual([]);
  expect(ran.told).toEqual([{ ...told, Status: 'FAILED', Reason: expect.stringMatching(want) }]);
});

test('properties that are missing fail as well, and do not keep CloudFormation waiting', async () => {
  const { ResourceProperties: _, ...bare } = eventOf('Create');
  const ran = await run(bare);
  expect(ran.calls).toEqual([]);
  expect(ran.told).toMatchObject([{ ...told, Status: 'FAILED' }]);
});

test.each([
  { name: 'nothing', event: undefined },
  { name: 'another request', event: eventOf('Rename') },
  { name: 'no address', event: { ...eventOf('Create'), ResponseURL: 'here' } },
])('what cannot be answered is thrown: $name', async ({ event }) => {
  await expect(run(event)).rejects.toThrow();
  expect(puts).toEqual([]);
});

test('work that does not end is told as failed while there is time to say so', async () => {
  const hanging = { id: 'any', properties: z.unknown(), apply: () => new Promise<never>(never) };
  const nearlyOver = { ...context, getRemainingTimeInMillis: () => 15_001 };
  await customResourceHandler(hanging, around)(eventOf('Create'), nearlyOver);
  expect(puts.map(({ body }) => JSON.parse(body))).toMatchObject([
    { Status: 'FAILED', Reason: expect.stringContaining('this took too long') },
  ]);
}, 10_000);

test.each([
  { name: 'a fault', answer: status(500) },
  { name: 'a refusal', answer: status(403) },
  { name: 'a redirection', answer: (response: ServerResponse) => response.writeHead(307, { location: '/' }).end() },
  { name: 'a broken connection', answer: (response: ServerResponse) => response.destroy() },
])('an answer that meets $name is put again, and the work is done once', async ({ answer }) => {
  answers.push(answer, answer);
  const ran = await run(eventOf('Create'));
  expect(ran.calls).toHaveLength(1);
  expect(ran.told).toEqual([published, published, published]);
  expect(slept).toEqual([1_000, 2_000]);
});

test('an answer that nobody takes is thrown, so that the call is repeated', async () => {
  answers.push(status(500), status(500), status(500));
  await expect(run(eventOf('Create'))).rejects.toThrow('CloudFormation did not take the answer');
  expect(puts).toHaveLength(3);
});

test('a bucket that says nothing is not waited for', async () => {
  answers.push(never, never, never);
  const catalogue = { publish: async () => 7, republish: async () => 7 };
  const handler = publishHandler(catalogue, { ...around, patience: 1 });
  await expect(handler(eventOf('Create'), context)).rejects.toMatchObject({ cause: { name: 'TimeoutError' } });
});

test('the log never tells the address, as who has it can answer', async () => {
  await run(eventOf('Create'));
  answers.push(status(500), status(500), status(500));
  const error = await run(eventOf('Create')).catch((thrown: unknown) => thrown);
  expect(logged).toContainEqual({ message: 'answered', request: 'call-1', asked: 'Create', status: 'SUCCESS' });
  expect(JSON.stringify(logged) + String(error)).not.toMatch(/signature|secret/);
});
