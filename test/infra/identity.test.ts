import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { App, Aspects, Stack } from 'aws-cdk-lib/core';
import { describe, expect, test } from 'vitest';
import { Identity, type IdentityProps } from '../../infra/identity.ts';
import { InIndia } from '../../infra/in-india.ts';
import { machineTenants } from '../../infra/machine-client.ts';
import { groups } from '../../shared/api/groups.ts';
import { scopes } from '../../shared/api/routes.ts';
import { findingsIn } from './nag.ts';

// CDK's own check of templates takes seconds; the test of the whole app has it.
process.env.CDK_VALIDATION = 'false';

function make(own: Partial<IdentityProps> = {}, region = 'ap-south-1') {
  const app = new App({ context: { '@aws-cdk/aws-iam:minimizePolicies': true, 'aws:cdk:bundling-stacks': [] } });
  const stack = new Stack(app, 'NivasIdentity', { env: { region } });
  const key = new Key(new Stack(app, 'NivasData', { env: { region } }), 'Key');
  const consoleOrigin = 'https://console.example.in';
  const identity = new Identity(stack, 'Identity', { key, consoleOrigin, machineTenants: ['acme', 'bank-7'], ...own });
  Aspects.of(app).add(new InIndia());
  return { stack, identity };
}

const { stack, identity } = make();
const template = Template.fromStack(stack);
const idOf = (type: string) => Object.keys(template.findResources(type))[0] ?? '';
const pool = idOf('AWS::Cognito::UserPool');

describe('the user pool', () => {
  test('outlives its stack, and nobody signs up by himself', () => {
    template.hasResource('AWS::Cognito::UserPool', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: Match.objectLike({
        DeletionProtection: 'ACTIVE',
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        UserPoolTier: 'ESSENTIALS',
      }),
    });
  });

  test('asks for a strong password and a second factor that is no message', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      SmsConfiguration: Match.absent(),
      Policies: {
        PasswordPolicy: {
          MinimumLength: 14,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          TemporaryPasswordValidityDays: 3,
          PasswordHistorySize: 10,
        },
      },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    });
  });

  test('asks our function before it gives a token, in the version that machines have as well', () => {
    const trigger = { LambdaArn: { 'Fn::GetAtt': [idOf('AWS::Lambda::Function'), 'Arn'] }, LambdaVersion: 'V3_0' };
    template.hasResourceProperties('AWS::Cognito::UserPool', { LambdaConfig: { PreTokenGenerationConfig: trigger } });
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'cognito-idp.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': [pool, 'Arn'] },
    });
  });

  test('has the scopes of the routes, each with a sentence, and the groups', () => {
    const [server] = Object.values(template.findResources('AWS::Cognito::UserPoolResourceServer'));
    expect(server?.Properties.Identifier).toBe('nivas');
    const made: { ScopeName: string; ScopeDescription: string }[] = server?.Properties.Scopes;
    expect(made.map(({ ScopeName }) => ScopeName).toSorted()).toEqual([...scopes].toSorted());
    for (const { ScopeDescription } of made) expect(ScopeDescription).toMatch(/^[A-Z].{10,255}\.$/);
    const named = Object.values(template.findResources('AWS::Cognito::UserPoolGroup')).map(({ Properties }) => [
      Properties.GroupName,
      Properties.Description,
    ]);
    expect(Object.fromEntries(named)).toEqual(
      Object.fromEntries([...groups].map(([name, { description }]) => [name, description])),
    );
    expect([...groups.keys()]).toEqual(['regulator', 'keeper', 'policy-author']);
  });

  test('has sign-in pages under a name that is the stack’s own', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolDomain', {
      Domain: { 'Fn::Join': ['', ['nivas-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }]] },
    });
    expect(JSON.stringify(stack.resolve(identity.tokenUrl))).toMatch(
      /\.auth\.ap-south-1\.amazoncognito\.com\/oauth2\/token/,
    );
  });
});

type Client = { readonly ClientName: string; readonly [name: string]: unknown };
const clients: [string, Client][] = Object.entries(template.findResources('AWS::Cognito::UserPoolClient')).map(
  ([id, { Properties }]) => [id, Properties],
);
const clientNamed = (name: string) => clients.find(([, { ClientName }]) => ClientName === name) ?? ['', undefined];
const server = { Ref: idOf('AWS::Cognito::UserPoolResourceServer') };
const scopeOf = (scope: string) => ({ 'Fn::Join': ['', [server, `/${scope}`]] });

