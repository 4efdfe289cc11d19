import { readFileSync } from 'node:fs';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { NivasStack } from '../../infra/nivas-stack.ts';
import { lambdas, routes } from '../../shared/api/routes.ts';

const { context } = z
  .object({ context: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')));
const app = new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] } });
const props = { env: { region: 'ap-south-1' }, issuer: 'https://issuer.example.in/', audience: 'nivas' };
const template = Template.fromStack(new NivasStack(app, 'Nivas', props));

const Statement = z.object({
  Effect: z.string(),
  Action: z.union([z.string(), z.array(z.string())]).transform((action) => [action].flat()),
  Resource: z.unknown().transform((resource) => JSON.stringify(resource)),
  Condition: z.unknown().optional(),
});
const Policies = z.record(
  z.string(),
  z.object({ Properties: z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }) }) }),
);
const policies = Object.entries(Policies.parse(template.findResources('AWS::IAM::Policy')));
const statementsOf = (lambda: string) =>
  policies
    .filter(([id]) => id.toLowerCase().startsWith(`functions${lambda}role`))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);

describe('what is kept', () => {
  test('both tables are encrypted with our key, restorable for 35 days, and cannot be deleted', () => {
    template.resourceCountIs('AWS::DynamoDB::GlobalTable', 2);
    template.allResources('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: Match.objectLike({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        Replicas: [
          Match.objectLike({
            Region: 'ap-south-1',
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
            SSESpecification: { KMSMasterKeyId: Match.anyValue() },
          }),
        ],
      }),
    });
    template.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      Properties: Match.objectLike({ EnableKeyRotation: true }),
    });
  });

  test('only records has a stream, which carries keys, and an attribute for expiry', () => {
    const properties = {
      StreamSpecification: { StreamViewType: 'KEYS_ONLY' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    };
    template.resourcePropertiesCountIs('AWS::DynamoDB::GlobalTable', properties, 1);
    template.resourcePropertiesCountIs('AWS::DynamoDB::GlobalTable', { StreamSpecification: Match.absent() }, 1);
  });

  test('the bucket is versioned, encrypted with our key, closed to the public, and outlives the stack', () => {
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: Match.objectLike({
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            {
              BucketKeyEnabled: true,
              ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: Match.anyValue() },
            },
          ],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      }),
    });
    const insecure = { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: Match.objectLike({ Statement: Match.arrayWith([Match.objectLike(insecure)]) }),
    });
  });
});

describe('routes', () => {
  const made = Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties);

  test('each route is there once, and nothing else', () => {
    const keys = made.map(({ RouteKey }) => RouteKey).sort();
    expect(keys).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
  });

  test.each(routes)('$method $path asks for scope $scope and leads to $lambda', ({ method, path, scope, lambda }) => {
    const route = made.find(({ RouteKey }) => RouteKey === `${method} ${path}`);
    expect(route.AuthorizationScopes).toEqual(scope === null ? undefined : [`nivas/${scope}`]);
    expect(route.AuthorizationType).toBe(scope === null ? 'NONE' : 'JWT');
    expect(route.AuthorizerId === undefined).toBe(scope === null);
    const integration = template.findResources('AWS::ApiGatewayV2::Integration')[route.Target['Fn::Join'][1][1].Ref];
    const served =
      template.findResources('AWS::Lambda::Function')[integration?.Properties.IntegrationUri['Fn::GetAtt'][0]];
    expect(served?.Metadata['nivas:entry']).toBe(`functions/${lambda}.ts`);
  });

  test('tokens are judged by the issuer and the audience of the context', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      JwtConfiguration: { Issuer: props.issuer, Audience: [props.audience] },
    });
  });

  test('the stage is throttled and logged', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      DefaultRouteSettings: { ThrottlingBurstLimit: Match.anyValue(), ThrottlingRateLimit: Match.anyValue() },
      AccessLogSettings: { DestinationArn: Match.anyValue() },
    });
  });
});

