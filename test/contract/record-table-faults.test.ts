import { setTimeout } from 'node:timers/promises';
import {
  IdempotentParameterMismatchException,
  InternalServerError,
  ProvisionedThroughputExceededException,
  ThrottlingException,
  TransactionCanceledException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { bodyBucket } from '../../shared/adapters/aws/body-bucket.ts';
import { recordTable } from '../../shared/adapters/aws/record-table.ts';
import { type Dynoxide, scan, skipped, startDynoxide } from './dynoxide.ts';
import { type Fault, faultyLine, forgetTokens } from './faults.ts';
import { startObjects } from './object-server.ts';
import { headOf, registered, registrationOf, submissionOf } from './record-store.ts';

const dynoxide = await startDynoxide();
const objects = await startObjects();

const cancelled =
  (...codes: string[]) =>
  () =>
    new TransactionCanceledException({
      message: 'cancelled',
      $metadata: { httpStatusCode: 400 },
      CancellationReasons: codes.map((Code) => ({ Code })),
    });
const thrown = { message: 'injected', $metadata: { httpStatusCode: 400 } };
const errors = {
  conflict: cancelled('None', 'TransactionConflict'),
  throttledReason: cancelled('ThrottlingError', 'None'),
  throughputReason: cancelled('None', 'ProvisionedThroughputExceeded'),
  throttled: () => new ThrottlingException(thrown),
  throughput: () => new ProvisionedThroughputExceededException(thrown),
  inProgress: () => new TransactionInProgressException(thrown),
  timeout: () => Object.assign(new Error('no answer in 3 seconds'), { name: 'TimeoutError' }),
  reset: () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  server: () => new InternalServerError({ message: 'injected', $metadata: { httpStatusCode: 500 } }),
  mismatch: () => new IdempotentParameterMismatchException(thrown),
};

/** What an error hides: the transaction was dropped, was applied, or is applied later, before or after the next try. */
type Fate = 'dropped' | 'applied' | 'late, before the next' | 'late, after the next';

function faultsOf(error: () => Error, fate: Fate): Fault[] {
  let late: () => Promise<unknown> = async () => {};
  const first: Fault = async (pass) => {
    late = pass;
    if (fate === 'applied') await pass();
    throw error();
  };
  const next: Fault = async (pass) => {
    if (fate === 'late, before the next') await late();
    const answer = await pass();
    if (fate === 'late, after the next') await late().catch(() => {});
    return answer;
  };
  return [first, next];
}

if (dynoxide) inMemory(dynoxide);
else test.skip(skipped, () => {});

function inMemory({ client: connect, makeTable }: Dynoxide): void {
  const bodies = bodyBucket({ client: objects.client, bucket: 'bodies' });
  const open = async () => {
    const table = await makeTable();
    const client = connect();
    const line = faultyLine(client);
    const waits: number[] = [];
    const sleep = async (milliseconds: number) => waits.push(milliseconds);
    const store = recordTable({ client, table, bodies, sleep, random: () => 0.5 });
    const kinds = async () => (await scan(connect(), table)).map(({ k }) => String(k)).toSorted();
    return { client, line, waits, store, kinds, table };
  };
  const oneApplication = ['application', 'holder', 'pending', 'record'];
  const oneSubmission = [
    ...['application', 'audit', 'declaration', ...Array.from({ length: 5 }, () => 'edge')],
    ...['holder', ...Array.from({ length: 7 }, () => 'listing'), 'pending', 'pending', 'record', 'record'],
  ];

  const rows = [
    { error: 'conflict', fate: 'dropped', want: 'made' },
    { error: 'throttledReason', fate: 'dropped', want: 'made' },
    { error: 'throughputReason', fate: 'dropped', want: 'made' },
    { error: 'throttled', fate: 'dropped', want: 'made' },
    { error: 'throughput', fate: 'dropped', want: 'made' },
    { error: 'inProgress', fate: 'applied', want: 'made' },
    { error: 'inProgress', fate: 'late, before the next', want: 'made' },
    { error: 'timeout', fate: 'dropped', want: 'made' },
    { error: 'timeout', fate: 'applied', want: 'made' },
    { error: 'timeout', fate: 'late, before the next', want: 'made' },
    { error: 'timeout', fate: 'late, after the next', want: 'made' },
    { error: 'reset', fate: 'dropped', want: 'made' },
    { error: 'reset', fate: 'applied', want: 'made' },
    { error: 'server', fate: 'dropped', want: 'made' },
    { error: 'server', fate: 'applied', want: 'made' },
    { error: 'server', fate: 'late, after the next', want: 'made' },
    { error: 'mismatch', fate: 'applied', want: 'replayed' },
  ] as const;

  test.each(rows)('a submission that meets $error and was $fate is $want, once', async ({ error, fate, want }) => {
    const { store, line, kinds } = await open();
    const head = await registered(store);
    line.faults.push(...faultsOf(errors[error], fate));
    expect(await store.submit(submissionOf(head), head)).toBe(want);
    expect(await kinds()).toEqual(oneSubmission);
    expect((await headOf(store, head)).version).toBe(1);
  });

  test.each(rows)('a registration that meets $error and was $fate is $want, once', async ({ error, fate, want }) => {
    const { store, line, kinds } = await open();
    line.faults.push(...faultsOf(errors[error], fate));
    expect(await store.register(registrationOf())).toBe(want);
    expect(await kinds()).toEqual(oneApplication);
  });

  test.each(['applied', 'late, before the next', 'late, after the next'] as const)(
    'when tokens are forgotten, a lost answer that was %s still records once',
    async (fate) => {
      const { store, line, client, kinds } = await open();
      const head = await registered(store);
      forgetTokens(client);
      line.faults.push(...faultsOf(errors.timeout, fate));
      expect(await store.submit(submissionOf(head), head)).toBe(fate === 'late, after the next' ? 'made' : 'replayed');
      expect(await kinds()).toEqual(oneSubmission);
    },
  );

  test('an answer lost while another submission moved the head is not a second submission', async () => {
    const { store, line, client, kinds } = await open();
    const head = await registered(store);
    forgetTokens(client);
    line.faults.push(async (pass) => {
      await pass();
      const now = await headOf(store, head);
      await store.submit(submissionOf(now, { key: 'second' }), now);
      throw errors.timeout();
    });
    expect(await store.submit(submissionOf(head), head)).toBe('replayed');
    expect(await headOf(store, head)).toMatchObject({
      version: 2,
      current: { audit: submissionOf(head, { key: 'second' }).id },
    });
    expect((await kinds()).filter((kind) => kind === 'audit')).toHaveLength(2);
  });

  test.each([
    { error: 'conflict', tries: 6, waits: [20, 40, 80, 160, 320] },
    { error: 'throttled', tries: 6, waits: [20, 40, 80, 160, 320] },
    { error: 'timeout', tries: 2, waits: [20] },
    { error: 'server', tries: 2, waits: [20] },
  ] as const)(
    '$error without end: $tries tries, longer waits, then the store is unavailable',
    async ({ error, tries, waits }) => {
      const { store, line, waits: seen, kinds } = await open();
      const head = await registered(store);
      const kindsBefore = await kinds();
      line.calls.length = 0;
      line.faults.push(...Array.from({ length: 9 }, (): Fault => () => Promise.reject(errors[error]())));
      await expect(store.submit(submissionOf(head), head)).rejects.toMatchObject({ code: 'store_unavailable' });
      expect(line.calls).toHaveLength(tries);
      expect(seen).toEqual(waits);
      expect(await kinds()).toEqual(kindsBefore);
    },
  );

  test.each([
    { name: 'a reason nobody knows', error: cancelled('None', 'ItemCollectionSizeLimitExceeded') },
    { name: 'an invalid transaction', error: cancelled('ValidationError') },
    { name: 'a token used for what is not there', error: errors.mismatch },
    { name: 'an error of ours', error: () => new TypeError('a bug') },
  ])('$name is a bug and is not tried again', async ({ error }) => {
    const { store, line } = await open();
    const head = await registered(store);
    line.calls.length = 0;
    line.faults.push(() => Promise.reject(error()));
    const failure = await store.submit(submissionOf(head), head).catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toHaveProperty('code');
    expect(line.calls.filter((call) => call === 'TransactWriteItems')).toHaveLength(1);
  });

  test('a failed condition is told even where another action met a conflict', async () => {
    const { store, line } = await open();
    const head = await registered(store);
    line.faults.push(() =>
      Promise.reject(cancelled('None', 'None', 'None', 'TransactionConflict', 'ConditionalCheckFailed')()),
    );
    expect(await store.submit(submissionOf(head), head)).toBe('moved');
  });

  test('thirty equal submissions through a bad line make one record', async () => {
    const { store, line, kinds } = await open();
    const head = await registered(store);
    const kindsOfFault = ['conflict', 'throttled', 'timeout', 'reset', 'server'] as const;
    for (let n = 0; n < 60; n++) {
      const error = errors[kindsOfFault[n % 5] ?? 'conflict'];
      if (n % 3 === 0) line.faults.push((pass) => pass());
      else if (n % 7 === 0 && n % 5 > 1) line.faults.push(...lateBy(n % 4, error));
      else line.faults.push(faultsOf(error, n % 5 > 1 && n % 2 ? 'applied' : 'dropped')[0] ?? ((pass) => pass()));
    }
    const send = async (): Promise<string> => {
      const now = await headOf(store, head);
      return await store.submit(submissionOf(now), now).catch(send);
    };
    const results = await Promise.all(Array.from({ length: 30 }, send));
    expect(results.toSorted()).toEqual(['made', ...Array.from({ length: 29 }, () => 'replayed')]);
    await setTimeout(20);
    expect(await kinds()).toEqual(oneSubmission);
  });
}

/** Fails at once, and is applied when some more calls may have come. */
function lateBy(milliseconds: number, error: () => Error): Fault[] {
  const late: Fault = (pass) => {
    void setTimeout(milliseconds)
      .then(pass)
      .catch(() => {});
    return Promise.reject(error());
  };
  return [late];
}
