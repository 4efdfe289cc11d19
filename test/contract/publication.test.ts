import { IdempotentParameterMismatchException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { digestsOf } from '../../shared/adapters/aws/catalogue-loader.ts';
import { digestOf } from '../../shared/canonical.ts';
import { catalogueOf, catalogues, releaseOf } from './catalogue.ts';
import { type Dynoxide, scan, skipped, startDynoxide } from './dynoxide.ts';
import { type Fault, forgetTokens } from './faults.ts';
import { startObjects } from './object-server.ts';

const dynoxide = await startDynoxide();
const objects = await startObjects();

if (dynoxide) inMemory(dynoxide);
else test.skip(skipped, () => {});

function inMemory(local: Dynoxide): void {
  const openAny = catalogues(local, objects);
  const open = async (table?: string) => {
    const opened = await openAny('released', table, 'TransactWriteItems');
    const { store, clock, client } = opened;
    const at = (time: string) => Date.parse(`2026-11-22T${time}Z`);
    const publishAt = (time: string, name: string) => {
      clock.at = at(time);
      return store.publish(releaseOf(name));
    };
    const knownAt = (time: string) => store.knownAt(new Date(at(time)).toISOString());
    const history = async () =>
      (await scan(client, opened.table)).filter(({ k }) => k === 'publication').map(({ sk }) => sk);
    return { ...opened, publishAt, knownAt, history };
  };

  describe('what was known at an instant', () => {
    test('is the release of this build, as number 0, where nothing was ever published', async () => {
      const { knownAt, loads } = await open();
      expect(await knownAt('00:00:00.000')).toEqual(catalogueOf('released', 0));
      expect(loads).toEqual(['released']);
    });

    test.each([
      { time: '09:59:59.999', want: undefined },
      { time: '10:00:00.000', want: catalogueOf('a', 1) },
      { time: '10:59:59.999', want: catalogueOf('a', 1) },
      { time: '11:00:00.000', want: catalogueOf('b', 2) },
      { time: '12:30:00.000', want: catalogueOf('a', 3) },
      { time: '23:59:59.999', want: catalogueOf('a', 3) },
    ])('after publications at 10, 11 and 12 o’clock: at $time $want.n', async ({ time, want }) => {
      const { publishAt, knownAt } = await open();
      await publishAt('10:00:00.000', 'a');
      await publishAt('11:00:00.000', 'b');
      await publishAt('12:00:00.000', 'a');
      expect(await knownAt(time)).toEqual(want);
    });

    test('is the later of two publications within one millisecond', async () => {
      const { publishAt, knownAt } = await open();
      await publishAt('10:00:00.000', 'a');
      await publishAt('10:00:00.000', 'b');
      expect(await knownAt('10:00:00.000')).toEqual(catalogueOf('b', 2));
    });

    test('follows the order of publication, also where the second machine’s clock runs behind', async () => {
      const { publishAt, knownAt } = await open();
      await publishAt('10:00:00.000', 'a');
      await publishAt('09:00:00.000', 'b');
      expect(await knownAt('10:00:00.000')).toEqual(catalogueOf('b', 2));
      expect(await knownAt('09:30:00.000')).toBeUndefined();
    });

    test('is what the pointer names, where it was written before there was history', async () => {
      const { table, client, publishAt, knownAt, history, store } = await open();
      await publishAt('10:00:00.000', 'a');
      const [sk] = await history();
      await client.send(new DeleteCommand({ TableName: table, Key: { pk: 'CATALOGUE', sk } }));
      expect(await knownAt('09:00:00.000')).toEqual(catalogueOf('a', 1));
      expect(await publishAt('11:00:00.000', 'b')).toBe(2);
      expect(await knownAt('11:00:00.000')).toEqual(catalogueOf('b', 2));
      expect(await knownAt('10:30:00.000')).toBeUndefined();
      expect(await store.current()).toEqual(catalogueOf('b', 2));
    });

    test('drops nothing of what is current from memory, however much of the past is read', async () => {
      const { publishAt, knownAt, store, clock, loads } = await open();
      for (const [hour, name] of ['a', 'b', 'c', 'd', 'e'].entries()) await publishAt(`1${hour}:00:00.000`, name);
      expect((await store.current()).n).toBe(5);
      const before = loads.length;
      for (const hour of [0, 1, 0, 2, 0]) expect((await knownAt(`1${hour}:30:00.000`))?.n).toBe(hour + 1);
      clock.at += 5_000;
      expect(await store.current()).toEqual(catalogueOf('e', 5));
      expect(await knownAt('14:30:00.000')).toEqual(catalogueOf('e', 5));
      expect(loads.slice(before)).toEqual(['a', 'b', 'c']);
    });

    test('is refused where a row is of a later version', async () => {
      const { table, client, publishAt, knownAt } = await open();
      await publishAt('10:00:00.000', 'a');
      const [row] = (await scan(client, table)).filter(({ k }) => k === 'publication');
      await client.send(new PutCommand({ TableName: table, Item: { ...row, v: 2 } }));
      await expect(knownAt('10:00:00.000')).rejects.toMatchObject({ code: 'shape_unknown' });
    });
  });

  describe('history', () => {
    test('has one row for each change, and none for what changed nothing', async () => {
      const { publishAt, history, store } = await open();
      await publishAt('10:00:00.000', 'a');
      await publishAt('11:00:00.000', 'a');
      await store.republish(digestsOf(releaseOf('a')));
      await publishAt('12:00:00.000', 'b');
      expect(await history()).toEqual(['K#2026-11-22T10:00:00.000Z#00000001', 'K#2026-11-22T12:00:00.000Z#00000002']);
    });

    test('has no row of who lost', async () => {
      const { table, store, history } = await open();
      const others = await open(table);
      const both = await Promise.allSettled([store.publish(releaseOf('a')), others.store.publish(releaseOf('b'))]);
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(await history()).toHaveLength(1);
    });

    const lost: Fault = async (pass) => {
      await pass();
      throw Object.assign(new Error('no answer in 3 seconds'), { name: 'TimeoutError' });
    };
    const failedBefore: Fault = () => Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    test.each([
      { name: 'an answer was lost', fault: lost, forget: false },
      { name: 'an answer was lost, and DynamoDB no longer knows the token', fault: lost, forget: true },
      { name: 'a call failed', fault: failedBefore, forget: false },
    ])('has one row where $name', async ({ fault, forget }) => {
      const { client, line, publishAt, history, store } = await open();
      await publishAt('10:00:00.000', 'a');
      line.faults.push(fault);
      if (forget) forgetTokens(client);
      expect(await publishAt('11:00:00.000', 'b')).toBe(2);
      expect(await history()).toHaveLength(2);
      expect(await store.current()).toEqual(catalogueOf('b', 2));
    });

    test('tells nobody else’s success as ours: what is current decides', async () => {
      const { line, publishAt, store } = await open();
      await publishAt('10:00:00.000', 'a');
      const mismatch: Fault = () =>
        Promise.reject(new IdempotentParameterMismatchException({ message: 'other', $metadata: {} }));
      line.faults.push(mismatch);
      await expect(store.publish(releaseOf('b'))).rejects.toMatchObject({ code: 'busy' });
    });
  });

  describe('publishing again what was published before', () => {
    test('is a publication with a number of its own', async () => {
      const { publishAt, store, knownAt, gets } = await open();
      await publishAt('10:00:00.000', 'a');
      await publishAt('11:00:00.000', 'b');
      expect(await store.republish(digestsOf(releaseOf('a')))).toBe(3);
      expect(gets()).toBe(2);
      expect(await store.current()).toEqual(catalogueOf('a', 3));
      expect(await knownAt('11:00:00.000')).toEqual(catalogueOf('a', 3));
    });

    test('writes nothing where it is current', async () => {
      const { publishAt, store, history, gets } = await open();
      await publishAt('10:00:00.000', 'a');
      expect(await store.republish(digestsOf(releaseOf('a')))).toBe(1);
      expect([(await history()).length, gets()]).toEqual([1, 0]);
    });

    const a = digestsOf(releaseOf('a'));
    const never = digestsOf(releaseOf('never'));
    test.each([
      { name: 'the registry', digests: { ...a, registry: never.registry }, want: [never.registry] },
      { name: 'the policy', digests: { ...a, policy: never.policy }, want: [never.policy] },
      { name: 'both', digests: never, want: [never.registry, never.policy] },
    ])('is refused where $name is not in the bucket, by name', async ({ digests, want }) => {
      const { publishAt, store, history } = await open();
      await publishAt('10:00:00.000', 'a');
      await publishAt('11:00:00.000', 'b');
      const refused = await store.republish(digests).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'not_found' });
      expect(String(refused).match(/sha256:[0-9a-f]{64}/g)).toEqual(want);
      expect(await store.current()).toEqual(catalogueOf('b', 2));
      expect(await history()).toHaveLength(2);
    });

    test('is refused in the same way where S3 answers 403, as it does to whoever may not list the bucket', async () => {
      const { publishAt, store } = await open();
      await publishAt('10:00:00.000', 'a');
      await publishAt('11:00:00.000', 'b');
      objects.faults.push(403);
      await expect(store.republish(a)).rejects.toMatchObject({ code: 'not_found' });
    });

    test('is refused where a document was changed in the bucket', async () => {
      const { table, publishAt, store } = await open();
      await publishAt('10:00:00.000', 'a');
      await publishAt('11:00:00.000', 'b');
      const key = `/${table}/catalogue/sha256/${digestOf({ policy: 'a', a: 1 }).slice('sha256:'.length)}`;
      expect(objects.objects.has(key)).toBe(true);
      objects.objects.set(key, Buffer.from('{}'));
      await expect(store.republish(a)).rejects.toMatchObject({ code: 'shape_unknown' });
      expect((await store.current()).n).toBe(2);
    });

    test('is told as a fault of the store where the bucket does not answer', async () => {
      const { publishAt, store } = await open();
      await publishAt('10:00:00.000', 'a');
      await publishAt('11:00:00.000', 'b');
      objects.faults.push(500, 500, 500);
      await expect(store.republish(a)).rejects.toMatchObject({ code: 'store_unavailable' });
    });
  });
}
