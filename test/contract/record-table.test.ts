import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { bodyBucket } from '../../shared/adapters/aws/body-bucket.ts';
import { recordTable } from '../../shared/adapters/aws/record-table.ts';
import { type Dynoxide, scan, skipped, startDynoxide } from './dynoxide.ts';
import { faultyLine } from './faults.ts';
import { startObjects } from './object-server.ts';
import { documentOf, headOf, recordStoreContract, registered, registrationOf, submissionOf } from './record-store.ts';

const dynoxide = await startDynoxide();
const objects = await startObjects();

if (dynoxide) inMemory(dynoxide, await dynoxide.makeTable());
else test.skip(skipped, () => {});

function inMemory({ client: connect, makeTable }: Dynoxide, shared: string): void {
  const bodies = bodyBucket({ client: objects.client, bucket: 'bodies' });
  const noise = () => Array.from({ length: 4_000 }, () => randomUUID()).join('');
  recordStoreContract('recordTable', () => recordTable({ client: connect(), table: shared, bodies }));

  /** A store on a table of its own, with what goes over the line to both services in one list. */
  const watched = async () => {
    const table = await makeTable();
    const client = connect();
    const line = faultyLine(client);
    const store = recordTable({ client, table, bodies });
    const head = await registered(store);
    const reset = () => {
      line.calls.length = 0;
      objects.calls.length = 0;
    };
    reset();
    return { table, client, line, store, head, reset };
  };

  describe('what goes over the line', () => {
    test('a submission is one transaction, and no call to S3', async () => {
      const { store, head, line } = await watched();
      await store.submit(submissionOf(head), head);
      expect(line.calls).toEqual(['TransactWriteItems']);
      expect(objects.calls).toEqual([]);
    });

    test('a registration is one transaction; a head and an audit are one read each', async () => {
      const { store, head, line } = await watched();
      await store.submit(submissionOf(head), head);
      line.calls.length = 0;
      await store.register(registrationOf());
      await store.head(head.tenant, head.application);
      await store.audit(head.tenant, submissionOf(head).id);
      expect(line.calls).toEqual(['TransactWriteItems', 'GetItem, consistent', 'GetItem, consistent']);
      expect(objects.calls).toEqual([]);
    });

    test("to say whose something is costs the same reads whether it is somebody's or nobody's", async () => {
      const { store, head, line } = await watched();
      await store.submit(submissionOf(head), head);
      const readsOf = async (of: 'audit' | 'application', id: string) => {
        line.calls.length = 0;
        await store.holder(of, id);
        return [...line.calls];
      };
      const nobodys = registrationOf().application;
      const ofApplication = ['Query, consistent', 'GetItem, consistent'];
      expect(await readsOf('application', head.application)).toEqual(ofApplication);
      expect(await readsOf('application', nobodys)).toEqual(ofApplication);
      expect(await readsOf('audit', submissionOf(head).id)).toEqual(['Query, consistent']);
      expect(await readsOf('audit', nobodys)).toEqual(['Query, consistent']);
    });

    test('a page asks each partition once; out of reach it asks none', async () => {
      const { store, head, line } = await watched();
      await store.submit(submissionOf(head), head);
      line.calls.length = 0;
      const readsOf = async (list: Promise<unknown>) => {
        await list;
        return line.calls.splice(0);
      };
      const { tenant } = head;
      const page = { limit: 50 };
      const packs = ['india-only'];
      const queries = (n: number) => Array.from({ length: n }, () => 'Query, consistent');
      expect(await readsOf(store.audits({ tenant }, {}, page))).toEqual(queries(1));
      expect(await readsOf(store.audits({ packs }, {}, page))).toEqual(queries(20));
      expect(await readsOf(store.audits({ packs }, { verdict: 'compliant', pack: 'india-only' }, page))).toEqual(
        queries(8),
      );
      expect(await readsOf(store.audits({ packs }, { verdict: 'compliant', site: 'yotta/nm1' }, page))).toEqual(
        queries(20),
      );
      expect(await readsOf(store.audits({ packs }, { pack: 'certin-logs' }, page))).toEqual([]);
      expect(await readsOf(store.audits({ packs: [] }, {}, page))).toEqual([]);
      expect(await readsOf(store.audits({ packs }, { from: '2026-11-23', until: '2026-11-22' }, page))).toEqual([]);
      expect(await readsOf(store.applications({ tenant }, {}, page))).toEqual(queries(1));
      expect(await readsOf(store.applications({ packs }, {}, page))).toEqual([...queries(8), 'BatchGetItem']);
      expect(await readsOf(store.applications({ packs: [] }, {}, page))).toEqual([]);
    });

    test('a body that does not fit is in S3, under the tenant, before the transaction that names it', async () => {
      const { store, head, line } = await watched();
      const submission = submissionOf(head, { audit: documentOf({ noise: noise() }) });
      line.faults.push((pass) => {
        objects.calls.push('then the transaction');
        return pass();
      });
      await store.submit(submission, head);
      const key = `/bodies/t/${head.tenant}/sha256/${submission.audit.digest.slice('sha256:'.length)}`;
      expect(objects.calls).toEqual([`PUT ${key}`, 'then the transaction']);
      expect(objects.objects.get(key)?.toString()).toBe(submission.audit.json);
    });

    test('a body that is there already is taken as written', async () => {
      const { store, head } = await watched();
      const audit = documentOf({ noise: noise() });
      await store.submit(submissionOf(head, { audit }), head);
      const now = await headOf(store, head);
      expect(await store.submit(submissionOf(now, { key: 'second', audit }), now)).toBe('made');
      expect(await store.audit(head.tenant, submissionOf(now, { key: 'second' }).id)).toBe(audit.json);
    });

    test('while others write the same body, and when S3 fails for a moment, the submission is made', async () => {
      const { store, head } = await watched();
      objects.faults.push(409, 500, 409);
      expect(await store.submit(submissionOf(head, { audit: documentOf({ noise: noise() }) }), head)).toBe('made');
    });

    test('when S3 fails for long, nothing is recorded', async () => {
      const { store, head, table, client } = await watched();
      objects.faults.push(500, 500, 500);
      const submission = submissionOf(head, { audit: documentOf({ noise: noise() }) });
      await expect(store.submit(submission, head)).rejects.toMatchObject({ code: 'store_unavailable' });
      expect((await scan(client, table)).map(({ k }) => k).toSorted()).toEqual([
        'application',
        'holder',
        'pending',
        'record',
      ]);
    });
  });

  describe('what comes back is not trusted', () => {
    type Item = Record<string, unknown>;
    const overwrite = async (changes: Item, kind: string, which = (_: Item) => true) => {
      const { store, head, table, client } = await watched();
      const submission = submissionOf(head);
      await store.submit(submission, head);
      const item = (await scan(client, table)).find((row) => row.k === kind && row.of !== 'registration' && which(row));
      await client.send(new PutCommand({ TableName: table, Item: { ...item, ...changes } }));
      return { store, head, submission };
    };
    const unknown = { code: 'shape_unknown' };

    test.each([
      { name: 'a later version', changes: { v: 2 } },
      { name: 'another kind', changes: { k: 'edge' } },
      { name: 'an attribute nobody knows', changes: { waived: true } },
      { name: 'a verdict nobody knows', changes: { current: { verdict: 'fine' } } },
    ])('a head with $name is refused', async ({ changes }) => {
      const { store, head } = await overwrite(changes, 'application');
      await expect(store.head(head.tenant, head.application)).rejects.toMatchObject(unknown);
    });

    test.each([
      { name: 'a later version', changes: { v: 2 } },
      { name: 'another digest', changes: { sha256: '0'.repeat(64) } },
      { name: 'a body that does not inflate', changes: { gz: Buffer.from('no') } },
    ])('an audit with $name is refused', async ({ changes }) => {
      const { store, submission } = await overwrite(changes, 'audit');
      await expect(store.audit(submission.tenant, submission.id)).rejects.toMatchObject(unknown);
    });

    test.each([
      { name: 'a listing', kind: 'listing', read: 'audits' },
      { name: 'an edge', kind: 'edge', read: 'applications' },
      { name: 'a head', kind: 'application', read: 'applications' },
    ] as const)('a list with $name of a later version is refused', async ({ kind, read }) => {
      const { store } = await overwrite({ v: 2 }, kind, ({ pk }) => !/#v#|#s#/.test(String(pk)));
      const list = store[read]({ packs: ['india-only', 'certin-logs'] }, {}, { limit: 50 });
      await expect(list).rejects.toMatchObject(unknown);
    });

    test.each([
      { kind: 'audit', of: 'audit' },
      { kind: 'holder', of: 'application' },
      { kind: 'application', of: 'application' },
    ] as const)('whose $of it is is not taken from a row $kind of a later version', async ({ kind, of }) => {
      const { store, head, submission } = await overwrite({ v: 2 }, kind);
      const id = of === 'audit' ? submission.id : head.application;
      await expect(store.holder(of, id)).rejects.toMatchObject(unknown);
    });

    test('an application that moved since it was listed is passed over', async () => {
      const { store, head, table, client } = await watched();
      await store.submit(submissionOf(head), head);
      const edge = (await scan(client, table)).find(({ k, pk }) => k === 'edge' && String(pk).includes('india-only'));
      await client.send(new PutCommand({ TableName: table, Item: { ...edge, sk: `${head.tenant}#gone` } }));
      const now = await headOf(store, head);
      await store.submit(submissionOf(now, { key: 'second', packs: {} }), now);
      await client.send(new PutCommand({ TableName: table, Item: edge }));
      expect(await store.applications({ packs: ['india-only'] }, {}, { limit: 1 })).toEqual({ items: [] });
    });

    test('a record with a shape nobody knows is no replay', async () => {
      const { store, head } = await overwrite({ v: 2 }, 'record');
      await expect(store.submit(submissionOf(head), head)).rejects.toMatchObject(unknown);
    });

    test.each(['changed', 'gone'])('a body that is %s in S3 is refused', async (how) => {
      const { store, head } = await watched();
      const submission = submissionOf(head, { audit: documentOf({ noise: noise() }) });
      await store.submit(submission, head);
      for (const path of [...objects.objects.keys()].filter((key) => key.includes(head.tenant)))
        if (how === 'gone') objects.objects.delete(path);
        else objects.objects.set(path, Buffer.from('{}'));
      await expect(store.audit(head.tenant, submission.id)).rejects.toMatchObject(unknown);
    });
  });
}
