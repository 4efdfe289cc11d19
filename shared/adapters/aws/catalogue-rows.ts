import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { answered } from './failure.ts';
import { always, parseRow } from './rows.ts';

/*
 * The items of the table `catalogue`, in one partition:
 *
 *     CATALOGUE   CURRENT          pointer: the two documents that are in force; the only item that changes
 *     CATALOGUE   K#<at>#<n>       publication: what became current, and when; `n` has 8 digits, so it sorts as text
 *
 * The documents lie in the bucket, under their digests. A pointer may be older than the first publication: there was
 * a time when only pointers were written.
 */

const digest = z.templateLiteral(['sha256:', z.string().regex(/^[0-9a-f]{64}$/)]);
/** The two documents of a catalogue, by the digest of their canonical form. */
export const Digests = z.object({ registry: digest, policy: digest });
export type Digests = z.infer<typeof Digests>;

const partition = 'CATALOGUE';
export const pointerKey = { pk: partition, sk: 'CURRENT' } as const;
const shape = { pk: z.literal(partition), v: z.literal(1), n: z.int(), ...Digests.shape };

export const PointerRow = z.strictObject({ ...shape, sk: z.literal(pointerKey.sk), k: z.literal('catalogue') });
export type PointerRow = z.infer<typeof PointerRow>;

export const PublicationRow = z.strictObject({
  ...shape,
  sk: z.string(),
  k: z.literal('publication'),
  /** ISO 8601, milliseconds, Z. */
  at: z.string(),
});
export type PublicationRow = z.infer<typeof PublicationRow>;

export type Table = { readonly client: DynamoDBDocumentClient; readonly table: string };

export function pointerRow(n: number, { registry, policy }: Digests): PointerRow {
  return { ...pointerKey, k: 'catalogue', v: 1, n, registry, policy };
}

export function publicationRow(n: number, at: string, { registry, policy }: Digests): PublicationRow {
  const sk = `K#${at}#${String(n).padStart(8, '0')}`;
  return { pk: partition, sk, k: 'publication', v: 1, n, at, registry, policy };
}

/** Undefined: nothing was ever published. */
export async function readPointer({ client, table }: Table): Promise<PointerRow | undefined> {
  const get = new GetCommand({ TableName: table, Key: pointerKey, ConsistentRead: true });
  const { Item } = await answered(client.send(get));
  return Item && parseRow(PointerRow, Item);
}

/** The last publication at `instant` or before; without an instant, the last of all. */
export async function lastPublication({ client, table }: Table, instant = ''): Promise<PublicationRow | undefined> {
  const query = new QueryCommand({
    TableName: table,
    KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :from AND :until',
    ExpressionAttributeNames: { '#pk': 'pk', '#sk': 'sk' },
    // `~` sorts after whatever follows a time, and after every digit.
    ExpressionAttributeValues: { ':pk': partition, ':from': 'K#', ':until': `K#${instant}~` },
    ScanIndexForward: false,
    Limit: 1,
    ConsistentRead: true,
  });
  const [last] = always((await answered(client.send(query))).Items);
  return last && parseRow(PublicationRow, last);
}

export function areSame(one: Digests, other: Digests): boolean {
  return one.registry === other.registry && one.policy === other.policy;
}
