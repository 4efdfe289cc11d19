import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bodyBucket } from '../../shared/adapters/aws/body-bucket.ts';
import { differences } from '../../shared/adapters/aws/differences.ts';
import { recordTable } from '../../shared/adapters/aws/record-table.ts';
import { type Dynoxide, scan, skipped, startDynoxide } from './dynoxide.ts';
import { most } from './facets.ts';
import { startObjects } from './object-server.ts';
import { documentOf, headOf, registered, submissionOf } from './record-store.ts';

type Item = Record<string, unknown>;

const dynoxide = await startDynoxide();
const objects = await startObjects();

async function found(items: readonly Item[]): Promise<string[]> {
  const said: string[] = [];
  for await (const sentence of differences(items)) said.push(sentence);
  return said;
}

/** Two applications: one audited three times, with a long body and with many sites and packs; one never. */
async function history({ client: connect, makeTable }: Dynoxide): Promise<Item[]> {
  const table = await makeTable();
  const client = connect();
  const bodies = bodyBucket({ client: objects.client, bucket: 'bodies' });
  const store = recordTable({ client, table, bodies });
  const head = await registered(store);
  await registered(store);
  const noise = Array.from({ length: 4_000 }, () => crypto.randomUUID()).join('');
  const wide = { sites: [...most('a', 'compliant').sites, 'z/1'], packs: most('p', 'compliant').packs };
  const changes = [{ key: 'one' }, { key: 'two', audit: documentOf({ noise }) }, { key: 'three', ...wide }];
  for (const change of changes) {
    const now = await headOf(store, head);
    await store.submit(submissionOf(now, change), now);
  }
  return await scan(client, table);
}

if (dynoxide) damaged(await history(dynoxide));
else test.skip(skipped, () => {});

function damaged(whole: readonly Item[]): void {
  const keys = ({ pk, sk }: Item) => `\`${pk}\` \`${sk}\``;
  const rowsOf = (kind: string) => whole.filter(({ k }) => k === kind);
  const oneOf = (kind: string, where: (item: Item) => boolean = () => true): Item => {
    const item = rowsOf(kind).find(where);
    if (item === undefined) throw new Error(`no row ${kind}`);
    return item;
  };
  const changed = (item: Item, changes: Item) => whole.map((each) => (each === item ? { ...each, ...changes } : each));

  test('a table that is whole has no differences, in whatever order it is read', async () => {
    expect(await found(whole)).toEqual([]);
    expect(await found(whole.toReversed())).toEqual([]);
    expect(new Set(whole.map(({ k }) => k)).size).toBe(8);
    expect(await found([])).toEqual([]);
  });

  test.each(whole.filter(({ k }) => k !== 'record').map((item) => ({ item, kind: item.k })))(
    'a row $kind that is gone is named',
    async ({ item }) => {
      const said = await found(whole.filter((each) => each !== item));
      expect(said.filter((sentence) => sentence.startsWith(keys(item)) && sentence.includes('missing'))).toHaveLength(
        1,
      );
    },
  );

  test.each(rowsOf('record').map((item) => ({ item, of: item.of })))(
    'a record of a $of that is gone leaves what came from it, which is named',
    async ({ item, of }) => {
      const said = await found(whole.filter((each) => each !== item));
      expect(said.filter((sentence) => sentence.includes('that it comes from is not'))).toHaveLength(
        of === 'registration' ? 2 : 3,
      );
    },
  );

  test.each(['listing', 'edge', 'holder', 'pending', 'audit', 'declaration', 'application'])(
    'a row %s too many is named',
    async (kind) => {
      const item = oneOf(kind);
      const more = {
        ...item,
        pk: `${item.pk}x`,
        ...(kind === 'application' && { application: 'x', current: undefined }),
      };
      expect(await found([...whole, more])).toContainEqual(expect.stringContaining(`\`${item.pk}x\``));
    },
  );

  const newest = oneOf('application', ({ current }) => current !== undefined);
  const older = oneOf('audit', ({ previous }) => previous === undefined);
  const id = String(older.pk).slice(2);
  const other = gzipSync(JSON.stringify('other'));

  test.each([
    {
      name: 'a listing with another verdict',
      item: oneOf('listing'),
      changes: { verdict: 'indeterminate' },
      says: 'says something else',
    },
    {
      name: 'a listing without its sites',
      item: oneOf('listing'),
      changes: { sites: [] },
      says: 'says something else',
    },
    {
      name: 'a listing of another application',
      item: oneOf('listing'),
      changes: { application: 'x' },
      says: 'says something else',
    },
    {
      name: 'a pending row with another time',
      item: oneOf('pending'),
      changes: { at: '2026-01-01T00:00:00.000Z' },
      says: 'says something else',
    },
    {
      name: 'an audit of another application',
      item: older,
      changes: { application: 'x' },
      says: 'says something else',
    },
    {
      name: 'an audit with other packs',
      item: older,
      changes: { packs: {} },
      says: 'is there, and the audit that it comes from is not',
    },
    {
      name: 'a declaration of another time',
      item: oneOf('declaration'),
      changes: { at: 'x' },
      says: 'says something else',
    },
    {
      name: 'a head registered at another time',
      item: newest,
      changes: { registeredAt: 'x' },
      says: 'says something else',
    },
    {
      name: 'a head whose newest audit is not there',
      item: newest,
      changes: { current: { ...object(newest.current), audit: 'gone' } },
      says: 'audit `gone` of',
    },
    {
      name: 'a head that is behind',
      item: newest,
      changes: { current: { ...object(newest.current), audit: id } },
      says: `audit \`${id}\` of \`${newest.tenant}\`: a head or a later audit names it; it is not there, or another names it`,
    },
    {
      name: 'a head that says something else of its audit',
      item: newest,
      changes: { current: { ...object(newest.current), catalogue: 9 } },
      says: 'the head that names it says something else',
    },
    {
      name: 'an audit that follows none that is there',
      item: oneOf('audit', ({ previous }) => previous === id),
      changes: { previous: 'gone' },
      says: 'is not the newest of its application',
    },
    {
      name: 'a body that is another one',
      item: older,
      changes: { gz: other },
      says: 'the body is damaged, a body kept as',
    },
    {
      name: 'a body that does not inflate',
      item: oneOf('declaration'),
      changes: { gz: Buffer.from('no') },
      says: 'does not inflate',
    },
    { name: 'no body', item: older, changes: { gz: undefined }, says: 'neither a body nor' },
    {
      name: 'a shape of a later version',
      item: oneOf('edge'),
      changes: { v: 2 },
      says: 'no shape that this version knows',
    },
  ])('$name is named', async ({ item, changes, says }) => {
    const table = changed(item, changes);
    for (const order of [table, table.toReversed()])
      expect(await found(order)).toContainEqual(expect.stringContaining(says));
  });

  test('what has no key is named as what it is', async () => {
    expect(await found([...whole, {}])).toEqual(['`?` `?`: this has no shape that this version knows']);
  });
}

function object(value: unknown): object {
  if (typeof value === 'object' && value !== null) return value;
  throw new Error('not an object');
}
