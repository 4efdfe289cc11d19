import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { makeApp, shown, templateOf } from './app.ts';

const app = makeApp();
const kept = templateOf(app, 'NivasData');
const standby = templateOf(app, 'NivasStandby');

const Statements = z.array(
  z.object({
    Action: z.union([z.string(), z.array(z.string())]).transform((action) => [action].flat()),
    Resource: z.unknown().transform((resource) => [resource].flat().map(shown)),
    Condition: z.unknown().optional(),
  }),
);

describe('tables', () => {
  test('both are encrypted, restorable for 35 days and cannot be deleted, in each of the two regions', () => {
    const protectedIn = (Region: string) =>
      Match.objectLike({
        Region,
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      });
    kept.resourceCountIs('AWS::DynamoDB::GlobalTable', 2);
    kept.allResources('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: Match.objectLike({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        Replicas: [protectedIn('ap-south-2'), protectedIn('ap-south-1')],
      }),
    });
  });

  const Replicas = z.array(
    z.object({ Region: z.string(), SSESpecification: z.object({ KMSMasterKeyId: z.unknown() }) }),
  );
  const tables = Object.entries(kept.findResources('AWS::DynamoDB::GlobalTable'));
  test.each(tables)('%s is encrypted in each region by the key of that region', (_id, { Properties }) => {
    const [key = ''] = Object.keys(kept.findResources('AWS::KMS::Key'));
    const keys = Replicas.parse(Properties.Replicas).map(({ Region, SSESpecification }) => [
      Region,
      shown(SSESpecification.KMSMasterKeyId),
    ]);
    expect(Object.fromEntries(keys)).toEqual({
      'ap-south-1': `<${key}.Arn>`,
      'ap-south-2': 'arn:<Partition>:kms:ap-south-2:<AccountId>:alias/nivas-standby',
    });
  });

  test('both have the stream that replication asks for; only records has an attribute for expiry', () => {
    kept.allResourcesProperties('AWS::DynamoDB::GlobalTable', {
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    });
    const expiring = { TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true } };
    kept.resourcePropertiesCountIs('AWS::DynamoDB::GlobalTable', expiring, 1);
    kept.resourcePropertiesCountIs('AWS::DynamoDB::GlobalTable', { TimeToLiveSpecification: Match.absent() }, 1);
  });
});

test('besides the account, only logs of ours may use the key', () => {
  const Policy = z.object({
    Statement: z.array(z.looseObject({ Principal: z.unknown(), Condition: z.unknown().optional() })),
  });
  const [key] = Object.values(kept.findResources('AWS::KMS::Key'));
  const [account, logs, ...more] = Policy.parse(key?.Properties.KeyPolicy).Statement;
  expect([shown(Object(account?.Principal).AWS), more]).toEqual(['arn:<Partition>:iam::<AccountId>:root', []]);
  expect(logs?.Principal).toEqual({ Service: 'logs.ap-south-1.amazonaws.com' });
  expect(shown(Object(logs?.Condition).ArnLike['kms:EncryptionContext:aws:logs:arn'])).toBe(
    'arn:<Partition>:logs:ap-south-1:<AccountId>:log-group:Nivas*',
  );
});

describe('what stands by', () => {
  test('the key there is ours, turns yearly, outlives the stack, and has the alias that the replicas name', () => {
    standby.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      Properties: Match.objectLike({ EnableKeyRotation: true }),
    });
    const [key = ''] = Object.keys(standby.findResources('AWS::KMS::Key'));
    standby.hasResourceProperties('AWS::KMS::Alias', {
      AliasName: 'alias/nivas-standby',
      TargetKeyId: { 'Fn::GetAtt': [key, 'Arn'] },
    });
  });

  test('nothing refers across regions but by literal names: no function, no custom resource, no export', () => {
    expect(Object.keys(standby.toJSON().Outputs ?? {})).toEqual([]);
    for (const template of [kept, standby]) {
      const types = Object.values(template.toJSON().Resources).map((resource) => Object(resource).Type);
      expect(types.filter((type) => /Lambda|Custom/.test(type))).toEqual([]);
    }
  });

  test('it stands in the other region', () => {
    const regions = app.synth().stacks.map(({ id, environment }) => [id, environment.region]);
    const others = ['NivasData', 'NivasFunctions', 'NivasApi', 'NivasWatch'].map((id) => [id, 'ap-south-1']);
    expect(Object.fromEntries(regions)).toEqual({ NivasStandby: 'ap-south-2', ...Object.fromEntries(others) });
  });

  test('it is deployed first', () => {
    const stacks = app.synth().stacks.map(({ id }) => id);
    expect(stacks.indexOf('NivasStandby')).toBeLessThan(stacks.indexOf('NivasData'));
    expect(
      app
        .synth()
        .getStackByName('NivasData')
        .dependencies.map(({ id }) => id),
    ).toContain('NivasStandby');
  });
});

