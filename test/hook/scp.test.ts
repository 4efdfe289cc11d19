import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { indianRegions } from '../../shared/registry/indian-regions.ts';

const text = readFileSync('docs/only-india-scp.json', 'utf8');

const Listed = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).transform((one) => [one].flat());
const Action = Listed.refine((all) => all.every((one) => /^[a-z0-9-]+:(\*|[A-Za-z]+)$/.test(one)));
const Condition = z.strictObject({
  StringNotEquals: z.strictObject({ 'aws:RequestedRegion': Listed }).optional(),
  ArnNotLike: z.strictObject({ 'aws:PrincipalArn': Listed }).optional(),
});
/**
 * What a service control policy may hold, as far as this one uses it: no `Principal`, and `NotAction` only to deny.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
 */
const Policy = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(
    z
      .strictObject({
        Sid: z.string().regex(/^[A-Za-z0-9]+$/),
        Effect: z.literal('Deny'),
        Action: Action.optional(),
        NotAction: Action.optional(),
        Resource: Listed,
        Condition,
      })
      .refine(({ Action: some, NotAction: others }) => (some === undefined) !== (others === undefined)),
  ),
});
const policy = Policy.parse(JSON.parse(text));

type Asked = { action: string; region: string; principal?: string; resource?: string };

const like = (patterns: readonly string[], value: string) =>
  patterns.some((one) =>
    new RegExp(`^${one.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i').test(value),
  );

/** The names of the statements that deny a request. Every condition of a statement must hold. */
const denying = ({ action, region, principal = developer, resource = '*' }: Asked) =>
  policy.Statement.filter(
    ({ Action: some, NotAction: others, Resource, Condition: { StringNotEquals, ArnNotLike } }) =>
      (some === undefined || like(some, action)) &&
      (others === undefined || !like(others, action)) &&
      like(Resource, resource) &&
      (StringNotEquals === undefined || !StringNotEquals['aws:RequestedRegion'].includes(region)) &&
      (ArnNotLike === undefined || !like(ArnNotLike['aws:PrincipalArn'], principal)),
  ).map(({ Sid }) => Sid);

const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const developer = role('Developer');
const keeper = role('NivasHookAdmin');

test('it is as small as AWS takes it', () => {
  expect(text.length).toBeLessThan(5120);
});

test('it lets through the Indian regions that Nivas knows, and no other', () => {
  const listed = policy.Statement.flatMap(
    ({ Condition: { StringNotEquals } }) => StringNotEquals?.['aws:RequestedRegion'] ?? [],
  );
  expect(listed.toSorted()).toEqual([...indianRegions].toSorted());
});

describe('a request', () => {
  test.each([
    { action: 'dynamodb:CreateTable', region: 'us-east-1', by: ['OnlyIndia'] },
    { action: 'dynamodb:CreateTable', region: 'ap-south-1', by: [] },
    { action: 'dynamodb:CreateTable', region: 'ap-south-2', by: [] },
    { action: 's3:CreateBucket', region: 'ap-southeast-1', by: ['OnlyIndia'] },
    { action: 'kms:CreateKey', region: 'eu-west-1', by: ['OnlyIndia'] },
    { action: 'cloudformation:CreateStack', region: 'us-east-1', by: ['OnlyIndia'] },
    { action: 'iam:CreateUser', region: 'us-east-1', by: [] },
    { action: 'route53:CreateHostedZone', region: 'us-east-1', by: [] },
    { action: 'ec2:DescribeRegions', region: 'us-east-1', by: [] },
    { action: 'ec2:RunInstances', region: 'us-east-1', by: ['OnlyIndia'] },
  ])('for $action in $region is denied by $by', ({ by, ...asked }) => {
    expect(denying(asked)).toEqual(by);
  });

  test.each([
    { action: 'cloudformation:DeactivateType', resource: '*', by: 'KeepTheHook' },
    { action: 'cloudformation:SetTypeConfiguration', resource: '*', by: 'KeepTheHook' },
    {
      action: 'cloudformation:CreateStack',
      resource: 'arn:aws:cloudformation:ap-south-1:123456789012:stack/NivasHook/1',
      by: 'KeepWhatItIsMadeOf',
    },
    {
      action: 'lambda:UpdateFunctionCode',
      resource: 'arn:aws:lambda:ap-south-1:123456789012:function:NivasHook-Judge1022929D-x',
      by: 'KeepWhatItIsMadeOf',
    },
    { action: 'iam:UpdateAssumeRolePolicy', resource: role('NivasHook-Role1ABCC5F0-x'), by: 'KeepWhatItIsMadeOf' },
    { action: 'sts:AssumeRole', resource: role('cdk-nivashook-deploy-role'), by: 'OnlyWhoKeepsItDeploysIt' },
  ])('for $action is for who keeps the hook', ({ by, ...asked }) => {
    expect(denying({ ...asked, region: 'ap-south-1' })).toEqual([by]);
    expect(denying({ ...asked, region: 'ap-south-1', principal: keeper })).toEqual([]);
  });

  test('of the hook itself is let through abroad: else it could neither be deployed nor asked there', () => {
    for (const name of ['NivasHook-Role1ABCC5F0-x', 'cdk-nivashook-cfn-exec-role', 'NivasHookAdmin'])
      expect(denying({ action: 'lambda:InvokeFunction', region: 'us-east-1', principal: role(name) })).toEqual([]);
    expect(denying({ action: 'lambda:InvokeFunction', region: 'us-east-1' })).toEqual(['OnlyIndia']);
  });

  test('for other stacks, functions and roles is not its matter', () => {
    const resource = 'arn:aws:cloudformation:ap-south-1:123456789012:stack/Films/1';
    expect(denying({ action: 'cloudformation:UpdateStack', region: 'ap-south-1', resource })).toEqual([]);
    expect(denying({ action: 'iam:CreateRole', region: 'us-east-1', resource: role('Films') })).toEqual([]);
  });
});
