import { once } from 'node:events';
import { createServer } from 'node:net';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, expect, test, vi } from 'vitest';
import { documentClient, objectClient, patience } from '../../shared/adapters/aws/client.ts';
import { within } from '../../shared/adapters/aws/deadline.ts';
import { answered } from '../../shared/adapters/aws/failure.ts';

process.env.AWS_ACCESS_KEY_ID = 'test';
process.env.AWS_SECRET_ACCESS_KEY = 'test';

/** A Lambda is ended after 25 seconds; its middleware answers half a second before. */
const mostMilliseconds = 24_500;
const AWS_REGION = 'ap-south-1';
const clients = { DynamoDB: documentClient({ AWS_REGION }), S3: objectClient({ AWS_REGION }) };
/** All tries of one call, each as late as it may be. */
const tries = patience.maxAttempts * (patience.connectionTimeout + patience.requestTimeout);

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** The longest that the SDK waits between the tries of one call, where the store does not ask for longer. */
async function backoff(store: keyof typeof clients, errorType: 'TRANSIENT' | 'THROTTLING'): Promise<number> {
  const strategy = await clients[store].config.retryStrategy();
  if (!('refreshRetryTokenForRetry' in strategy))
    throw new Error('the SDK tries again in a way that is not known here');
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.999_999);
  const began = Date.now();
  let token = await strategy.acquireInitialRetryToken('');
  for (let n = 1; n < patience.maxAttempts; n++) {
    const next = strategy.refreshRetryTokenForRetry(token, { errorType });
    await vi.runAllTimersAsync();
    token = await next;
  }
  await expect(strategy.refreshRetryTokenForRetry(token, { errorType })).rejects.toThrow();
  return Date.now() - began;
}

test.each([
  { store: 'DynamoDB', why: 'TRANSIENT' },
  { store: 'DynamoDB', why: 'THROTTLING' },
  { store: 'S3', why: 'TRANSIENT' },
  { store: 'S3', why: 'THROTTLING' },
] as const)(
  'one call to $store that fails as late as it may, $why, ends before the Lambda does',
  async ({ store, why }) => {
    const waits = await backoff(store, why);
    expect(waits).toBeGreaterThan(0);
    expect(tries + waits).toBeLessThan(mostMilliseconds);
  },
);

test('three such calls do not, and a submission may make five: so a request has one bound for all of its calls', () => {
  expect(3 * tries).toBeGreaterThan(mostMilliseconds);
});

test('when the time of a request is over, the call under way ends and the next one is not sent', async () => {
  const over = new AbortController();
  let asked = 0;
  const silent = createServer(() => {
    asked += 1;
    over.abort();
  }).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : address;
  const client = documentClient({ AWS_REGION, AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}` });
  const read = () => answered(client.send(new GetCommand({ TableName: 'records', Key: { pk: 'a', sk: 'b' } })));
  const [first, second] = await within(over.signal, async () => [await code(read()), await code(read())]);
  expect({ first, second, asked }).toEqual({ first: 'store_unavailable', second: 'store_unavailable', asked: 1 });
  silent.close();
});

/** What a call is rejected with. */
const code = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
