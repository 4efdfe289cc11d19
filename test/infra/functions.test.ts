import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { lambdas } from '../../shared/api/routes.ts';
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
    template.resourceCountIs('AWS::Logs::LogGroup', lambdas.length);
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
      expect(
        Resource.filter((resource) => resource.replace(/>\/(t|catalogue|pending)\/\*$/, '').includes('*')),
      ).toEqual([]);
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
      .filter(on('DataRecords'))
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
    const onCatalogue = statementsOf(lambda).filter(on('DataCatalogue'));
    expect(onCatalogue.flatMap(({ Action }) => Action)).toEqual(want);
  });

  test.each([
    { lambda: 'submit', want: ['s3:GetObject /t/*', 's3:PutObject /t/*', 's3:GetObject /catalogue/*'] },
    { lambda: 'read', want: ['s3:GetObject /t/*'] },
    { lambda: 'stateless', want: ['s3:GetObject /catalogue/*'] },
  ])('$lambda may do this to bodies: $want', ({ lambda, want }) => {
    const onBodies = statementsOf(lambda).filter(on('DataBodies'));
    const got = onBodies.flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((resource) => `${action} ${/\/\w+\/\*$/.exec(resource)}`)),
    );
    expect(got).toEqual(want);
  });
});
