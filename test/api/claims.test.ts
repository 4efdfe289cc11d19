import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { accessToken, type Bearer, claimsHandler } from '../../functions/edge/claims.ts';
import { clientTenants, parameterClient } from '../../functions/edge/client-tenants.ts';
import { groups, scopeSentences } from '../../shared/api/groups.ts';
import { scopes } from '../../shared/api/routes.ts';

process.env.AWS_ACCESS_KEY_ID = 'test';
process.env.AWS_SECRET_ACCESS_KEY = 'test';

const machine = (tenant: string | undefined): Bearer => ({ kind: 'machine', tenant });
const person = (own: { tenant?: unknown; issuers?: unknown }, ...names: string[]): Bearer => ({
  kind: 'person',
  attributes: { sub: 's', email: 'a@b.example', 'custom:tenant': own.tenant, 'custom:issuers': own.issuers },
  groups: names,
});
const tenant = { tenant: 'acme' };
const issuers = { issuers: 'rbi sebi' };
/** What each row’s bearer asks for, where it is not said otherwise. */
const asked = ['openid', 'nivas/read'];

describe('an access token', () => {
  test.each([
    { name: 'a machine with a tenant', bearer: machine('acme'), claims: tenant, add: [], suppress: [] },
    { name: 'a machine without', bearer: machine(undefined), claims: {}, add: [], suppress: ['nivas/read'] },
    { name: 'a machine of no such tenant', bearer: machine('A b'), claims: {}, add: [], suppress: ['nivas/read'] },
    { name: 'a person of a tenant', bearer: person(tenant), claims: tenant, add: [], suppress: [] },
    { name: 'a person of nobody', bearer: person({}), claims: {}, add: [], suppress: ['nivas/read'] },
    {
      name: 'a policy author of a tenant',
      bearer: person(tenant, 'policy-author'),
      claims: tenant,
      add: ['nivas/check'],
      suppress: [],
    },
    {
      name: 'a policy author of nobody',
      bearer: person({}, 'policy-author'),
      claims: {},
      add: [],
      suppress: ['nivas/read'],
    },
    { name: 'a keeper of a tenant', bearer: person(tenant, 'keeper'), claims: tenant, add: [], suppress: [] },
    { name: 'a regulator', bearer: person(issuers, 'regulator'), claims: issuers, add: [], suppress: [] },
    {
      name: 'a regulator without its group',
      bearer: person(issuers),
      claims: {},
      add: [],
      suppress: ['nivas/read'],
    },
    {
      name: 'a regulator without issuers',
      bearer: person({}, 'regulator'),
      claims: {},
      add: [],
      suppress: ['nivas/read'],
    },
    {
      name: 'a regulator with both attributes',
      bearer: person({ ...tenant, ...issuers }, 'regulator'),
      claims: issuers,
      add: [],
      suppress: [],
    },
    {
      name: 'both attributes without the group',
      bearer: person({ ...tenant, ...issuers }),
      claims: tenant,
      add: [],
      suppress: [],
    },
    {
      name: 'a regulator with a tenant and no issuers',
      bearer: person(tenant, 'regulator'),
      claims: {},
      add: [],
      suppress: ['nivas/read'],
    },
    {
      name: 'a regulator who also writes policy',
      bearer: person(issuers, 'policy-author', 'regulator'),
      claims: issuers,
      add: ['nivas/check'],
      suppress: [],
    },
    {
      name: 'issuers with commas',
      bearer: person({ issuers: 'rbi,sebi' }, 'regulator'),
      claims: {},
      add: [],
      suppress: ['nivas/read'],
    },
    {
      name: 'issuers in capitals',
      bearer: person({ issuers: 'RBI' }, 'regulator'),
      claims: {},
      add: [],
      suppress: ['nivas/read'],
    },
    {
      name: 'no issuers in a list',
      bearer: person({ issuers: '' }, 'regulator'),
      claims: {},
      add: [],
      suppress: ['nivas/read'],
    },
    {
      name: 'two tenants in one',
      bearer: person({ tenant: 'acme bank-7' }),
      claims: {},
      add: [],
      suppress: ['nivas/read'],
    },
    {
      name: 'a tenant that is no text',
      bearer: person({ tenant: ['acme'] }),
      claims: {},
      add: [],
      suppress: ['nivas/read'],
    },
    {
      name: 'a group that we do not have',
      bearer: person({}, 'admin', 'constructor'),
      claims: {},
      add: [],
      suppress: ['nivas/read'],
    },
  ])('of $name has claims $claims', ({ bearer, claims, add, suppress }) => {
    expect(accessToken(bearer, asked)).toEqual({
      claimsToAddOrOverride: claims,
      scopesToAdd: add,
      scopesToSuppress: suppress,
    });
  });

  test('of a regulator has no scope but those of its groups, whatever it asks for', () => {
    const asksAll = ['openid', ...scopes.map((scope) => `nivas/${scope}`)];
    const { scopesToAdd, scopesToSuppress } = accessToken(person(issuers, 'regulator'), asksAll);
    expect([scopesToAdd, scopesToSuppress]).toEqual([[], ['nivas/check', 'nivas/declare']]);
    expect(accessToken(person(issuers, 'regulator'), []).scopesToAdd).toEqual(['nivas/read']);
  });

  test('never has both claims, whatever is known of the bearer', () => {
    const some = [undefined, '', 'acme', 'rbi sebi'];
    const memberships = [[], ['regulator'], ['keeper'], [...groups.keys()]];
    const bearers = some.flatMap((one) =>
      some.flatMap((other) => memberships.map((names) => person({ tenant: one, issuers: other }, ...names))),
    );
    for (const bearer of [...bearers, ...some.map(machine)])
      expect(Object.keys(accessToken(bearer, asked).claimsToAddOrOverride).length).toBeLessThan(2);
  });
});

