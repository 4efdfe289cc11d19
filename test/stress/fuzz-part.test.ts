import { expect, test } from 'vitest';
import { described } from '../api/document.ts';
import { makeService, type Sent } from '../api/service.ts';
import { type Answering, fuzzPart, type Said, sumOf } from './fuzz-part.ts';

const description = described();

/** The handlers in memory; `change` may give another answer than theirs. */
function answeringWith(change: (said: Said, sent: Sent) => Said, recorded?: () => number): Answering {
  const service = makeService();
  return {
    send: async (sent) => change(await service.send(sent), sent),
    upload: async (tenant, bytes) => {
      service.evidence.upload(tenant, bytes, 'text/plain');
    },
    recorded: recorded ?? (() => service.made.length),
  };
}

const run = (answering: Answering, requests = 400) => fuzzPart({ description, answering, requests, seed: 20261122 });

test('a run counts each request by operation and status, and finds nothing in a service that is well', async () => {
  const part = await run(answeringWith((said) => said));
  expect(part.failure).toBeUndefined();
  expect(part.requests).toBe(400);
  expect(part.valid).toBeGreaterThan(400 / 3);
  expect(part.well).toBeLessThanOrEqual(part.valid);
  const counted = Object.values(part.counts).flatMap((statuses) => Object.values(statuses));
  expect(counted.reduce((sum, n) => sum + n, 0)).toBe(400);
  const every = description.operations.map(({ operation }) => operation.operationId);
  expect(Object.keys(part.counts).toSorted()).toEqual(every.toSorted());
});

const spoil = (path: RegExp, said: Partial<Said>) => (good: Said, sent: Sent) =>
  path.test(sent.path) && good.status === 200 ? { ...good, ...said } : good;

test.each([
  { name: 'a failure of ours', change: spoil(/checks/, { status: 500 }), want: /^checkDeclaration .*\n.*500/ },
  { name: 'a status that is not described', change: spoil(/health/, { status: 418 }), want: /^getHealth .*\n.*418/ },
  {
    name: 'a body of another shape',
    change: spoil(/health/, { text: '{"status":"fine"}' }),
    want: /^getHealth .*\n.*200/,
  },
])('$name ends the run, with the smallest request that gets it', async ({ change, want }) => {
  const { failure, requests } = await run(answeringWith(change));
  expect(failure).toMatch(want);
  expect(failure?.split('\n')[0]?.length, failure).toBeLessThan(500);
  expect(requests).toBeLessThan(400);
});

test('a refusal that leaves a record is a failure', async () => {
  let recorded = 0;
  const answering = answeringWith(
    (said) => {
      if (said.status === 404) recorded += 1;
      return said;
    },
    () => recorded,
  );
  expect((await run(answering)).failure).toMatch(/404, and something was recorded/);
});

test('parts are added up', () => {
  const part = { requests: 3, valid: 2, well: 1, counts: { a: { 200: 1, 400: 2 } }, failure: undefined };
  const other = { requests: 2, valid: 1, well: 0, counts: { a: { 400: 1 }, b: { 404: 1 } }, failure: 'b' };
  expect(sumOf([part, other])).toEqual({
    requests: 5,
    valid: 3,
    well: 1,
    counts: { a: { 200: 1, 400: 3 }, b: { 404: 1 } },
    failures: ['b'],
  });
});
