import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { type App, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { giveReasons, reasons } from '../../infra/reasons.ts';
import type { Settings } from '../../infra/stacks.ts';
import { context, makeApp, settings } from './app.ts';

/** What the checks find, as `finding at construct`: after synthesis, as then imports are written out. */
function findingsIn(app: App): string[] {
  app.synth();
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  return violations
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    )
    .sort();
}

function makeReasoned(own: Partial<Settings> = {}): App {
  const app = makeApp(own);
  giveReasons(app, { ...settings, ...own });
  return app;
}

describe('the checks of cdk-nag, AWS Solutions', () => {
  test('find nothing in any stack that has no reason', () => {
    expect(findingsIn(makeReasoned({ consoleOrigin: 'https://console.example.in' }))).toEqual([]);
  });

  test('find only these without our reasons: wildcards for what has no list, and public routes', () => {
    const rules = findingsIn(makeApp()).map((finding) => finding.replace(/(\[.*)? at .*/, ''));
    expect([...new Set(rules)]).toEqual(['AwsSolutions-APIG4', 'AwsSolutions-IAM5']);
  });

  test('need each of our reasons, and each is a sentence', () => {
    const found = findingsIn(makeApp());
    for (const { at, finding, reason } of reasons(settings)) {
      expect(found.filter((each) => each.startsWith(`${finding} at ${at}/`))).not.toEqual([]);
      expect(reason).toMatch(/^[A-Z].{30,}\.$/);
    }
  });

  test('our reasons hold in other regions as well', () => {
    expect(findingsIn(makeReasoned({ region: 'ap-south-2', standbyRegion: 'ap-south-1' }))).toEqual([]);
  });

  test('find a wildcard that nobody gave a reason for, though a like one has one', () => {
    const app = makeReasoned();
    const role = app.node.findAll().find(({ node }) => node.path === 'NivasFunctions/Functions/ReadRole');
    if (!(role instanceof Role)) throw new Error('the function has no role');
    const table = `arn:aws:dynamodb:ap-south-1:111122223333:table/*`;
    role.addToPolicy(new PolicyStatement({ actions: ['dynamodb:*'], resources: [table] }));
    const at = 'at NivasFunctions/Functions/ReadRole/DefaultPolicy/Resource';
    expect(findingsIn(app)).toEqual([
      `AwsSolutions-IAM5[Action::dynamodb:*] ${at}`,
      `AwsSolutions-IAM5[Resource::${table}] ${at}`,
    ]);
  });

  test('find what else is careless: an open bucket, a policy of AWS’s', () => {
    const app = makeReasoned();
    const stack = new Stack(app, 'Careless', { env: { region: 'ap-south-1' } });
    new Bucket(stack, 'Open');
    new Role(stack, 'Broad', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')],
    });
    expect(findingsIn(app).join()).toMatch(/AwsSolutions-IAM4.*Broad.*AwsSolutions-S1 at.*Open.*AwsSolutions-S10/);
  });
});

test('`cdk synth` runs them, and CDK’s own checks of templates, and both are content', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'nivas-checks-'));
  const given = { ...context, issuer: 'https://issuer.example.in/', audience: 'nivas', 'aws:cdk:bundling-stacks': [] };
  const { CDK_VALIDATION: _off, ...own } = process.env;
  const env = { ...own, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(given) };
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, ['infra/main.ts'], { cwd, env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  // Written by the checks, so it is there only if they ran.
  const report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
  expect(report.pluginReports).toEqual([]);
});
