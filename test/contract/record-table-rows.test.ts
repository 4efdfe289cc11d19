import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyBucket } from '../../shared/adapters/aws/body-bucket.ts';
import { differences } from '../../shared/adapters/aws/differences.ts';
import { recordTable } from '../../shared/adapters/aws/record-table.ts';
import { recordMap } from '../../shared/adapters/local/record-map.ts';
import type { Head, RecordStore, Submission } from '../../shared/ports.ts';
import { type Dynoxide, scan, skipped, startDynoxide } from './dynoxide.ts';
import { edgeKeys, facets, listingKeys, most } from './facets.ts';
import { startObjects } from './object-server.ts';
import { headOf, registered, registrationOf, submissionOf } from './record-store.ts';

const dynoxide = await startDynoxide();
const objects = await startObjects();

/** Two tenants, two applications each. A submission may come twice, or on a head that is out of date. */
const applications = ['tenant-a', 'tenant-b'].flatMap((tenant) => ['1', '2'].map((key) => registrationOf(tenant, key)));
const step = fc.record({
  application: fc.constantFrom(...applications),
  facets,
  key: fc.constantFrom('k0', 'k1', 'k2', 'k3', 'k4'),
  stale: fc.boolean(),
});

if (dynoxide) inMemory(dynoxide);
else test.skip(skipped, () => {});

function inMemory({ client: connect, makeTable }: Dynoxide): void {
  const client = connect();
  const bodies = bodyBucket({ client: objects.client, bucket: 'bodies' });
  const rowsOf = async (table: string, kind: string) =>
    (await scan(client, table)).filter(({ k }) => k === kind).map(({ pk, sk }) => `${pk} ${sk}`);

  test('after any history the rows in the table are those of its records, and the map says the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (history) => {
        const table = await makeTable();
        const store = recordTable({ client, table, bodies });
        const map = recordMap();
        for (const at of applications) await Promise.all([store.register(at), map.register(at)]);
        const made: Submission[] = [];
        for (const [n, { application, facets, key, stale }] of history.entries()) {
          const at = `2026-11-22T10:00:00.00${n}Z`;
          const submission = submissionOf(application, { key, at, fingerprint: application.id, ...facets });
          const [one, two] = await Promise.all([store, map].map((to) => outcome(to, submission, stale)));
          expect(one).toEqual(two);
          if (one === 'made') made.push(submission);
        }
        const newest = new Map(made.map((submission) => [submission.application, submission]));
        expect((await rowsOf(table, 'listing')).toSorted()).toEqual(made.flatMap(listingKeys).toSorted());
        expect((await rowsOf(table, 'edge')).toSorted()).toEqual([...newest.values()].flatMap(edgeKeys).toSorted());
        expect((await rowsOf(table, 'holder')).toSorted()).toEqual(
          applications.map(({ tenant, application }) => `R#${application} ${tenant}#APP`).toSorted(),
        );
        for await (const difference of differences(await scan(client, table))) expect.fail(difference);
        for (const { tenant, application } of applications)
          expect(await store.head(tenant, application)).toEqual(await map.head(tenant, application));
        for (const { tenant, id, audit } of made) expect(await store.audit(tenant, id)).toBe(audit.json);
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  test('the largest change there can be is one transaction that DynamoDB takes', async () => {
    const table = await makeTable();
    const store = recordTable({ client, table, bodies });
    const head = await registered(store);
    await store.submit(submissionOf(head, { key: 'old', ...most('old', 'non-compliant') }), head);
    const now = await headOf(store, head);
    const submission = submissionOf(now, { key: 'new', ...most('new', 'compliant') });
    expect(await store.submit(submission, now)).toBe('made');
    expect((await rowsOf(table, 'edge')).toSorted()).toEqual(edgeKeys(submission).toSorted());
  });
}

async function outcome(store: RecordStore, submission: Submission, stale: boolean): Promise<unknown> {
  const head: Head = await headOf(store, submission);
  const { current: _, ...bare } = head;
  const built = stale && head.version > 0 ? { ...bare, version: head.version - 1 } : head;
  return await store.submit(submission, built).catch(({ code }) => code);
}