test('a group’s scopes are scopes, and each scope and group has a sentence', () => {
  for (const { description, scopes: given } of groups.values()) {
    expect(description).toMatch(/^[A-Z].{20,}\.$/);
    expect(scopes).toEqual(expect.arrayContaining([...given]));
  }
  expect(Object.keys(scopeSentences).toSorted()).toEqual([...scopes].toSorted());
});

const logged: object[] = [];
const log = {
  info: (message: string, fields: object) => void logged.push({ message, ...fields }),
  error: (message: string, fields: object) => void logged.push({ message, ...fields }),
};
beforeEach(() => {
  logged.length = 0;
});

/** Events as AWS documents them; `clientMetadata` is what whoever asks for a token writes. */
const hostile = { tenant: 'bank-7', issuers: 'rbi', 'custom:tenant': 'bank-7', groups: 'regulator' };
const common = { version: '3', region: 'ap-south-1', userPoolId: 'ap-south-1_pool', response: {} };
const machineEvent = {
  ...common,
  triggerSource: 'TokenGeneration_ClientCredentials',
  userName: 'ClientCredentials',
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'client-1' },
  request: {
    userAttributes: { 'custom:tenant': 'bank-7' },
    groupConfiguration: { groupsToOverride: ['regulator'], iamRolesToOverride: [], preferredRole: null },
    scopes: ['nivas/declare', 'nivas/read'],
    clientMetadata: hostile,
  },
};
const personEvent = {
  ...common,
  triggerSource: 'TokenGeneration_HostedAuth',
  userName: 'priya-raman',
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'console' },
  request: {
    userAttributes: { sub: 's', email: 'priya@acme.example', 'custom:tenant': 'acme' },
    groupConfiguration: { groupsToOverride: ['policy-author'], iamRolesToOverride: [], preferredRole: null },
    scopes: ['openid', 'nivas/read'],
    clientMetadata: hostile,
  },
};
const known = async (clientId: string) => (clientId === 'client-1' ? 'acme' : undefined);
const answered = (event: object, accessTokenGeneration: object) => ({
  ...event,
  response: { claimsAndScopeOverrideDetails: { accessTokenGeneration } },
});

