import { setTimeout } from 'node:timers/promises';
import { BatchGetCommand, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { NivasError } from '../../error.ts';
import { answered } from './failure.ts';
import { always, type Key } from './rows.ts';
import type { Sender } from './transaction.ts';

/*
 * Reads of one table. All are consistent: what was answered as recorded is seen by whoever asks next. They reject
 * with `store_unavailable` when the SDK's own retries were not enough.
 */

export type Table = Sender & { readonly table: string };

/** A stretch of a partition, bounds included, from its beginning in the given order. */
export type Stretch = {
  readonly pk: string;
  readonly low: string;
  readonly high: string;
  readonly order: 'ascending' | 'descending';
  readonly limit: number;
};
/** `isLast`: nothing comes after these rows. */
export type Rows = { readonly items: readonly unknown[]; readonly isLast: boolean };

export async function getItem({ client, table }: Table, key: Key): Promise<unknown> {
  return (await answered(client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true })))).Item;
}

export async function query({ client, table }: Table, { pk, low, high, order, limit }: Stretch): Promise<Rows> {
  const command = new QueryCommand({
    TableName: table,
    KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :low AND :high',
    ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
    ExpressionAttributeValues: { ':pk': pk, ':low': low, ':high': high },
    ScanIndexForward: order === 'ascending',
    Limit: limit,
    ConsistentRead: true,
  });
  const { Items, LastEvaluatedKey } = await answered(client.send(command));
  return { items: always(Items), isLast: LastEvaluatedKey === undefined };
}

/** Some attributes of all items of a small partition. */
export async function queryAll(
  { client, table }: Table,
  pk: string,
  attributes: readonly string[],
): Promise<unknown[]> {
  const names = Object.fromEntries(['pk', ...attributes].map((name) => [`#${name}`, name]));
  const command = new QueryCommand({
    TableName: table,
    KeyConditionExpression: '#pk = :pk',
    ProjectionExpression: attributes.map((name) => `#${name}`).join(', '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  });
  return always((await answered(client.send(command))).Items);
}

/** How often what DynamoDB left undone is asked for again. */
const tries = 6;

/** The items that are there of at most 100 keys, in any order. */
export async function getItems(table: Table, keys: readonly Key[]): Promise<unknown[]> {
  const { client, table: name, sleep = setTimeout, random = Math.random } = table;
  const found: unknown[] = [];
  let asked: Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk }));
  for (let n = 0; asked.length > 0; n++) {
    if (n === tries) throw new NivasError('store_unavailable', 'the store is busy');
    if (n > 0) await sleep(random() * 20 * 2 ** n);
    const command = new BatchGetCommand({ RequestItems: { [name]: { Keys: asked, ConsistentRead: true } } });
    const { Responses, UnprocessedKeys } = await answered(client.send(command));
    found.push(...(always(Responses)[name] ?? []));
    asked = UnprocessedKeys?.[name]?.Keys ?? [];
  }
  return found;
}