describe('clients', () => {
  test('are those of the console and of each tenant’s machines', () => {
    expect(clients.map(([, { ClientName }]) => ClientName).toSorted()).toEqual([
      'console',
      'machine-acme',
      'machine-bank-7',
    ]);
  });

  test.each(['acme', 'bank-7'])(
    'a machine of %s has a secret, our three scopes, and its tenant in a parameter',
    (tenant) => {
      const [id, client] = clientNamed(`machine-${tenant}`);
      expect(client).toMatchObject({
        GenerateSecret: true,
        AllowedOAuthFlows: ['client_credentials'],
        AllowedOAuthScopes: ['check', 'declare', 'read'].map(scopeOf),
        ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      });
      expect(client?.CallbackURLs).toBeUndefined();
      template.hasResourceProperties('AWS::SSM::Parameter', {
        Name: { 'Fn::Join': ['', ['/nivas/tenants/', { Ref: id }]] },
        Type: 'String',
        Value: tenant,
      });
    },
  );

  test('the console has no secret and gets a code at its own origin; a person cannot ask to declare', () => {
    const [, client] = clientNamed('console');
    expect(client).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', scopeOf('check'), scopeOf('read')],
      CallbackURLs: ['https://console.example.in/'],
      LogoutURLs: ['https://console.example.in/'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      SupportedIdentityProviders: ['COGNITO'],
      PreventUserExistenceErrors: 'ENABLED',
    });
  });

  test('none may write the attributes that decide about access', () => {
    // An empty list would mean Cognito's default.
    for (const [, { WriteAttributes }] of clients) expect(WriteAttributes).toEqual(['name']);
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      Schema: Match.arrayWith([
        Match.objectLike({ Name: 'tenant', AttributeDataType: 'String', Mutable: true }),
        Match.objectLike({ Name: 'issuers', AttributeDataType: 'String', Mutable: true }),
      ]),
    });
  });

  test('are the audiences, and the pool is the issuer', () => {
    expect(stack.resolve(identity.audiences)).toEqual(
      ['console', 'machine-acme', 'machine-bank-7'].map((name) => ({ Ref: clientNamed(name)[0] })),
    );
    expect(stack.resolve(identity.issuer)).toEqual({
      'Fn::Join': ['', ['https://cognito-idp.ap-south-1.amazonaws.com/', { Ref: pool }]],
    });
  });

  test('of people there are none without a console', () => {
    const machinesOnly = make({ consoleOrigin: undefined, machineTenants: ['acme'] });
    const made = Template.fromStack(machinesOnly.stack).findResources('AWS::Cognito::UserPoolClient');
    expect(Object.values(made).map(({ Properties }) => Properties.ClientName)).toEqual(['machine-acme']);
    expect(machinesOnly.identity.audiences).toHaveLength(1);
  });

  test('there is at least one, else nobody could call', () => {
    expect(() => make({ consoleOrigin: undefined, machineTenants: [] })).toThrow('nobody could get a token');
  });
});

describe('the function before tokens', () => {
  test('is given up by us when Cognito gives it up', () => {
    template.hasResource('AWS::Lambda::Function', {
      Properties: Match.objectLike({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Timeout: 5 }),
      Metadata: Match.objectLike({ 'nivas:entry': 'functions/claims.ts' }),
    });
  });

  test('may read the parameters of clients, write its log, and nothing else', () => {
    const [policy, ...more] = Object.values(template.findResources('AWS::IAM::Policy'));
    expect(more).toEqual([]);
    const own = { Ref: 'AWS::AccountId' };
    const arn = ['arn:', { Ref: 'AWS::Partition' }, ':ssm:ap-south-1:', own, ':parameter/nivas/tenants/*'];
    expect(policy?.Properties.PolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: 'ssm:GetParameter', Resource: { 'Fn::Join': ['', arn] } },
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: { 'Fn::GetAtt': [idOf('AWS::Logs::LogGroup'), 'Arn'] },
      },
    ]);
    template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
    template.resourceCountIs('AWS::IAM::Role', 1);
  });
});

test('nothing of it is outside India', () => {
  expect(Annotations.fromStack(stack).findError('*', Match.anyValue())).toEqual([]);
});

test('cdk-nag finds nothing that we gave no reason for', () => {
  expect(findingsIn(stack)).toEqual([]);
});

test.each([
  { value: undefined, want: [] },
  { value: '', want: [] },
  { value: 'acme', want: ['acme'] },
  { value: 'acme, bank-7', want: ['acme', 'bank-7'] },
])('machine tenants in $value: $want', ({ value, want }) => {
  expect(machineTenants(value)).toEqual(want);
});

test.each([
  { name: 'capitals', value: 'Acme' },
  { name: 'an empty one', value: 'acme,' },
  { name: 'a path', value: 'acme/../bank' },
  { name: 'one twice', value: 'acme,acme' },
  { name: 'a number', value: 7 },
])('machine tenants with $name are refused', ({ value }) => {
  expect(() => machineTenants(value)).toThrow(expect.objectContaining({ code: 'request_invalid' }));
});