describe('the trigger', () => {
  test.each([
    {
      name: 'a machine, whatever it writes into its request',
      event: machineEvent,
      want: { claimsToAddOrOverride: tenant, scopesToAdd: [], scopesToSuppress: [] },
    },
    {
      name: 'a machine that has no tenant',
      event: { ...machineEvent, callerContext: { clientId: 'client-2' } },
      want: { claimsToAddOrOverride: {}, scopesToAdd: [], scopesToSuppress: ['nivas/declare', 'nivas/read'] },
    },
    {
      name: 'a person, whatever its pages write into the request',
      event: personEvent,
      want: { claimsToAddOrOverride: tenant, scopesToAdd: ['nivas/check'], scopesToSuppress: [] },
    },
    {
      name: 'a person through a machine’s client, as a person',
      event: { ...personEvent, callerContext: { clientId: 'client-1' }, request: { userAttributes: {} } },
      want: { claimsToAddOrOverride: {}, scopesToAdd: [], scopesToSuppress: [] },
    },
    {
      name: 'a person again, when the token is renewed',
      event: { ...personEvent, triggerSource: 'TokenGeneration_RefreshTokens' },
      want: { claimsToAddOrOverride: tenant, scopesToAdd: ['nivas/check'], scopesToSuppress: [] },
    },
    {
      name: 'a machine, where Cognito leaves out or nulls what a machine has not',
      event: { ...machineEvent, request: { userAttributes: null, groupConfiguration: null, scopes: null } },
      want: { claimsToAddOrOverride: tenant, scopesToAdd: [], scopesToSuppress: [] },
    },
  ])('answers for $name', async ({ event, want }) => {
    expect(await claimsHandler(known, log)(event)).toEqual(answered(event, want));
  });

  test('logs the client and which claim it got, and nothing of a person or a tenant', async () => {
    await claimsHandler(known, log)(machineEvent);
    await claimsHandler(known, log)(personEvent);
    expect(logged).toEqual([
      { message: 'token', source: 'TokenGeneration_ClientCredentials', client: 'client-1', claims: ['tenant'] },
      { message: 'token', source: 'TokenGeneration_HostedAuth', client: 'console', claims: ['tenant'] },
    ]);
    expect(JSON.stringify(logged)).not.toMatch(/acme|priya|bank/);
  });

  test.each([
    { name: 'the parameters cannot be read', event: machineEvent, tenantOf: () => Promise.reject(new Error('secret')) },
    { name: 'the event is another one', event: { ...machineEvent, callerContext: {} }, tenantOf: known },
    { name: 'there is no event', event: undefined, tenantOf: known },
  ])('refuses the token where $name, and tells nobody why', async ({ event, tenantOf }) => {
    await expect(claimsHandler(tenantOf, log)(event)).rejects.toThrow(/^no token can be given now$/);
    expect(logged).toMatchObject([{ message: 'failed' }]);
  });
});

describe('which tenant a client acts for', () => {
  /** Parameters of Systems Manager, and what was asked of them. */
  const parameters = new Map<string, string>();
  const calls: unknown[] = [];
  const faults: number[] = [];
  const server = createServer(async (request, response) => {
    const { Name } = JSON.parse(Buffer.concat(await request.toArray()).toString());
    calls.push(`${request.headers['x-amz-target']} ${Name}`);
    const Value = parameters.get(Name);
    const fault = faults.shift();
    const said = Value === undefined ? { __type: 'ParameterNotFound' } : { Parameter: { Name, Value } };
    response.writeHead(fault ?? (Value === undefined ? 400 : 200), { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(fault === undefined ? said : { __type: 'InternalServerError' }));
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  const open = async () => {
    if (!server.listening) {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    }
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : address;
    const env = { AWS_REGION: 'ap-south-1', AWS_ENDPOINT_URL_SSM: `http://127.0.0.1:${port}` };
    const clock = { at: 0 };
    for (const list of [calls, faults]) list.length = 0;
    parameters.clear();
    parameters.set('/nivas/tenants/client-1', 'acme');
    return { clock, tenantOf: clientTenants(parameterClient(env), () => new Date(clock.at)) };
  };
  const call = (client: string) => `AmazonSSM.GetParameter /nivas/tenants/${client}`;

  test('is what its own parameter says, asked for once in five minutes', async () => {
    const { clock, tenantOf } = await open();
    expect(await tenantOf('client-1')).toBe('acme');
    parameters.set('/nivas/tenants/client-1', 'bank-7');
    clock.at += 299_999;
    expect(await tenantOf('client-1')).toBe('acme');
    expect(calls).toEqual([call('client-1')]);
    clock.at += 1;
    expect(await tenantOf('client-1')).toBe('bank-7');
  });

  test('is nobody where there is no parameter, and that is not remembered', async () => {
    const { clock, tenantOf } = await open();
    expect(await tenantOf('client-2')).toBeUndefined();
    parameters.set('/nivas/tenants/client-2', 'bank-7');
    expect(await tenantOf('client-2')).toBe('bank-7');
    parameters.delete('/nivas/tenants/client-2');
    clock.at += 300_000;
    expect(await tenantOf('client-2')).toBeUndefined();
    expect(calls).toEqual([call('client-2'), call('client-2'), call('client-2')]);
  });

  test('is asked twice where Systems Manager fails, and then nobody gets a token', async () => {
    const { tenantOf } = await open();
    faults.push(500);
    expect(await tenantOf('client-1')).toBe('acme');
    faults.push(500, 500);
    await expect(tenantOf('client-2')).rejects.toMatchObject({ name: 'InternalServerError' });
    expect(calls).toHaveLength(4);
  });
});