describe('functions', () => {
  test.each([
    { lambda: 'submit', names: ['BODIES_BUCKET', 'CATALOGUE_TABLE', 'RECORDS_TABLE'] },
    { lambda: 'read', names: ['BODIES_BUCKET', 'RECORDS_TABLE'] },
    { lambda: 'stateless', names: ['BODIES_BUCKET', 'CATALOGUE_TABLE'] },
  ])('$lambda runs on Node 24 and Arm, and is told only $names', ({ lambda, names }) => {
    const found = Object.values(template.findResources('AWS::Lambda::Function'));
    const { Properties } = found.find(({ Metadata }) => Metadata['nivas:entry'] === `functions/${lambda}.ts`) ?? {};
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: 25,
      MemorySize: 1024,
    });
    expect(Object.keys(Properties.Environment.Variables).sort()).toEqual(names);
    expect(Properties.LoggingConfig.LogGroup).toBeDefined();
  });

  test('every log is kept for 180 days', () => {
    template.resourceCountIs('AWS::Logs::LogGroup', lambdas.length + 1);
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 180 });
  });
});

describe('permissions', () => {
  test('no policy is managed by AWS, and none names an action or a resource by a bare wildcard', () => {
    template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
    const statements = policies.flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
    expect(statements.length).toBeGreaterThan(0);
    for (const { Effect, Action, Resource } of statements) {
      expect(Effect).toBe('Allow');
      expect(Action.filter((action) => action.includes('*'))).toEqual([]);
      expect(Resource.replaceAll('"/t/*"', '').replaceAll('"/catalogue/*"', '')).not.toContain('*');
    }
  });

  test.each([
    { lambda: 'submit', want: { GetItem: 'R T', PutItem: 'EDGE LIST PEND R T', UpdateItem: 'T', DeleteItem: 'EDGE' } },
    { lambda: 'read', want: { GetItem: 'R' } },
    { lambda: 'stateless', want: {} },
  ])('$lambda may touch these partitions of records and no other: $want', ({ lambda, want }) => {
    const prefixes = z.strictObject({
      'ForAllValues:StringLike': z.strictObject({ 'dynamodb:LeadingKeys': z.array(z.string().regex(/^[A-Z]+#\*$/)) }),
    });
    const got = statementsOf(lambda)
      .filter(({ Resource }) => Resource.includes('DataRecords'))
      .flatMap(({ Action, Condition }) => {
        const keys = prefixes.parse(Condition)['ForAllValues:StringLike']['dynamodb:LeadingKeys'];
        return Action.map((action) => [
          action.replace('dynamodb:', ''),
          keys
            .map((key) => key.slice(0, -2))
            .sort()
            .join(' '),
        ]);
      });
    expect(Object.fromEntries(got)).toEqual(want);
  });

  test.each([
    { lambda: 'submit', want: ['dynamodb:GetItem'] },
    { lambda: 'read', want: [] },
    { lambda: 'stateless', want: ['dynamodb:GetItem', 'dynamodb:Query'] },
  ])('$lambda may do this to the catalogue: $want', ({ lambda, want }) => {
    const onCatalogue = statementsOf(lambda).filter(({ Resource }) => Resource.includes('DataCatalogue'));
    expect(onCatalogue.flatMap(({ Action }) => Action)).toEqual(want);
  });

  test.each([
    { lambda: 'submit', want: ['s3:GetObject /t/*', 's3:PutObject /t/*', 's3:GetObject /catalogue/*'] },
    { lambda: 'read', want: ['s3:GetObject /t/*'] },
    { lambda: 'stateless', want: ['s3:GetObject /catalogue/*'] },
  ])('$lambda may do this to bodies: $want', ({ lambda, want }) => {
    const onBodies = statementsOf(lambda).filter(({ Resource }) => Resource.includes('DataBodies'));
    const got = onBodies.flatMap(({ Action, Resource }) =>
      Action.map((action) => `${action} ${/\/\w+\/\*/.exec(Resource)}`),
    );
    expect(got).toEqual(want);
  });
});
