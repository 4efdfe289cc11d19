import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { itemBytes } from './item-bytes.ts';

type Item = Readonly<Record<string, unknown>>;

/** What was sent, in DynamoDB's units: a transaction writes 2 for each KB of each item, a consistent read 1 for 4 KB. */
export type Tally = {
  readonly reads: number;
  readonly readUnits: number;
  readonly transactions: number;
  readonly actions: number;
  readonly writeUnits: number;
  /** What a replica writes of it: 1 for each KB of each item. */
  readonly replicaUnits: number;
  /** Bytes that came on top, those that DynamoDB adds to each item included. */
  readonly grownBytes: number;
};

const nothing: Tally = {
  reads: 0,
  readUnits: 0,
  transactions: 0,
  actions: 0,
  writeUnits: 0,
  replicaUnits: 0,
  grownBytes: 0,
};
/** DynamoDB's own, of each item it stores. */
const itemOverhead = 100;

/** A table in memory that does what the store sends without asking for conditions, and counts what it would cost. */
export function countingTable() {
  const items = new Map<string, Item>();
  let tally = nothing;
  const count = (more: Partial<Tally>) => {
    tally = { ...tally, ...added(tally, more) };
  };
  const read = (found: readonly Item[]) => {
    const bytes = found.reduce((sum, item) => sum + itemBytes(item), 0);
    count({ reads: 1, readUnits: Math.max(1, Math.ceil(bytes / 4096)) });
  };
  const write = (key: string, after: Item | undefined) => {
    const before = items.get(key);
    const kilobytes = Math.ceil(Math.max(sizeOf(before), sizeOf(after), 1) / 1024);
    const grownBytes = kept(after) - kept(before);
    count({ actions: 1, writeUnits: 2 * kilobytes, replicaUnits: kilobytes, grownBytes });
    if (after === undefined) items.delete(key);
    else items.set(key, after);
  };
  const send = async (command: unknown): Promise<object> => {
    if (command instanceof GetCommand) {
      const item = items.get(nameOf(command.input.Key ?? {}));
      read(item === undefined ? [] : [item]);
      return item === undefined ? {} : { Item: item };
    }
    if (command instanceof QueryCommand) {
      const found = matching([...items.values()], command);
      read(found);
      return { Items: found };
    }
    if (!(command instanceof TransactWriteCommand)) throw new Error('this command is not counted');
    count({ transactions: 1 });
    for (const { Put, Delete, Update } of command.input.TransactItems ?? []) {
      if (Put?.Item) write(nameOf(Put.Item), Put.Item);
      if (Delete?.Key) write(nameOf(Delete.Key), undefined);
      if (Update?.Key) write(nameOf(Update.Key), changed(items.get(nameOf(Update.Key)) ?? {}, Update));
    }
    return {};
  };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'ap-south-1' }));
  return {
    client: Object.assign(Object.create(client), { send }),
    /** What was counted since it was last asked for. */
    taken: (): Tally => {
      const counted = tally;
      tally = nothing;
      return counted;
    },
  };
}

const nameOf = ({ pk, sk }: Item): string => `${pk} ${sk}`;
const sizeOf = (item: Item | undefined) => (item === undefined ? 0 : itemBytes(item));
const kept = (item: Item | undefined) => (item === undefined ? 0 : itemBytes(item) + itemOverhead);

function added(tally: Tally, more: Partial<Tally>): Partial<Tally> {
  return {
    reads: tally.reads + (more.reads ?? 0),
    readUnits: tally.readUnits + (more.readUnits ?? 0),
    transactions: tally.transactions + (more.transactions ?? 0),
    actions: tally.actions + (more.actions ?? 0),
    writeUnits: tally.writeUnits + (more.writeUnits ?? 0),
    replicaUnits: tally.replicaUnits + (more.replicaUnits ?? 0),
    grownBytes: tally.grownBytes + (more.grownBytes ?? 0),
  };
}

const Values = z.record(z.string(), z.unknown()).default({});

/** Our updates set attributes, each named `#name` and given as `:new_name`. */
function changed(item: Item, update: { readonly ExpressionAttributeValues?: unknown }): Item {
  const set = Object.entries(Values.parse(update.ExpressionAttributeValues)).flatMap(([mark, value]) =>
    mark.startsWith(':new_') ? [[mark.slice(':new_'.length), value] as const] : [],
  );
  return { ...item, ...Object.fromEntries(set) };
}

function matching(items: readonly Item[], { input }: QueryCommand): Item[] {
  const { ':pk': pk, ':low': low = '', ':high': high = '~' } = Values.parse(input.ExpressionAttributeValues);
  return items
    .filter((item) => item.pk === pk && String(item.sk) >= String(low) && String(item.sk) <= String(high))
    .toSorted((a, b) => (String(a.sk) < String(b.sk) ? 1 : -1))
    .slice(0, input.Limit);
}
