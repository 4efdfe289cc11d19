import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, Aspects, Stack } from 'aws-cdk-lib/core';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { InIndia } from '../../infra/in-india.ts';
import { Publication } from '../../infra/publication.ts';
import digests from '../../shared/policy/release.json' with { type: 'json' };
import { findingsIn } from './nag.ts';

// CDK's own check of templates takes seconds; the test of the whole app has it.
process.env.CDK_VALIDATION = 'false';

const app = new App({ context: { '@aws-cdk/aws-iam:minimizePolicies': true, 'aws:cdk:bundling-stacks': [] } });
const env = { region: 'ap-south-1' };
const kept = new Stack(app, 'NivasData', { env });
const catalogue = new TableV2(kept, 'Catalogue', { partitionKey: { name: 'pk', type: AttributeType.STRING } });
const bodies = new Bucket(kept, 'Bodies');
const key = new Key(kept, 'Key');
const stack = new Stack(app, 'NivasFunctions', { env });
new Publication(stack, 'Publication', { catalogue, bodies, key });
Aspects.of(app).add(new InIndia());
const template = Template.fromStack(stack);

test('the resource names the two documents of this release, and nothing that another deployment would change', () => {
  const [resource] = Object.values(template.findResources('Custom::NivasCatalogue'));
  expect(resource?.Properties).toEqual({ ...digests, ServiceToken: expect.anything(), ServiceTimeout: '300' });
  expect(JSON.stringify(resource?.Properties.ServiceToken)).toMatch(/PublicationPublish/);
});

test('a call that failed is repeated once: a second time could come after a rollback and undo it', () => {
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 1 });
});

test('its function runs on Node 24 and Arm, keeps its log, and is told only what it may touch', () => {
  template.hasResource('AWS::Lambda::Function', {
    Properties: Match.objectLike({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Timeout: 60,
      LoggingConfig: { LogGroup: Match.anyValue() },
      Environment: { Variables: { CATALOGUE_TABLE: Match.anyValue(), BODIES_BUCKET: Match.anyValue() } },
    }),
    Metadata: Match.objectLike({ 'nivas:entry': 'functions/publish.ts' }),
  });
  template.hasResource('AWS::Logs::LogGroup', {
    DeletionPolicy: 'Retain',
    Properties: Match.objectLike({ RetentionInDays: 180, KmsKeyId: Match.anyValue() }),
  });
});

test('it may read and write the catalogue, its documents and its log, and nothing else', () => {
  const Statement = z.object({
    Effect: z.literal('Allow'),
    Action: z.union([z.string(), z.array(z.string())]).transform((action) => [action].flat()),
    Resource: z.unknown(),
    Condition: z.unknown().optional(),
  });
  const [policy, ...more] = Object.values(template.findResources('AWS::IAM::Policy'));
  expect(more).toEqual([]);
  const statements = z.array(Statement).parse(policy?.Properties.PolicyDocument.Statement);
  const shown = statements.map(({ Action, Resource, Condition }) => [
    Action.join(' '),
    /Catalogue|Bodies|Key|Log/.exec(JSON.stringify(Resource))?.[0],
    /\/\w+\/\*/.exec(JSON.stringify(Resource))?.[0],
    Condition,
  ]);
  const leading = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['CATALOGUE'] } };
  const kms =
    'kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyWithoutPlaintext kms:ReEncryptFrom kms:ReEncryptTo';
  expect(shown).toEqual([
    ['dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem', 'Catalogue', undefined, leading],
    ['s3:GetObject s3:PutObject', 'Bodies', '/catalogue/*', undefined],
    [kms, 'Key', undefined, undefined],
    ['logs:CreateLogStream logs:PutLogEvents', 'Log', undefined, undefined],
  ]);
  template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
});

test('it may do so before it is asked to', () => {
  const [made] = Object.values(template.findResources('AWS::Lambda::Function'));
  const [policy] = Object.keys(template.findResources('AWS::IAM::Policy'));
  expect(made?.DependsOn).toContain(policy);
});

test('nothing of it is outside India', () => {
  expect(Annotations.fromStack(stack).findError('*', Match.anyValue())).toEqual([]);
});

test('cdk-nag finds one wildcard: documents are named by their digests, which are not known at deployment', () => {
  expect(findingsIn(stack)).toEqual([
    expect.stringMatching(
      /^AwsSolutions-IAM5\[Resource::\S*Bodies\S*\/catalogue\/\*\] at NivasFunctions\/Publication\/PublishRole\//,
    ),
  ]);
});
