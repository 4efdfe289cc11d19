import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CreateTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll } from 'vitest';
import { documentClient } from '../../shared/adapters/aws/client.ts';

const binary = fileURLToPath(new URL('../../node_modules/@dynoxide/linux-x64/dynoxide', import.meta.url));

/** Serves until our end of its input closes, which it does however this process ends. */
const whileRead = '"$0" serve --port "$1" & cat; kill $!';

export type Dynoxide = { readonly client: () => DynamoDBDocumentClient; readonly makeTable: () => Promise<string> };

/** DynamoDB in memory for the tests of one file. Undefined where the optional package was not installed. */
export async function startDynoxide(): Promise<Dynoxide | undefined> {
  if (!existsSync(binary)) return undefined;
  const port = await freePort();
  const server = spawn('sh', ['-c', whileRead, binary, String(port)], { stdio: ['pipe', 'ignore', 'ignore'] });
  afterAll(() => server.stdin.end());
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
  const client = () =>
    documentClient({ AWS_REGION: 'ap-south-1', AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}` });
  await answering(client());
  let tables = 0;
  const makeTable = async () => {
    tables += 1;
    const TableName = `records-${tables}`;
    const keys = [
      { AttributeName: 'pk', KeyType: 'HASH', AttributeType: 'S' },
      { AttributeName: 'sk', KeyType: 'RANGE', AttributeType: 'S' },
    ] as const;
    const KeySchema = keys.map(({ AttributeName, KeyType }) => ({ AttributeName, KeyType }));
    const AttributeDefinitions = keys.map(({ AttributeName, AttributeType }) => ({ AttributeName, AttributeType }));
    const command = { TableName, KeySchema, AttributeDefinitions, BillingMode: 'PAY_PER_REQUEST' } as const;
    await client().send(new CreateTableCommand(command));
    return TableName;
  };
  return { client, makeTable };
}

export const skipped = 'skipped: the optional package @dynoxide/linux-x64 is not installed';

/** Every item of a table. */
export async function scan(client: DynamoDBDocumentClient, table: string): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for (let from: Record<string, unknown> | undefined, first = true; first || from; first = false) {
    const page = await client.send(new ScanCommand({ TableName: table, ...(from && { ExclusiveStartKey: from }) }));
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  }
  return items;
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

async function answering(client: DynamoDBDocumentClient): Promise<void> {
  for (let n = 0; ; n++) {
    const up = await client.send(new ListTablesCommand({})).then(
      () => true,
      (cause: unknown) => {
        if (n === 50) throw cause;
        return false;
      },
    );
    if (up) return;
    await setTimeout(50);
  }
}
