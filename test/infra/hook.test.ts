import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { regionsIn } from '../../infra/hook/regions.ts';
import { HookStack, hookContext } from '../../infra/hook/stack.ts';
import { event, example, context as lambdaContext } from '../hook/asked.ts';
import { context } from './app.ts';
import { findingsIn } from './nag.ts';

function made(region: string, allowUnknown = false): HookStack {
  const app = new App({ context: { ...context, ...hookContext, 'aws:cdk:bundling-stacks': [] } });
  return new HookStack(app, { region, declaration: 'declaration.json', allowUnknown });
}

describe('the hook’s stack', () => {
  const stack = made('us-east-1');
  const template = Template.fromStack(stack);

  test('refuses what its function refuses, or when it cannot be asked; removal never asks it', () => {
    template.hasResource('AWS::CloudFormation::LambdaHook', {
      Properties: {
        Alias: 'Nivas::Residency::Hook',
        FailureMode: 'FAIL',
        HookStatus: 'ENABLED',
        TargetOperations: ['STACK', 'CHANGE_SET'],
        TargetFilters: { Actions: ['CREATE', 'UPDATE'], InvocationPoints: ['PRE_PROVISION'] },
        StackFilters: { FilteringCriteria: 'ALL', StackNames: { Exclude: ['NivasHook', 'NivasHookToolkit'] } },
      },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^RoleDefaultPolicy')]),
    });
    expect([stack.stackName, stack.region, stack.terminationProtection]).toEqual(['NivasHook', 'us-east-1', true]);
  });

  test('lets CloudFormation call that function and no other, and the function write its log and no more', () => {
    const policies = Object.values(template.findResources('AWS::IAM::Policy'));
    const statements = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
    expect(statements).toEqual([
      expect.objectContaining({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }),
      {
        Effect: 'Allow',
        Action: 'lambda:InvokeFunction',
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Judge/), 'Arn'] },
      },
    ]);
    template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
  });

  test('its function answers before CloudFormation gives up, and its log is kept for 180 days', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Timeout: 25,
      Environment: { Variables: { ALLOW_UNKNOWN: 'false' } },
    });
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 180 });
  });

  test('may be made so that what nobody can tell passes', () => {
    const Environment = { Variables: { ALLOW_UNKNOWN: 'true' } };
    Template.fromStack(made('ap-south-1', true)).hasResourceProperties('AWS::Lambda::Function', { Environment });
  });

  test('cdk-nag finds nothing', () => {
    expect(findingsIn(stack)).toEqual([]);
  });
});

describe('regions', () => {
  test('are each listed once', () => {
    expect(regionsIn('ap-south-1, ap-south-2,ap-south-1 us-east-1')).toEqual(['ap-south-1', 'ap-south-2', 'us-east-1']);
    expect(regionsIn(context.hookRegions)).toEqual(['ap-south-1', 'ap-south-2']);
  });

  test.each([undefined, '', ' , ', 7])('%j: none is named', (value) => {
    expect(() => regionsIn(value)).toThrow('no region is named');
  });

  test('a slip of the hand is told', () => {
    expect(() => regionsIn('ap-south-1,us-esat-1')).toThrow(/no region `us-esat-1`.*`us-east-1`/);
  });
});

/** `infra/hook/main.ts` as `cdk synth` runs it. */
function synthesised(own: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'nivas-hook-'));
  const { CDK_VALIDATION: _, ...env } = process.env;
  const given = { ...context, ...own };
  const done = spawnSync(process.execPath, ['infra/hook/main.ts'], {
    env: { ...env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(given) },
    encoding: 'utf8',
  });
  return { ...done, folder };
}

const Handler = z.object({ handler: z.custom<(event: unknown, context: object) => Promise<object>>() });

describe('`npm run synth:hook`', () => {
  test('makes a stack for each region, whose bundle judges with the declaration that it was made with', async () => {
    const hookRegions = 'ap-south-1,us-east-1';
    const declaration = 'examples/short-video-after/residency.yaml';
    const { status, folder } = synthesised({ hookRegions, declaration });
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, 'validation-report.json'), 'utf8')).pluginReports).toEqual([]);
    const files = readdirSync(folder);
    expect(files.filter((file) => file.endsWith('.template.json'))).toEqual([
      'NivasHook-ap-south-1.template.json',
      'NivasHook-us-east-1.template.json',
    ]);
    const [asset = ''] = files.filter((file) => file.startsWith('asset.'));
    process.env.AWS_REGION = 'ap-south-1';
    const { handler } = Handler.parse(await import(pathToFileURL(join(folder, asset, 'index.mjs')).href));
    const bucket = 'Resources: { Films: { Type: AWS::S3::Bucket } }';
    expect(await handler(event(bucket), lambdaContext)).toMatchObject({
      hookStatus: 'SUCCESS',
      message: expect.stringContaining('COMPLIANT: Jhalak'),
    });
    expect(await handler(event(example('four-routes/template.yaml')), lambdaContext)).toMatchObject({
      hookStatus: 'FAILED',
      message: expect.stringContaining('INDETERMINATE: Jhalak'),
    });
  });

  test.each([
    { own: { declaration: 'examples/saas-one-mistake/residency.yaml' }, says: 'is non-compliant by itself' },
    { own: { declaration: 'examples/four-routes/residency.yaml' }, says: 'is indeterminate by itself' },
    { own: { declaration: 'examples/none.yaml' }, says: 'there is no file' },
    { own: { declaration: 'cdk.json' }, says: 'application' },
    { own: { allowUnknown: 'yes' }, says: 'allowUnknown is `yes`' },
    { own: { hookRegions: 'mumbai' }, says: 'AWS has no region `mumbai`' },
  ])('refuses $own', ({ own, says }) => {
    const { status, stderr } = synthesised(own);
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^nivas: /)]);
    expect(stderr).toContain(says);
  });
});
