import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { ObjectFiles } from '../../infra/local/object-files.ts';
import { auditKey, declarationKey, headKey, type Key, pendingRow, recordKey } from '../../shared/adapters/aws/rows.ts';
import { entryId } from '../../shared/audit/ids.ts';
import type { FoundWhole } from './found.ts';
import { type BodyOf, foundIn } from './found-rows.ts';
import type { Operation } from './history.ts';

/** What the service recorded, read past the service: from its database and from its files. */
export type TableView = {
  /** What became of these requests: a few reads, whatever else is there. */
  readonly of: (operations: readonly Operation[]) => Promise<FoundWhole>;
  /** Every row. */
  readonly whole: () => Promise<FoundWhole>;
  readonly close: () => void;
};

/** Looks into the database at an endpoint, and into the buckets of a state folder. */
export async function viewTable(endpoint: string, state: string): Promise<TableView> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'ap-south-1', credentials }));
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const table = TableNames.find((name) => /records/i.test(name)) ?? '';
  const bodyOf = bodiesIn(join(state, 's3'));
  return {
    of: async (operations) => {
      const items = await getAll(client, table, operations.flatMap(keysOf));
      const { entries } = await foundIn(items, bodyOf);
      const pending = [...entries.values()].filter(({ at }) => at !== '').map(pendingKey);
      return foundIn([...items, ...(await getAll(client, table, pending))], bodyOf);
    },
    whole: async () => {
      const items: unknown[] = [];
      for await (const { Items = [] } of paginateScan({ client }, { TableName: table, ConsistentRead: true }))
        items.push(...Items);
      return foundIn(items, bodyOf);
    },
    close: () => client.destroy(),
  };
}

function keysOf({ tenant, key, application }: Operation): Key[] {
  const id = entryId(tenant, key);
  return [recordKey(tenant, id), auditKey(tenant, id), declarationKey(tenant, id), headKey(tenant, application)];
}

const pendingKey = (entry: { readonly id: string; readonly at: string }): Key => {
  const { pk, sk } = pendingRow(entry);
  return { pk, sk };
};

/** The items under these keys that are there, read consistently. */
async function getAll(client: DynamoDBDocumentClient, table: string, keys: readonly Key[]): Promise<unknown[]> {
  const left = [...new Map(keys.map(({ pk, sk }) => [`${pk} ${sk}`, { pk, sk }])).values()];
  const items: unknown[] = [];
  while (left.length > 0) {
    const asked = { [table]: { Keys: left.splice(0, 100), ConsistentRead: true } };
    const { Responses = {}, UnprocessedKeys = {} } = await client.send(new BatchGetCommand({ RequestItems: asked }));
    items.push(...(Responses[table] ?? []));
    for (const { pk, sk } of UnprocessedKeys[table]?.Keys ?? []) left.push({ pk: String(pk), sk: String(sk) });
  }
  return items;
}

/** Long bodies lie in the one bucket that has the tenant's folder. */
function bodiesIn(root: string): BodyOf {
  return async (tenant, sha256) => {
    for (const bucket of await readdir(root)) {
      const object = await new ObjectFiles(join(root, bucket)).get(`t/${tenant}/sha256/${sha256}`);
      if (object !== undefined) return object.body.toString('utf8');
    }
    return `no body is there as ${sha256}`;
  };
}
