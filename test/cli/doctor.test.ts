import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { indexesAgree } from '../../functions/cli/doctor/indexes.ts';
import { awsCatalogue, release } from '../../functions/edge/aws-catalogue.ts';
import { close, listen } from '../../infra/local/server.ts';
import { makeThinS3 } from '../../infra/local/thin-s3.ts';
import { bodyBucket, keyOf } from '../../shared/adapters/aws/body-bucket.ts';
import { digestsOf, hexOf } from '../../shared/adapters/aws/catalogue-loader.ts';
import { pointerKey } from '../../shared/adapters/aws/catalogue-rows.ts';
import { objectClient } from '../../shared/adapters/aws/client.ts';
import { recordTable } from '../../shared/adapters/aws/record-table.ts';
import { openApi } from '../../shared/api/openapi.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { type Dynoxide, scan, skipped, startDynoxide } from '../contract/dynoxide.ts';
import { headOf, registered, submissionOf } from '../contract/record-store.ts';
import { patientOf, serve, soundHealth } from './patient.ts';
import { newFolder, typed } from './terminal.ts';

const dynoxide = await startDynoxide();
const objects = join(await newFolder(), 's3');
await mkdir(join(objects, 'bodies'), { recursive: true });
const s3 = makeThinS3({ root: objects, secret: 'test' });
const s3At = await listen(s3, 0);
afterAll(() => close(s3));
afterEach(() => vi.unstubAllEnvs());

const unwrapped = (text: string) => text.replaceAll(/\n {2,}/g, ' ');

describe('a command line', () => {
  const all = ['--url', 'http://127.0.0.1:1', '--records', 'r', '--catalogue', 'c', '--bucket', 'bodies'];
  test.each([
    { name: 'while nothing runs', args: [], want: /no service runs on .*: run `npm start`/ },
    {
      name: 'with a part of an installation',
      args: all.slice(0, -2),
      want: /all of --url, --records, --catalogue and/,
    },
    { name: 'with a table and no address', args: all.slice(2), want: /all of --url, --records/ },
    {
      name: 'with no address of a service',
      args: ['--url', 'nivas', ...all.slice(2)],
      want: /--url `nivas` is not where/,
    },
    {
      name: 'with a name in it',
      args: ['--url', 'https://me@nivas', ...all.slice(2)],
      want: /--url `https:\/\/me@nivas`/,
    },
    { name: 'with a word too many', args: ['all'], want: /too many arguments/ },
  ])('$name is refused with 1', async ({ args, want }) => {
    vi.stubEnv('NIVAS_STATE', await newFolder());
    const { status, out, err } = await typed('doctor', ...args);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toMatch(want);
  });

  test('with stores that do not answer goes on to the end, without a stack trace', async () => {
    const dead = 'http://127.0.0.1:1';
    vi.stubEnv('AWS_REGION', 'ap-south-1');
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', dead);
    vi.stubEnv('AWS_ENDPOINT_URL_S3', dead);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
    const { status, out } = await typed('doctor', ...all);
    expect(status).toBe(2);
    expect(out).not.toMatch(/\.[jt]s:\d+/);
    expect(out.split('\n').filter((line) => /^[✓✗–]/.test(line))).toEqual([
      expect.stringMatching(/^✗ the service does not answer at `http:\/\/127\.0\.0\.1:1`/),
      '– engine, registry and policy: the service does not answer',
      '– the description of the API: the service does not answer',
      '– the clock: the service does not answer',
      '– whether a token is asked for: the service does not answer',
      expect.stringMatching(/^– the table of records could not be looked at: .*ECONNREFUSED/),
      expect.stringMatching(/^– the table of the catalogue could not be looked at: /),
      expect.stringMatching(/^– the bucket could not be looked at: /),
      expect.stringMatching(/^– the catalogue could not be looked at: /),
      expect.stringMatching(/^– lists and edges could not be looked at: /),
    ]);
    expect(out).toContain('1 thing is wrong. 5 could not be looked at');
  });
});

if (dynoxide) installed(dynoxide);
else test.skip(skipped, () => {});

