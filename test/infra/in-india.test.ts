import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { CfnSubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { App, Aspects, Aws, CfnParameter, CfnResource, Fn, Stack } from 'aws-cdk-lib/core';
import { expect, test } from 'vitest';
import { InIndia } from '../../infra/in-india.ts';
import { indianRegions } from '../../shared/registry/indian-regions.ts';
import { context } from './app.ts';

/** The errors of a stack that `fill` built in a region. */
function errorsOf(region: string | undefined, fill: (stack: Stack) => unknown): string[] {
  const app = new App();
  const stack = new Stack(app, 'Some', region === undefined ? {} : { env: { region } });
  fill(stack);
  Aspects.of(app).add(new InIndia());
  return Annotations.fromStack(stack)
    .findError('*', Match.anyValue())
    .map(({ entry }) => String(entry.data));
}

const table = (stack: Stack) =>
  new TableV2(stack, 'Table', { partitionKey: { name: 'pk', type: AttributeType.STRING } });

const replicating = (stack: Stack, bucket: string) =>
  new CfnBucket(stack, 'Bucket', {
    replicationConfiguration: {
      role: 'arn:aws:iam::111122223333:role/copies',
      rules: [{ status: 'Enabled', destination: { bucket } }],
    },
  });

const sendingLogs = (stack: Stack, destinationArn: string) =>
  new CfnSubscriptionFilter(stack, 'Filter', { destinationArn, filterPattern: '', logGroupName: 'log' });

test('the Indian regions of AWS are known from the registry', () => {
  expect([...indianRegions]).toEqual(expect.arrayContaining(['ap-south-1', 'ap-south-2']));
  expect(indianRegions.has('us-east-1')).toBe(false);
});

test.each([
  { name: 'a stack in Mumbai', region: 'ap-south-1', fill: table },
  { name: 'a stack in Hyderabad', region: 'ap-south-2', fill: table },
  {
    name: 'a replica in the other Indian region',
    region: 'ap-south-1',
    fill: (stack: Stack) => table(stack).addReplica({ region: 'ap-south-2' }),
  },
  {
    name: 'copies into a bucket of the same stack',
    region: 'ap-south-1',
    fill: (stack: Stack) => replicating(stack, new Bucket(stack, 'Copies').bucketArn),
  },
  {
    name: 'copies into a bucket of this app that was named by hand',
    region: 'ap-south-1',
    fill: (stack: Stack) => {
      new Bucket(stack, 'Copies', { bucketName: 'copies' });
      replicating(stack, 'arn:aws:s3:::copies');
    },
  },
  {
    name: 'copies into a bucket of this app whose name has the account in it',
    region: 'ap-south-1',
    fill: (stack: Stack) => {
      new Bucket(new Stack(stack.node.root, 'Other', { env: { region: 'ap-south-2' } }), 'Copies', {
        bucketName: `copies-${Aws.ACCOUNT_ID}`,
      });
      replicating(stack, `arn:${Aws.PARTITION}:s3:::copies-${Aws.ACCOUNT_ID}`);
    },
  },
  {
    name: 'logs to a stream of the same region',
    region: 'ap-south-1',
    fill: (stack: Stack) => sendingLogs(stack, `arn:aws:kinesis:${Aws.REGION}:${Aws.ACCOUNT_ID}:stream/logs`),
  },
])('$name is in India', ({ region, fill }) => {
  expect(errorsOf(region, fill)).toEqual([]);
});

test.each([
  {
    name: 'a stack in Virginia',
    region: 'us-east-1',
    fill: table,
    want: /`Some`: region `us-east-1`.*ap-south-1/,
  },
  {
    name: 'a stack whose region is not known',
    region: undefined,
    fill: table,
    want: /`Some`: its region is not known/,
  },
  {
    name: 'a replica in Virginia',
    region: 'ap-south-1',
    fill: (stack: Stack) => table(stack).addReplica({ region: 'us-east-1' }),
    want: /`Some\/Table\/Resource`.*Replicas\/\d\/Region` leads to `us-east-1`/,
  },
  {
    name: 'a replica that an override adds',
    region: 'ap-south-1',
    fill: (stack: Stack) =>
      table(stack)
        .node.children.filter(CfnResource.isCfnResource)
        .map((made) => made.addPropertyOverride('Replicas.7.Region', 'eu-west-1')),
    want: /leads to `eu-west-1`/,
  },
  {
    name: 'a replica in a region that a parameter names',
    region: 'ap-south-1',
    fill: (stack: Stack) =>
      new CfnResource(stack, 'Any', {
        type: 'Any::Kind::OfTable',
        properties: { Replicas: [{ Region: new CfnParameter(stack, 'Where').valueAsString }] },
      }),
    want: /`Some\/Any`.*is not known before deployment/,
  },
  {
    name: 'copies into a bucket nobody here knows',
    region: 'ap-south-1',
    fill: (stack: Stack) => replicating(stack, 'arn:aws:s3:::elsewhere'),
    want: /`Some\/Bucket`.*bucket `elsewhere`/,
  },
  {
    name: 'copies into a bucket whose name is not known, though one of this app has such a name',
    region: 'ap-south-1',
    fill: (stack: Stack) => {
      const name = `copies-${new CfnParameter(stack, 'Which').valueAsString}`;
      new Bucket(stack, 'Copies', { bucketName: `copies-${Aws.ACCOUNT_ID}` });
      replicating(stack, `arn:aws:s3:::${name}`);
    },
    want: /objects are copied to bucket `copies-/,
  },
  {
    name: 'a key in Virginia',
    region: 'ap-south-1',
    fill: (stack: Stack) =>
      new CfnResource(stack, 'Any', {
        type: 'Any::Kind::OfTable',
        properties: { KMSMasterKeyId: `arn:${Aws.PARTITION}:kms:us-east-1:${Aws.ACCOUNT_ID}:alias/nivas-standby` },
      }),
    want: /KMSMasterKeyId` leads to `us-east-1`/,
  },
  {
    name: 'logs to a stream in Singapore',
    region: 'ap-south-1',
    fill: (stack: Stack) => sendingLogs(stack, 'arn:aws:kinesis:ap-southeast-1:111122223333:stream/logs'),
    want: /`Some\/Filter`.*DestinationArn` leads to `ap-southeast-1`/,
  },
  {
    name: 'logs to a stream in Singapore, its ARN put together',
    region: 'ap-south-1',
    fill: (stack: Stack) =>
      sendingLogs(stack, `arn:${Aws.PARTITION}:kinesis:ap-southeast-1:${Aws.ACCOUNT_ID}:stream/logs`),
    want: /leads to `ap-southeast-1`/,
  },
  {
    name: 'a stream in Tokyo',
    region: 'ap-south-1',
    fill: (stack: Stack) => {
      const KinesisStreamSpecification = {
        StreamArn: Fn.sub(`arn:aws:kinesis:ap-northeast-1:\${AWS::AccountId}:stream/x`),
      };
      return new CfnResource(stack, 'Any', { type: 'Any::Kind::OfTable', properties: { KinesisStreamSpecification } });
    },
    want: /leads to `ap-northeast-1`/,
  },
])('$name is refused', ({ region, fill, want }) => {
  expect(errorsOf(region, fill)).toEqual([expect.stringMatching(want)]);
});

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the app as the CDK command line does, with the context of `cdk.json` and some of its own. */
function runApp(own: Record<string, unknown>) {
  const outdir = mkdtempSync(join(tmpdir(), 'nivas-'));
  const given = { ...context, audience: 'nivas', ...own, 'aws:cdk:bundling-stacks': [] };
  const env = { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(given) };
  const { status, stderr } = spawnSync(process.execPath, ['infra/main.ts'], { cwd: root, env, encoding: 'utf8' });
  const written = () =>
    globSync(`${outdir}/{manifest,*.metadata}.json`)
      .map((file) => readFileSync(file, 'utf8'))
      .join();
  return { status, stderr, written };
}

test.each([{ region: 'us-east-1' }, { standbyRegion: 'us-east-1' }])(
  'the app itself is checked: asked for %j, its synthesis carries errors',
  (asked) => {
    const { written } = runApp({ ...asked, issuer: 'https://issuer.example.in/' });
    expect(written()).toContain('region `us-east-1` is not in India');
  },
);

test.each([
  { given: {}, said: /^nivas: nobody could get a token: set `consoleOrigin` or `machineTenants`.*\n$/ },
  {
    given: { issuer: 'https://issuer.example.in/', audience: '' },
    said: /^nivas: .*context value `audience` in cdk\.json.*\n$/,
  },
  { given: { machineTenants: 'Acme' }, said: /^nivas: machineTenants: `Acme` is no tenant.*\n$/ },
])('the app says in one sentence which context value is missing, and nothing else: $given', ({ given, said }) => {
  const { status, stderr } = runApp(given);
  expect(stderr).toMatch(said);
  expect(status).toBe(1);
});

test('without an issuer there is a user pool, whose clients are the audiences', () => {
  expect(runApp({ audience: undefined, machineTenants: 'acme' })).toMatchObject({ status: 0, stderr: '' });
});

test.each(['https://console.example.in/', 'console.example.in', 'https://Console.example.in', 'null', '*'])(
  '`%s` is no origin, and the app says so in one sentence',
  (consoleOrigin) => {
    const { status, stderr } = runApp({ issuer: 'https://issuer.example.in/', consoleOrigin });
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^nivas: consoleOrigin is `.*`.*\n$/)]);
  },
);

test('the app is refused a policy set that this release does not have', () => {
  const { status, stderr } = runApp({ policySet: 'required', issuer: 'https://issuer.example.in/' });
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: 'nivas: policySet is `required`, and there are default, required-evidence\n',
  });
  expect(runApp({ policySet: 'required-evidence', issuer: 'https://issuer.example.in/' }).status).toBe(0);
});