describe('buckets', () => {
  const bodies = [
    { where: 'here', template: kept },
    { where: 'standing by', template: standby },
  ];
  const encrypted = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: Match.anyValue() };

  test.each(bodies)(
    'the bodies $where are versioned, encrypted with our key, and logged beside them',
    ({ template }) => {
      const properties = {
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: true, ServerSideEncryptionByDefault: encrypted }],
        },
        LoggingConfiguration: { DestinationBucketName: Match.anyValue() },
      };
      template.resourcePropertiesCountIs('AWS::S3::Bucket', properties, 1);
      template.resourceCountIs('AWS::S3::Bucket', 2);
    },
  );

  test.each(bodies)(
    'every bucket $where is closed to the public and to plain HTTP, and outlives the stack',
    ({ template }) => {
      template.allResources('AWS::S3::Bucket', {
        DeletionPolicy: Match.stringLikeRegexp('^Retain'),
        UpdateReplacePolicy: 'Retain',
        Properties: Match.objectLike({
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
          OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        }),
      });
      const insecure = { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
      const policy = { PolicyDocument: Match.objectLike({ Statement: Match.arrayWith([Match.objectLike(insecure)]) }) };
      template.resourcePropertiesCountIs('AWS::S3::BucketPolicy', policy, 2);
    },
  );

  const Lifecycle = z.object({ LifecycleConfiguration: z.object({ Rules: z.array(z.looseObject({})) }) });
  const rulesOf = (bucket: RegExp) =>
    Object.entries(kept.findResources('AWS::S3::Bucket'))
      .filter(([id]) => bucket.test(id))
      .flatMap(([, { Properties }]) => Lifecycle.parse(Properties).LifecycleConfiguration.Rules);

  test('uploads that nobody takes over are gone after 7 days, replaced bodies after 35, access logs after 180', () => {
    expect(rulesOf(/^DataBodies[0-9A-F]{8}$/)).toMatchObject([
      { Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 35 } },
      {
        Status: 'Enabled',
        Prefix: 'pending/',
        ExpirationInDays: 7,
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
      },
    ]);
    expect(rulesOf(/AccessLog/)).toEqual([{ Status: 'Enabled', ExpirationInDays: 180 }]);
  });
});

describe('copies of bodies', () => {
  const Rules = z.array(
    z.looseObject({
      Filter: z.object({ Prefix: z.string() }),
      Destination: z.looseObject({
        Bucket: z.unknown().transform(shown),
        EncryptionConfiguration: z.object({ ReplicaKmsKeyID: z.unknown().transform(shown) }),
        Metrics: z.object({ Status: z.string() }),
      }),
    }),
  );
  const [bucket] = Object.values(
    kept.findResources('AWS::S3::Bucket', { Properties: { ReplicationConfiguration: Match.anyValue() } }),
  );
  const rules = Rules.parse(bucket?.Properties.ReplicationConfiguration.Rules);

  test('go to the bucket that stands by, encrypted with its key, measured, deletions included', () => {
    const names = Object.values(standby.findResources('AWS::S3::Bucket')).map(
      ({ Properties }) => Properties.BucketName,
    );
    const name = shown(names.find((each) => each !== undefined));
    expect(rules.map(({ Filter }) => Filter.Prefix)).toEqual(['t/', 'catalogue/']);
    for (const rule of rules)
      expect(rule).toMatchObject({
        Status: 'Enabled',
        DeleteMarkerReplication: { Status: 'Enabled' },
        SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
        Destination: {
          Bucket: `arn:<Partition>:s3:::${name}`,
          EncryptionConfiguration: {
            ReplicaKmsKeyID: 'arn:<Partition>:kms:ap-south-2:<AccountId>:alias/nivas-standby',
          },
          Metrics: { Status: 'Enabled' },
        },
      });
  });

  test('are made by a role that may only read these here and write these there', () => {
    const [policy] = Object.values(kept.findResources('AWS::IAM::Policy'));
    const statements = Statements.parse(policy?.Properties.PolicyDocument.Statement);
    const by = (action: string) => statements.find(({ Action }) => Action.includes(action));
    const objects = (arn: string) => [`${arn}/catalogue/*`, `${arn}/t/*`];
    const here = Object.keys(kept.findResources('AWS::S3::Bucket')).find((id) => !id.includes('AccessLog'));
    expect(by('s3:GetObjectVersionForReplication')?.Resource).toEqual(objects(`<${here}.Arn>`));
    expect(by('s3:ReplicateObject')?.Resource).toEqual(objects('arn:<Partition>:s3:::nivas-standby-<AccountId>'));
    expect(by('kms:Encrypt')).toMatchObject({
      Resource: ['arn:<Partition>:kms:ap-south-2:<AccountId>:key/*'],
      Condition: {
        StringEquals: { 'kms:ViaService': 's3.ap-south-2.amazonaws.com' },
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': ['alias/nivas-standby'] },
      },
    });
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
  });
});

test('stacks that keep data cannot be deleted by mistake; everything is tagged', () => {
  for (const { id, terminationProtection } of app.synth().stacks)
    expect([id, terminationProtection]).toEqual([id, id === 'NivasData' || id === 'NivasStandby']);
  kept.allResourcesProperties('AWS::KMS::Key', {
    Tags: Match.arrayWith([
      { Key: 'nivas:part', Value: 'data' },
      { Key: 'nivas:service', Value: 'nivas' },
    ]),
  });
  kept.hasOutput('RecordsTable', {});
  kept.hasOutput('CatalogueTable', {});
  kept.hasOutput('BodiesBucket', {});
});
