import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type Lambda, lambdas } from '../../shared/api/routes.ts';
import { makeApp, shown, templateOf } from './app.ts';

const template = templateOf(makeApp(), 'NivasFunctions');

const Statement = z.object({
  Effect: z.string(),
  Action: z.union([z.string(), z.array(z.string())]).transform((action) => [action].flat()),
  Resource: z.unknown().transform((resource) => [resource].flat().map(shown)),
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

const on = (what: string) => (statement: z.infer<typeof Statement>) =>
  statement.Resource.some((resource) => resource.includes(`NivasData:ExportsOutputFnGetAtt${what}`));

describe('functions', () => {
  const names: Record<Lambda, string[]> = {
    submit: ['BODIES_BUCKET', 'CATALOGUE_TABLE', 'RECORDS_TABLE'],
    read: ['BODIES_BUCKET', 'CATALOGUE_TABLE', 'RECORDS_TABLE'],
    stateless: ['BODIES_BUCKET', 'CATALOGUE_TABLE'],
    evidence: ['BODIES_BUCKET'],
  };
  test.each(lambdas)('%s runs on Node 24 and Arm, and is told only what it may touch', (lambda) => {
    const found = Object.values(template.findResources('AWS::Lambda::Function'));
    const { Properties } = found.find(({ Metadata }) => Metadata['nivas:entry'] === `functions/${lambda}.ts`) ?? {};
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: 25,
      MemorySize: 1024,
    });
    expect(Object.keys(Properties.Environment.Variables).sort()).toEqual(names[lambda]);
    expect(Properties.LoggingConfig.LogGroup).toBeDefined();
    expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
  });

  test('every log is kept for 180 days, encrypted with our key', () => {
    // and the one that publishes
    template.resourceCountIs('AWS::Logs::LogGroup', lambdas.length + 1);
    const KmsKeyId = { 'Fn::ImportValue': Match.stringLikeRegexp('NivasData:ExportsOutputFnGetAttDataKey') };
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 180, KmsKeyId });
  });
});

test('those that judge are told the policy set, if one is chosen', () => {
  const chosen = templateOf(makeApp({ policySet: 'required-evidence' }), 'NivasFunctions');
  const told = Object.values(chosen.findResources('AWS::Lambda::Function')).flatMap(({ Metadata, Properties }) =>
    Properties.Environment?.Variables.POLICY_SET === 'required-evidence' ? [Metadata['nivas:entry']] : [],
  );
  expect(told.toSorted()).toEqual(['functions/read.ts', 'functions/stateless.ts', 'functions/submit.ts']);
});

test('a release is published when every function is there that will read it', () => {
  const [publication] = Object.values(template.findResources('Custom::NivasCatalogue'));
  const aliases = Object.keys(template.findResources('AWS::Lambda::Alias'));
  expect(aliases).toHaveLength(lambdas.length);
  expect(publication?.DependsOn).toEqual(expect.arrayContaining(aliases));
});

