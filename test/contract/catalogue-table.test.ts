import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { canonical } from '../../shared/canonical.ts';
import { catalogueOf, catalogues, releaseOf } from './catalogue.ts';
import { type Dynoxide, skipped, startDynoxide } from './dynoxide.ts';
import { startObjects } from './object-server.ts';

const dynoxide = await startDynoxide();
const objects = await startObjects();

if (dynoxide) inMemory(dynoxide);
else test.skip(skipped, () => {});

function inMemory(local: Dynoxide): void {
  const open = catalogues(local, objects);

  test('before any publication the release is current, as number 0, and nothing is fetched', async () => {
    const { store, gets, loads } = await open();
    expect(await store.current()).toEqual(catalogueOf('released', 0));
    expect([gets(), loads]).toEqual([0, ['released']]);
  });

  test('what is published is current at once here, and within five seconds elsewhere', async () => {
    const here = await open();
    const there = await open('older build', here.table);
    expect(await there.store.current()).toEqual(catalogueOf('older build', 0));
    expect(await here.store.publish(releaseOf('next'))).toBe(1);
    expect(await here.store.current()).toEqual(catalogueOf('next', 1));
    there.clock.at += 4_999;
    expect((await there.store.current()).n).toBe(0);
    there.clock.at += 1;
    expect(await there.store.current()).toEqual(catalogueOf('next', 1));
  });

  test('publishing the release itself fetches nothing and loads nothing anew', async () => {
    const { store, gets, loads } = await open();
    await store.current();
    await store.publish(releaseOf('released'));
    expect(await store.current()).toEqual(catalogueOf('released', 1));
    expect([gets(), loads]).toEqual([0, ['released']]);
  });

  test('a document that changed is fetched, the other is not', async () => {
    const { store, gets } = await open();
    await store.publish({ ...releaseOf('released'), registry: releaseOf('next').registry });
    expect(await store.current()).toMatchObject({ registry: { registry: 'next' }, policy: { policy: 'released' } });
    expect(gets()).toBe(1);
  });

  test('documents lie under the digest of their canonical form', async () => {
    const { store, table } = await open();
    const { registry } = releaseOf('next');
    await store.publish(releaseOf('next'));
    const kept = objects.objects.get(`/${table}/catalogue/sha256/${registry.digest.slice('sha256:'.length)}`);
    expect(kept?.toString()).toBe(canonical({ registry: 'next' }));
  });

  test('publishing what is current changes nothing', async () => {
    const { store, line, puts } = await open();
    expect(await store.publish(releaseOf('next'))).toBe(1);
    expect(await store.publish(releaseOf('next'))).toBe(1);
    expect(line.calls).toEqual([
      'GetItem, consistent',
      'Query, consistent',
      'TransactWriteItems',
      'GetItem, consistent',
    ]);
    expect(puts()).toBe(2);
  });

  test('of two different publications at once one wins, and equal ones are one', async () => {
    const { store } = await open();
    const equal = await Promise.all([store.publish(releaseOf('a')), store.publish(releaseOf('a'))]);
    expect(equal).toEqual([1, 1]);
    const different = await Promise.allSettled([store.publish(releaseOf('b')), store.publish(releaseOf('c'))]);
    const lost = different.filter((result) => result.status === 'rejected').map(({ reason }) => reason.code);
    expect(lost).toEqual(['busy']);
    expect((await store.current()).n).toBe(2);
  });

  test('a document that is not what its digest says is not published', async () => {
    const { store } = await open();
    const forged = { ...releaseOf('next'), policy: { ...releaseOf('next').policy, json: '{}' } };
    await expect(store.publish(forged)).rejects.toThrow();
    expect((await store.current()).n).toBe(0);
  });

  test('the pointer is read once in five seconds, however many ask', async () => {
    const { store, line, clock } = await open();
    await Promise.all(Array.from({ length: 10 }, () => store.current()));
    await store.current();
    expect(line.calls).toEqual(['GetItem, consistent']);
    clock.at += 5_000;
    await Promise.all([store.current(), store.current()]);
    expect(line.calls).toEqual(['GetItem, consistent', 'GetItem, consistent']);
  });

  test('a failure is told and not kept', async () => {
    const { store, line } = await open();
    line.faults.push(() => Promise.reject(Object.assign(new Error('no answer'), { name: 'TimeoutError' })));
    const both = await Promise.allSettled([store.current(), store.current()]);
    expect(both).toMatchObject([{ reason: { code: 'store_unavailable' } }, { reason: { code: 'store_unavailable' } }]);
    expect((await store.current()).n).toBe(0);
  });

  test('two catalogues are kept loaded: going back and forth loads nothing, a third drops the oldest', async () => {
    const { store, loads, gets } = await open();
    for (const name of ['a', 'b', 'a', 'b', 'c', 'b']) {
      await store.publish(releaseOf(name));
      expect((await store.current()).registry).toEqual({ registry: name });
    }
    expect(loads).toEqual(['a', 'b', 'c']);
    expect(gets()).toBe(6);
    await store.publish(releaseOf('a'));
    await store.current();
    expect(loads).toEqual(['a', 'b', 'c', 'a']);
  });

  test.each([
    { name: 'of a later version', changes: { v: 2 } },
    { name: 'with something else for a digest', changes: { policy: '../t/tenant-a/sha256/00' } },
    { name: 'without a number', changes: { n: '1' } },
  ])('a pointer $name is refused', async ({ changes }) => {
    const { store, table, client } = await open();
    await store.publish(releaseOf('next'));
    const key = { pk: 'CATALOGUE', sk: 'CURRENT' };
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: key }));
    await client.send(new PutCommand({ TableName: table, Item: { ...Item, ...changes } }));
    await expect(store.current()).rejects.toMatchObject({ code: 'shape_unknown' });
  });

  test('a document that was changed in the bucket is refused', async () => {
    const { store, table } = await open();
    await store.publish(releaseOf('next'));
    for (const key of objects.objects.keys())
      if (key.startsWith(`/${table}/`)) objects.objects.set(key, Buffer.from('{}'));
    await expect(store.current()).rejects.toMatchObject({ code: 'shape_unknown' });
  });
}
