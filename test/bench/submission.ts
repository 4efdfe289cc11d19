import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { findDynoxide, startDynoxide } from '../../infra/local/dynoxide.ts';
import { mintToken } from '../../infra/local/issuer.ts';
import { documentClient } from '../../shared/adapters/aws/client.ts';
import { recordTable } from '../../shared/adapters/aws/record-table.ts';
import { registerApplication } from '../../shared/operations/register-application.ts';
import { submitDeclaration } from '../../shared/operations/submit-declaration.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { answered } from './declarations.ts';
import { median } from './median.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const text = JSON.stringify(answered);
const rounds = 200;

/** Milliseconds at one client, in turns: the whole `POST declarations` over HTTP, and its bare transaction. */
export async function submissionTimes(): Promise<{ post: number; bare: number; ratio: number }> {
  const state = await mkdtemp(join(project, '.nivas-bench-'));
  const dynoxide = await startDynoxide(findDynoxide(process.env), join(state, 'bench.sqlite'));
  const env = { ...process.env, AWS_REGION: 'ap-south-1', AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench' };
  const local = { ...env, NIVAS_STATE: state, PORT: '0', AWS_ENDPOINT_URL_DYNAMODB: dynoxide.endpoint };
  const service = spawn(process.execPath, [join(project, 'infra/local/start.ts')], {
    env: local,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await demoAddress(service.stdout);
    const token = await mintToken({ tenant: 'acme', scopes: ['declare'] }, state);
    Object.assign(process.env, local);
    const transaction = await bareTransaction();
    return await alternate(() => post(url, token), transaction);
  } finally {
    service.kill('SIGTERM');
    await once(service, 'exit');
    await dynoxide.stop();
    await rm(state, { recursive: true });
  }
}

async function alternate(whole: () => Promise<unknown>, bare: () => Promise<unknown>) {
  const times = { whole: [] as number[], bare: [] as number[] };
  for (let round = -20; round < rounds; round += 1) {
    const took = { bare: await timed(bare), whole: await timed(whole) };
    if (round < 0) continue;
    times.bare.push(took.bare);
    times.whole.push(took.whole);
  }
  const ratios = times.whole.map((time, index) => time / (times.bare[index] ?? time));
  return { post: median(times.whole), bare: median(times.bare), ratio: median(ratios) };
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** The line that `npm start` prints to try it with holds the address of the demo's declarations. */
function demoAddress(output: NodeJS.ReadableStream): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    output.on('data', (part) => {
      said = `${said}${part}`.slice(-4000);
      const url = /curl -sS (\S+)/.exec(said)?.[1];
      if (url) resolve(url);
    });
    output.on('end', () => reject(new Error(`the service did not start: ${said}`)));
  });
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let sent = 0;

function post(url: string, token: string): Promise<void> {
  sent += 1;
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'idempotency-key': `bench-${sent}`,
  };
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', agent, headers }, (response) => {
      response
        .resume()
        .on('end', () => (response.statusCode === 201 ? resolve() : reject(new Error(`${response.statusCode}`))));
    });
    sending.on('error', reject).end(text);
  });
}

/** The very transaction of such a submission, on rows of its own: nothing is read, judged, packed or built for it. */
async function bareTransaction(): Promise<() => Promise<unknown>> {
  const client = documentClient(process.env);
  const { TransactItems = [] } = await transactionOf(client);
  let copies = 0;
  return () => {
    copies += 1;
    const own = (key: unknown) => `bare-${copies}#${String(key)}`;
    const items = TransactItems.map(({ Put, Update }) =>
      Put
        ? { Put: { ...Put, Item: { ...Put.Item, pk: own(Put.Item?.pk) } } }
        : {
            Update: Update && {
              ...Update,
              Key: { ...Update.Key, pk: 'bare' },
              ConditionExpression: undefined,
              ExpressionAttributeValues: used(Update),
            },
          },
    );
    return client.send(new TransactWriteCommand({ TransactItems: items }));
  };
}

type Sent = TransactWriteCommandInput;
type Update = NonNullable<NonNullable<NonNullable<Sent['TransactItems']>[number]['Update']>>;

/** Values that the expression still uses once its condition is gone. */
const used = ({ UpdateExpression = '', ExpressionAttributeValues = {} }: Update) =>
  Object.fromEntries(Object.entries(ExpressionAttributeValues).filter(([name]) => UpdateExpression.includes(name)));

/** What the store sends for the second declaration of an application, when no edge changes any more. */
async function transactionOf(client: DynamoDBDocumentClient): Promise<Sent> {
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const table = TableNames.find((name) => /records/i.test(name)) ?? '';
  const sent: Sent[] = [];
  const spy = Object.assign(Object.create(client), {
    send: (command: TransactWriteCommand) => {
      if (command instanceof TransactWriteCommand) sent.push(command.input);
      return client.send(command);
    },
  });
  const records = recordTable({ client: spy, table, bodies: { put: refuseBody, get: refuseBody } });
  const rulebook = { n: 1, ...releaseRulebook() };
  const ports = {
    records,
    evidence: { find: refuseBody, read: refuseBody, keep: refuseBody },
    catalogue: { current: async () => rulebook, knownAt: async () => rulebook },
    now: () => new Date(),
    nonce: () => '00',
  };
  const caller = { tenant: 'bench', fingerprint: 'bench' };
  const { json } = await registerApplication(ports, { ...caller, idempotencyKey: 'application', name: 'bench' });
  const { id } = z.object({ id: z.string() }).parse(JSON.parse(json));
  for (const idempotencyKey of ['first', 'second'])
    await submitDeclaration(ports, { ...caller, idempotencyKey, application: id, text, format: 'json' });
  const last = sent.at(-1);
  if (last === undefined) throw new Error('nothing was sent');
  return last;
}

const refuseBody = (): Promise<never> => Promise.reject(new Error('a body of this size goes inline'));