describe('deployments', () => {
  const aliases = Object.entries(template.findResources('AWS::Lambda::Alias'));

  test('each function is reached by its alias `live`, which a new version gets a tenth of the requests of, first', () => {
    expect(aliases).toHaveLength(lambdas.length);
    for (const [, { Properties, UpdatePolicy }] of aliases) {
      const { DeploymentGroupName } = UpdatePolicy.CodeDeployLambdaAliasUpdate;
      const group = template.findResources('AWS::CodeDeploy::DeploymentGroup')[DeploymentGroupName.Ref];
      expect(Properties.Name).toBe('live');
      expect(group?.Properties).toMatchObject({
        DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
        AutoRollbackConfiguration: { Enabled: true, Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
        AlarmConfiguration: { Enabled: true },
      });
    }
    template.allResources('AWS::Lambda::Version', { DeletionPolicy: 'Retain' });
  });

  test.each(lambdas)('%s goes back when it breaks or answers 5xx, as its own alarm counts', (lambda) => {
    const group = Object.values(template.findResources('AWS::CodeDeploy::DeploymentGroup')).find(({ Properties }) =>
      JSON.stringify(Properties.AlarmConfiguration).includes(`nivas${lambda}rollback`),
    );
    const alarms = template.findResources('AWS::CloudWatch::Alarm');
    const counted = group?.Properties.AlarmConfiguration.Alarms.map(({ Name }: { Name: { Ref: string } }) => {
      const { AlarmName, MetricName, Namespace, Dimensions, Threshold } = alarms[Name.Ref]?.Properties ?? {};
      return [AlarmName, Namespace, MetricName, Dimensions[0].Name === 'service' && Dimensions[0].Value, Threshold];
    });
    expect(counted).toEqual([
      [`nivas-${lambda}-rollback-broken`, 'AWS/Lambda', 'Errors', false, 1],
      [`nivas-${lambda}-rollback-faults`, 'Nivas', 'faults', lambda, 3],
    ]);
  });
});

describe('permissions', () => {
  test('no policy is managed by AWS, none allows a scan, and each wildcard is one of those with a reason', () => {
    template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
    const statements = policies.flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
    expect(statements.length).toBeGreaterThan(0);
    expect(statements.flatMap(({ Action }) => Action).filter((action) => /\*|Scan/.test(action))).toEqual([]);
    const wild = statements.flatMap(({ Resource }) => Resource).filter((resource) => resource.includes('*'));
    expect([...new Set(wild.map((resource) => resource.replace(/^.*:ExportsOutput.*>/, '<bodies>')))].sort()).toEqual([
      '<bodies>/catalogue/*',
      '<bodies>/pending/*',
      '<bodies>/t/*',
      'arn:<Partition>:cloudwatch:ap-south-1:<AccountId>:alarm:*',
    ]);
  });

  const reading = 'EDGE LIST R T';
  const records: Record<Lambda, Record<string, string>> = {
    submit: { GetItem: 'R T', PutItem: 'EDGE LIST PEND R T', UpdateItem: 'T', DeleteItem: 'EDGE' },
    read: { GetItem: reading, BatchGetItem: reading, Query: reading },
    stateless: {},
    evidence: {},
  };
  test.each(lambdas)('%s may touch these partitions of records and no other', (lambda) => {
    const prefixes = z.strictObject({
      'ForAllValues:StringLike': z.strictObject({ 'dynamodb:LeadingKeys': z.array(z.string().regex(/^[A-Z]+#\*$/)) }),
    });
    const got = statementsOf(lambda)
      .filter(on('DataRecords'))
      .flatMap(({ Action, Condition }) => {
        const keys = prefixes.parse(Condition)['ForAllValues:StringLike']['dynamodb:LeadingKeys'];
        const begin = keys.map((key) => key.slice(0, -2)).sort();
        return Action.map((action) => [action.replace('dynamodb:', ''), begin.join(' ')]);
      });
    expect(Object.fromEntries(got)).toEqual(records[lambda]);
  });

  const catalogue: Record<Lambda, string[]> = {
    submit: ['dynamodb:GetItem'],
    read: ['dynamodb:GetItem', 'dynamodb:Query'],
    stateless: ['dynamodb:GetItem', 'dynamodb:Query'],
    evidence: [],
  };
  test.each(lambdas)('%s may only read these of the catalogue', (lambda) => {
    const onCatalogue = statementsOf(lambda).filter(on('DataCatalogue'));
    expect(onCatalogue.flatMap(({ Action }) => Action)).toEqual(catalogue[lambda]);
  });

  const listed = (condition: unknown) =>
    z
      .strictObject({ StringLike: z.strictObject({ 's3:prefix': z.array(z.string()) }) })
      .parse(condition)
      .StringLike['s3:prefix'].join(' ');
  const bodies: Record<Lambda, string[]> = {
    submit: ['GetObject catalogue', 'GetObject pending', 'GetObject t', 'ListBucket pending/t/* t/*', 'PutObject t'],
    read: ['GetObject catalogue', 'GetObject t'],
    stateless: ['GetObject catalogue'],
    evidence: ['GetObject pending', 'GetObject t', 'ListBucket pending/t/* t/*', 'PutObject pending'],
  };
  test.each(lambdas)('%s may do only this to bodies', (lambda) => {
    const got = statementsOf(lambda)
      .filter(on('DataBodies'))
      .flatMap(({ Action, Resource, Condition }) =>
        Action.flatMap((action) =>
          Resource.map(
            (each) => `${action.slice('s3:'.length)} ${/\/(\w+)\/\*$/.exec(each)?.[1] ?? listed(Condition)}`,
          ),
        ),
      );
    expect(got.sort()).toEqual(bodies[lambda]);
  });
});
