import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { experimental } from 'aws-cdk-lib/aws-cloudfront';
import { AttributeType, Table, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { describe, expect, test } from 'vitest';
import { readAssembly } from '../../../shared/evidence/deployed/assembly/read-assembly.ts';
import type { Resource, Value } from '../../../shared/evidence/deployed/resource.ts';
import { makeApp } from '../../infra/app.ts';
import { shown, within } from './written.ts';

const readFolder = (folder: string) =>
  readAssembly((path) => {
    const file = join(folder, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  });

test('our own assembly is read whole', () => {
  const { resources, unread } = readFolder(makeApp().synth().directory);
  expect(unread).toEqual([]);
  expect(resources.length).toBeGreaterThan(100);
  expect(new Set(resources.map(({ address }) => address)).size).toBe(resources.length);
  expect(new Set(resources.map(({ region }) => region))).toEqual(new Set(['ap-south-1', 'ap-south-2']));
  expect(resources.filter(({ construct }) => construct === undefined)).toEqual([]);
  const values = resources.flatMap(({ properties }) => [...within(properties)]);
  const whys = new Set(values.flatMap((value) => (isOpen(value) ? [value.why] : [])));
  // nothing is open but the account
  expect([...whys].filter((why) => !/names no account|^it is /.test(why))).toEqual([]);
});

const isOpen = (value: Value): value is Value & { why: string } =>
  typeof value === 'object' && value !== null && 'why' in value;

describe('what the CDK does in other regions', () => {
  const account = '123456789012';
  const app = new App({ analyticsReporting: false });
  const main = new Stack(app, 'Main', { env: { account, region: 'ap-south-1' }, crossRegionReferences: true });
  const abroad = new Stack(app, 'Abroad', { env: { account, region: 'us-east-1' }, crossRegionReferences: true });
  const partitionKey = { name: 'pk', type: AttributeType.STRING };
  const copies = new Bucket(abroad, 'Copies');
  new Queue(main, 'Queue', { queueName: `q-${copies.bucketName}` });
  new Table(main, 'Old', { partitionKey, replicationRegions: ['eu-west-1'] });
  new TableV2(main, 'New', { partitionKey, replicas: [{ region: 'ap-south-2' }] });
  new AwsCustomResource(main, 'Call', {
    onCreate: {
      service: 'S3',
      action: 'createBucket',
      parameters: { Bucket: new Bucket(main, 'Named').bucketName },
      region: 'eu-central-1',
      physicalResourceId: PhysicalResourceId.of('x'),
    },
    policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: ['*'] }),
  });
  new experimental.EdgeFunction(main, 'Edge', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = 1'),
  });
  const inner = new NestedStack(main, 'Inner');
  const inside = new Queue(inner, 'Inside');
  new Queue(main, 'Uses', { queueName: `${inside.queueName}-x` });
  new Bucket(new Stack(new Stage(app, 'Prod', { env: { account, region: 'ap-south-2' } }), 'Staged'), 'Deep');
  new Bucket(new Stack(app, 'Other', { env: { account, region: 'ap-south-1' } }), 'B', {
    bucketName: `${inside.queueName}`,
  });
  const { resources, unread } = readFolder(app.synth().directory);
  const of = (construct: string): Resource | undefined => resources.find((one) => one.construct === construct);

  test('nothing is left unread', () => {
    expect(unread).toEqual([]);
  });

  test.each([
    { what: 'a replica', construct: 'Main/Old/Replicaeu-west-1/Default', want: { Region: 'eu-west-1' } },
    { what: 'a call', construct: 'Main/Call/Resource/Default', want: { Create: { region: 'eu-central-1' } } },
    { what: 'a function at the edge', construct: 'Main/Edge/ArnReader/Default', want: { Region: 'us-east-1' } },
    {
      what: 'a name from another region',
      construct: 'Main/Queue/Resource',
      want: { QueueName: expect.stringMatching(/^q-<Abroad\/Copies\w+>$/) },
    },
    {
      what: 'a name from a nested stack',
      construct: 'Main/Uses/Resource',
      want: { QueueName: expect.stringMatching(/^<Main\/Inner\w+\/Inside\w+\.QueueName>-x$/) },
    },
    {
      what: 'a name from another stack',
      construct: 'Other/B/Resource',
      want: { BucketName: expect.stringMatching(/^<Main\/Inner\w+\/Inside\w+\.QueueName>$/) },
    },
    {
      what: 'a global table',
      construct: 'Main/New/Resource',
      want: { Replicas: [{ Region: 'ap-south-2' }, { Region: 'ap-south-1' }] },
    },
  ])('$what is seen', ({ construct, want }) => {
    expect(shown(of(construct)?.properties)).toMatchObject(want);
  });

  test.each([
    ['Prod/Staged/Deep/Resource', 'ap-south-2'],
    ['Main/Inner/Inside/Resource', 'ap-south-1'],
    ['Abroad/Copies/Resource', 'us-east-1'],
  ])('%s is in %s', (construct, region) => {
    expect(of(construct)?.region).toBe(region);
  });

  test('the function at the edge is in a stack of its own', () => {
    const functions = resources.filter(
      ({ type, region }) => type === 'AWS::Lambda::Function' && region === 'us-east-1',
    );
    expect(functions.map(({ address }) => address)).toContainEqual(expect.stringMatching(/^edge-lambda-stack-/));
  });
});
