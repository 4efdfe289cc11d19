import { setTimeout } from 'node:timers/promises';
import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '../../shared/adapters/aws/client.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { openRecords } from './records.ts';
import { type Row, rowsOf, seedPlan } from './seeding.ts';

type Write = { readonly PutRequest: { readonly Item: Record<string, unknown> } };

/** Rows of one call, at most what DynamoDB takes, and calls under way at once. */
const batch = 25;
const parallel = 6;

/**
 * `npm run seed -- <audits> [<state folder>]`: fills the local tables with a believable past, every row as the service
 * would have written it. Seeding the same number again writes the same rows.
 */
async function seed(audits: number, folder: string | undefined): Promise<void> {
  const { env, RECORDS_TABLE: table, state, origin, close } = await openRecords(folder);
  const client = documentClient(env);
  const catalogue = { n: 1, ...releaseRulebook() };
  const plan = seedPlan(audits);
  const start = performance.now();
  const sink = writer(client, table);
  let done = 0;
  for (const planned of plan) {
    for await (const rows of rowsOf(planned, catalogue)) {
      await sink.write(rows);
      if (rows.some(({ sk }) => sk.endsWith('#AUD')) && ++done % 5_000 === 0) report(done, sink.written(), start);
    }
  }
  await sink.end();
  report(done, sink.written(), start);
  const where = origin === undefined ? state : `${state}, where ${origin} answers`;
  console.log(`${plan.length} applications of ${new Set(plan.map(({ tenant }) => tenant)).size} tenants, in ${where}`);
  await close();
}

/** Writes rows in whole batches, some at a time; `write` waits when too many are under way. */
function writer(client: DynamoDBDocumentClient, table: string) {
  let waiting: Row[] = [];
  let written = 0;
  const under = new Set<Promise<unknown>>();
  const send = async (rows: readonly Row[]) => {
    const sent = put(client, table, rows).finally(() => under.delete(sent));
    under.add(sent);
    written += rows.length;
    if (under.size >= parallel) await Promise.race(under);
  };
  const write = async (rows: readonly Row[]) => {
    waiting.push(...rows);
    while (waiting.length >= batch) await send(waiting.splice(0, batch));
  };
  const end = async () => {
    if (waiting.length > 0) await send(waiting);
    waiting = [];
    await Promise.all(under);
  };
  return { write, end, written: () => written };
}

async function put(client: DynamoDBDocumentClient, table: string, rows: readonly Row[]): Promise<void> {
  let left: Write[] = rows.map((row) => ({ PutRequest: { Item: { ...row } } }));
  for (let n = 0; left.length > 0; n++) {
    if (n === 8) throw new Error('the store keeps leaving writes undone');
    if (n > 0) await setTimeout(20 * 2 ** n);
    const answer = await client.send(new BatchWriteCommand({ RequestItems: { [table]: left } }));
    left = (answer.UnprocessedItems?.[table] ?? []).flatMap(({ PutRequest }) =>
      PutRequest?.Item ? [{ PutRequest: { Item: PutRequest.Item } }] : [],
    );
  }
}

function report(done: number, written: number, start: number): void {
  console.log(`${done} audits, ${written} rows, ${((performance.now() - start) / 1000).toFixed(0)} s`);
}

const [count = '', folder] = process.argv.slice(2);
if (/^[1-9]\d{0,6}$/.test(count)) await seed(Number(count), folder);
else {
  console.error(
    'nivas: say how many audits, such as `npm run seed -- 100000`, and a state folder if it is not `.nivas`',
  );
  process.exitCode = 1;
}
