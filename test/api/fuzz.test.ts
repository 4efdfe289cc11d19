import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { declarationExample, evidenceExample, offerExample } from '../../shared/api/examples.ts';
import { described } from './document.ts';
import { requestsOf, wrongIn } from './fuzz.ts';
import { makeService } from './service.ts';

const runs = 2500;

test('whatever is sent, the answer is one that the document describes, and never a failure of ours', async () => {
  const description = described();
  const service = makeService();
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'k0' };
  const register = { method: 'POST', path: '/v1/applications', headers, body: '{"name":"x"}' } as const;
  const application: string = JSON.parse((await service.send(register)).text).id;
  const first = await service.send({
    ...register,
    path: `/v1/applications/${application}/declarations`,
    headers: { ...headers, 'idempotency-key': 'k1' },
    body: JSON.stringify(declarationExample),
  });
  const seen = { valid: 0, well: 0, operations: new Set<string>(), statuses: new Set<number>() };
  service.evidence.upload('tenant-a', Buffer.from(evidenceExample), 'text/plain');
  const known = { application: [application], id: [JSON.parse(first.text).id], sha256: [offerExample.sha256] };
  const requests = requestsOf(description, known);
  await fc.assert(
    fc.asyncProperty(requests, async ({ operation, sent, valid }) => {
      const recorded = service.made.length;
      const answered = await service.send(sent);
      expect(wrongIn(description, operation, answered)).toBeUndefined();
      if (answered.status >= 400) expect(service.made).toHaveLength(recorded);
      seen.operations.add(operation.operationId);
      seen.statuses.add(answered.status);
      if (valid) seen.valid++;
      if (valid && answered.status < 300) seen.well++;
    }),
    { seed: 20261122, numRuns: runs },
  );
  expect(seen.operations.size).toBe(description.operations.length);
  expect(seen.valid).toBeGreaterThan(runs / 3);
  expect(seen.well).toBeGreaterThan(runs / 5);
  expect([...seen.statuses].toSorted()).toEqual([200, 201, 304, 400, 403, 404, 412, 415, 422]);
}, 120_000);