function installed({ client: connect, makeTable }: Dynoxide): void {
  const client = connect();
  let env: Record<string, string> = {};
  beforeEach(async () => {
    const at = await client.config.endpoint?.();
    env = {
      AWS_REGION: 'ap-south-1',
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${at?.port}`,
      AWS_ENDPOINT_URL_S3: s3At,
      RECORDS_TABLE: await makeTable(),
      CATALOGUE_TABLE: await makeTable(),
      BODIES_BUCKET: 'bodies',
    };
    await awsCatalogue(env).publish(release);
    const bodies = bodyBucket({ client: objectClient(env), bucket: 'bodies' });
    const store = recordTable({ client, table: env.RECORDS_TABLE ?? '', bodies });
    const now = await headOf(store, await registered(store));
    await store.submit(submissionOf(now, { key: 'one' }), now);
  });

  /** `nivas doctor` for a service that says this of its health. */
  async function examined(health: unknown = soundHealth, ...args: string[]) {
    const says: Readonly<Record<string, unknown>> = {
      '/v1/health': health,
      '/v1/openapi.json': openApi(releaseRulebook().policy.facts),
    };
    const origin = await serve(({ path }) =>
      path in says ? { status: 200, body: JSON.stringify(says[path]) } : { status: 401, body: '' },
    );
    const state = await newFolder();
    await writeFile(join(state, 'service.json'), JSON.stringify({ pid: process.pid, origin, env }));
    vi.stubEnv('NIVAS_STATE', state);
    const { status, out, err } = await typed('doctor', ...args);
    const lines = unwrapped(out).split('\n');
    return { status, err, lines, wrong: lines.filter((line) => line.startsWith('✗')) };
  }

  const digests = digestsOf(release);

  test('a sound installation is well, line by line', async () => {
    const { status, err, lines } = await examined();
    expect({ status, err, last: lines.at(-1) }).toEqual({ status: 0, err: '', last: 'Nothing is wrong.' });
    expect(lines.map((line) => line.slice(0, 24))).toEqual([
      '✓ the service answers at',
      '✓ engine nivas/1, regist',
      '✓ /v1/openapi.json descr',
      '✓ the clock here and the',
      '✓ all 15 routes with a s',
      expect.stringMatching(/^✓ table `records-\d+`/),
      expect.stringMatching(/^– table `records-\d+`/),
      expect.stringMatching(/^✓ table `records-\d+`/),
      expect.stringMatching(/^– table `records-\d+`/),
      '✓ bucket `bodies` is the',
      '– bucket `bodies`: an em',
      '✓ publication 1 of the c',
      '✓ the service judges by ',
      '✓ lists and edges are wh',
      '',
      'Nothing is wrong.',
    ]);
  });

  test('--quick does not read the records', async () => {
    await client.send(new PutCommand({ TableName: env.RECORDS_TABLE, Item: { pk: 'a', sk: 'b' } }));
    expect((await examined()).status).toBe(2);
    const { status, lines } = await examined(soundHealth, '--quick');
    expect(status).toBe(0);
    expect(lines).toContain('– lists and edges: left out, as --quick asks');
  });

  test('a row that is gone is named', async () => {
    const rows = await scan(client, env.RECORDS_TABLE ?? '');
    const { pk, sk } = rows.find(({ k }) => k === 'edge') ?? {};
    await client.send(new DeleteCommand({ TableName: env.RECORDS_TABLE, Key: { pk, sk } }));
    const { status, wrong } = await examined();
    expect(status).toBe(2);
    expect(wrong).toEqual([
      expect.stringMatching(
        new RegExp(`damaged: 1 difference; ${rows.length - 1} items of .* \`${pk}\` \`${sk}\`: the edge is missing`),
      ),
    ]);
  });

  test('of many differences twenty are shown, and the wait is told once a second', async () => {
    const table = await makeTable();
    const put = (n: number) => client.send(new PutCommand({ TableName: table, Item: { pk: `a${n}`, sk: 'b' } }));
    await Promise.all(Array.from({ length: 23 }, (_, n) => put(n)));
    const told: string[] = [];
    let seconds = 0;
    const [found, ...more] = await indexesAgree(
      patientOf({
        dynamodb: client,
        names: { records: table, catalogue: '', bucket: '' },
        now: () => new Date(1000 * seconds++),
        progress: (text) => told.push(text),
      }),
    );
    expect([found?.kind, found?.details?.length, more]).toEqual(['wrong', 20, []]);
    expect(found?.says).toContain(`damaged: 23 differences, of which 20 are shown; 23 items of \`${table}\` read`);
    expect(told).toEqual([`  … 23 items of \`${table}\` read`]);
  });

  test('a catalogue that names nothing is wrong', async () => {
    await client.send(new DeleteCommand({ TableName: env.CATALOGUE_TABLE, Key: pointerKey }));
    expect((await examined()).wrong).toEqual([
      expect.stringContaining('the catalogue names no registry and no policy'),
    ]);
  });

  test.each(['registry', 'policy'] as const)('a %s that is gone, or damaged, is wrong', async (what) => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const Item = { ...pointerKey, k: 'catalogue', v: 1, n: 1, ...digests, [what]: digest };
    await client.send(new PutCommand({ TableName: env.CATALOGUE_TABLE, Item }));
    expect((await examined()).wrong).toEqual([
      expect.stringMatching(new RegExp(`the ${what} that the catalogue names, \`${digest}\`, .* is gone`)),
    ]);
    const damaged = { Bucket: 'bodies', Key: keyOf('catalogue', hexOf(digest)), Body: 'damaged' };
    await objectClient(env).send(new PutObjectCommand(damaged));
    expect((await examined()).wrong).toEqual([expect.stringMatching(/a body kept as `0+` has the digest `[0-9a-f]+`/)]);
    await objectClient(env).send(new DeleteObjectCommand(damaged));
  });

  test('documents that this checkout cannot read are not judged', async () => {
    const bodies = bodyBucket({ client: objectClient(env), bucket: 'bodies' });
    const policy = `sha256:${await bodies.put('catalogue', '{"of":"another release"}')}`;
    const Item = { ...pointerKey, k: 'catalogue', v: 1, n: 1, ...digests, policy };
    await client.send(new PutCommand({ TableName: env.CATALOGUE_TABLE, Item }));
    const { status, lines } = await examined();
    expect(status).toBe(1);
    expect(lines).toContainEqual(expect.stringMatching(/^✓ publication 1 of the catalogue/));
    expect(lines).toContainEqual(expect.stringMatching(/^– what the service judges by.* cannot read/));
  });

  test('a service that is told another policy set judges by that one of the catalogue', async () => {
    const { registry, policy } = await awsCatalogue({ ...env, POLICY_SET: 'required-evidence' }).current();
    expect(policy.set).toMatchObject({ set: 'required-evidence', evidence: 'required' });
    const policySet = { name: policy.set.set, digest: policy.digest };
    const { status, wrong } = await examined({ ...soundHealth, registry: registry.digest(), policySet });
    expect({ status, wrong }).toEqual({ status: 0, wrong: [] });
  });

  test('a policy set that the catalogue does not have is refused, and no other one judges instead', async () => {
    const current = awsCatalogue({ ...env, POLICY_SET: 'strict' }).current();
    await expect(current).rejects.toMatchObject({ code: 'pack_invalid' });
  });

  test.each([
    { what: 'publication', health: { ...soundHealth, catalogue: 7 } },
    { what: 'registry', health: { ...soundHealth, registry: 'sha256:0' } },
    { what: 'policy set', health: { ...soundHealth, policySet: { name: 'default', digest: 'sha256:0' } } },
  ])('a service that judges by another $what than the catalogue names is wrong', async ({ what, health }) => {
    const { wrong } = await examined(health);
    expect(wrong.at(-1)).toMatch(new RegExp(`^✗ the service says ${what} \`.*\`, and the catalogue has \`.*\``));
  });

  test('a table and a bucket that are not there are wrong, and the rest is looked at', async () => {
    env = { ...env, RECORDS_TABLE: 'nowhere', BODIES_BUCKET: 'nowhere' };
    const { status, wrong, lines } = await examined();
    expect(status).toBe(2);
    expect(wrong.slice(0, 2)).toEqual([
      expect.stringContaining('table `nowhere` (records) is not there'),
      expect.stringContaining('bucket `nowhere` is not there'),
    ]);
    expect(lines).toContainEqual(expect.stringMatching(/^– lists and edges could not be looked at: ResourceNotFound/));
  });
}
