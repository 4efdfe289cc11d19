import { InternalServerError, ThrottlingException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { bodyBucket } from '../../shared/adapters/aws/body-bucket.ts';
import { recordTable } from '../../shared/adapters/aws/record-table.ts';
import type { RecordStore, Registration } from '../../shared/ports.ts';
import { skipped, startDynoxide } from './dynoxide.ts';
import { faultyLine } from './faults.ts';
import { startObjects } from './object-server.ts';
import { headOf, registrationOf, submissionOf } from './record-store.ts';

const dynoxide = await startDynoxide();
const objects = await startObjects();

const errors = {
  throttled: () => new ThrottlingException({ message: 'injected', $metadata: { httpStatusCode: 400 } }),
  'left hanging': () => Object.assign(new Error('no answer in 3 seconds'), { name: 'TimeoutError' }),
  'cut off': () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  'failed by the server': () => new InternalServerError({ message: 'injected', $metadata: { httpStatusCode: 500 } }),
};

const packs = ['india-only'];
const page = { limit: 1 };
/** Every read there is, with the call that fails and how many pass before it. */
const reads: {
  name: string;
  command: string;
  passed: number;
  read: (store: RecordStore, of: Registration) => Promise<unknown>;
}[] = [
  {
    name: 'a head',
    command: 'GetItem',
    passed: 0,
    read: (store, { tenant, application }) => store.head(tenant, application),
  },
  { name: 'an audit', command: 'GetItem', passed: 0, read: (store, { tenant, id }) => store.audit(tenant, id) },
  {
    name: 'a declaration',
    command: 'GetItem',
    passed: 0,
    read: (store, { tenant, id }) => store.declaration(tenant, id),
  },
  { name: 'whether it is recorded', command: 'GetItem', passed: 0, read: (store, of) => store.recorded(of) },
  { name: 'whose an audit is', command: 'Query', passed: 0, read: (store, { id }) => store.holder('audit', id) },
  {
    name: 'whose an application is',
    command: 'Query',
    passed: 0,
    read: (store, of) => store.holder('application', of.application),
  },
  {
    name: 'the head of whose it is',
    command: 'GetItem',
    passed: 0,
    read: (store, of) => store.holder('application', of.application),
  },
  { name: 'own audits', command: 'Query', passed: 0, read: (store, { tenant }) => store.audits({ tenant }, {}, page) },
  {
    name: 'own audits, further on',
    command: 'Query',
    passed: 1,
    read: (store, { tenant }) => store.audits({ tenant }, { pack: 'none' }, page),
  },
  {
    name: 'one of twenty partitions',
    command: 'Query',
    passed: 19,
    read: (store) => store.audits({ packs }, {}, page),
  },
  {
    name: 'whose application the list is of',
    command: 'Query',
    passed: 0,
    read: (store, { application }) => store.audits({ packs }, { application }, page),
  },
  {
    name: 'own applications',
    command: 'Query',
    passed: 0,
    read: (store, { tenant }) => store.applications({ tenant }, {}, page),
  },
  { name: 'edges', command: 'Query', passed: 7, read: (store) => store.applications({ packs }, {}, page) },
  {
    name: 'heads of edges',
    command: 'BatchGetItem',
    passed: 0,
    read: (store) => store.applications({ packs }, {}, page),
  },
];
const rows = reads.flatMap((row) => Object.entries(errors).map(([how, error]) => ({ ...row, how, error })));

if (dynoxide) {
  const bodies = bodyBucket({ client: objects.client, bucket: 'bodies' });
  const table = await dynoxide.makeTable();
  const open = (client: DynamoDBDocumentClient) => {
    const waits: number[] = [];
    const sleep = async (milliseconds: number) => waits.push(milliseconds);
    return { store: recordTable({ client, table, bodies, sleep, random: () => 0.5 }), waits };
  };
  const registration = registrationOf();
  const { store } = open(dynoxide.client());
  await store.register(registration);
  // more than one query of one row and a little gives
  for (let n = 0; n < 6; n++)
    await store.submit(submissionOf(registration, { key: `${n}` }), await headOf(store, registration));

  test.each(rows)('$name, $how, is told as a store that is unavailable', async ({ command, passed, read, error }) => {
    const client = dynoxide.client();
    const line = faultyLine(client, command);
    for (let n = 0; n < passed; n++) line.faults.push((pass) => pass());
    line.faults.push(() => Promise.reject(error()));
    await expect(read(open(client).store, registration)).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(line.faults).toEqual([]);
  });

  test.each(reads)('$name, failing for a reason of ours, is a bug', async ({ command, passed, read }) => {
    const client = dynoxide.client();
    const line = faultyLine(client, command);
    for (let n = 0; n < passed; n++) line.faults.push((pass) => pass());
    line.faults.push(() => Promise.reject(new TypeError('a bug')));
    await expect(read(open(client).store, registration)).rejects.toBeInstanceOf(TypeError);
  });

  /** As if DynamoDB did only the first of the keys it was asked for, so many times. */
  const undone = (client: DynamoDBDocumentClient, times: number) => {
    let left = times;
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName !== 'BatchGetItemCommand' || left-- <= 0) return next(args);
          const answer = await next(args);
          const asked = 'RequestItems' in args.input ? args.input.RequestItems : undefined;
          return { ...answer, output: { $metadata: {}, Responses: {}, UnprocessedKeys: asked } };
        },
      { step: 'initialize', name: 'undone' },
    );
  };

  test.each([
    { times: 0, waits: [] },
    { times: 3, waits: [20, 40, 80] },
    { times: 5, waits: [20, 40, 80, 160, 320] },
  ])('keys left undone $times times are asked for again, after longer waits', async ({ times, waits }) => {
    const client = dynoxide.client();
    undone(client, times);
    const { store, waits: seen } = open(client);
    const { items } = await store.applications({ packs }, {}, page);
    expect(items.map(({ application }) => application)).toEqual([registration.application]);
    expect(seen).toEqual(waits);
  });

  test('keys left undone without end are a store that is unavailable', async () => {
    const client = dynoxide.client();
    undone(client, 99);
    const { store, waits } = open(client);
    await expect(store.applications({ packs }, {}, page)).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(waits).toHaveLength(5);
  });
} else test.skip(skipped, () => {});
