import { expect, test } from 'vitest';
import { Later } from '../../../../shared/evidence/deployed/resource.ts';
import { readPlan } from '../../../../shared/evidence/deployed/terraform/read-plan.ts';
import { change, configured, plan } from './plans.ts';

const regionsOf = (value: unknown, region?: string) =>
  readPlan(JSON.stringify(value), { file: 'p', ...(region === undefined ? {} : { region }) }).resources.map(
    (resource) => (resource.region instanceof Later ? `later: ${resource.region.why}` : resource.region),
  );

type Source = { name?: string; values?: object; mode?: string; expressions?: object; key?: string };

/** A bucket of provider `aws`, and a data source of the plan's prior state. */
const beside = (block: object, { name = 'aws_region', values, mode = 'data', expressions, key = 'aws' }: Source) => {
  const source = { address: `data.${name}.here`, mode, type: name, name: 'here' };
  return plan({
    resource_changes: [change({ address: 'aws_s3_bucket.b' })],
    prior_state: { values: { root_module: { resources: [{ ...source, values }] } } },
    configuration: {
      provider_config: { aws: { name: 'aws', ...block }, 'aws.dr': { name: 'aws', alias: 'dr' } },
      root_module: {
        resources: [configured('aws_s3_bucket.b'), { ...source, provider_config_key: key, expressions }],
      },
    },
  });
};

const region = (value: unknown) => ({ expressions: { region: value } });
const here = { values: { name: 'ap-south-1', id: 'ap-south-1', description: 'Asia Pacific (Mumbai)' } };

test.each<{ name: string; block?: object; source: Source; want: RegExp }>([
  { name: 'tells a region that the environment gives', source: here, want: /^ap-south-1$/ },
  { name: 'tells it as version 6 does', source: { values: { region: 'ap-south-2', name: 'x' } }, want: /^ap-south-2$/ },
  {
    name: 'tells a region that a local gives',
    block: region({ references: ['local.r'] }),
    source: here,
    want: /^ap-south-1$/,
  },
  {
    name: 'does not overrule a constant',
    block: region({ constant_value: 'us-east-1' }),
    source: here,
    want: /^us-east-1$/,
  },
  { name: 'of another alias tells nothing', source: { ...here, key: 'aws.dr' }, want: /^eu-west-1$/ },
  {
    name: 'that asks for one region tells nothing',
    source: { ...here, expressions: { name: { constant_value: 'ap-south-1' } } },
    want: /^eu-west-1$/,
  },
  { name: 'of another type tells nothing', source: { ...here, name: 'aws_x' }, want: /^eu-west-1$/ },
  { name: 'that is no data source tells nothing', source: { ...here, mode: 'managed' }, want: /^eu-west-1$/ },
  { name: 'without values tells nothing', source: {}, want: /^eu-west-1$/ },
  {
    name: 'that tells no region is not believed',
    source: { values: { name: 'hunter2' } },
    want: /^later: (?!.*hunter2)/,
  },
])('a data source $name: $want', ({ block = {}, source, want }) => {
  expect(regionsOf(beside(block, source), 'eu-west-1')).toEqual([expect.stringMatching(want)]);
});

const azure = (address: string, after: object, expressions: object = {}) => ({ address, after, expressions });
const account = azure('azurerm_storage_account.a', { location: 'centralindia' });
const to = (...references: string[]) => ({ references });

test.each([
  {
    name: 'its account',
    part: { storage_account_id: to('azurerm_storage_account.a.id', 'azurerm_storage_account.a') },
    want: /^centralindia$/,
  },
  {
    name: 'a part of its account',
    part: { server_id: to('azurerm_x.part.id', 'azurerm_x.part') },
    want: /^centralindia$/,
  },
  {
    name: 'an account that is not in the plan',
    part: { storage_account_id: to('data.azurerm_storage_account.z.id') },
    want: /^later: .*no location/,
  },
  {
    name: 'its group',
    part: { resource_group_name: to('azurerm_storage_account.a.name') },
    want: /^later: .*no location/,
  },
  { name: 'itself', part: { server_id: to('azurerm_x.it.id', 'azurerm_x.it') }, want: /^later: / },
  {
    name: 'one of two',
    part: { server_id: to('azurerm_storage_account.a.id', 'azurerm_x.part.id') },
    want: /^later: /,
  },
])('what has no location and names $name: $want', ({ part, want }) => {
  const all = [
    account,
    azure(
      'azurerm_x.part',
      {},
      { storage_account_name: to('azurerm_storage_account.a.name', 'azurerm_storage_account.a') },
    ),
    azure('azurerm_x.it', { server_name: 'known' }, part),
  ];
  const given = plan({
    resource_changes: all.map(({ address, after }) => change({ address, provider: 'azurerm', after })),
    configuration: {
      root_module: { resources: all.map(({ address, expressions }) => configured(address, expressions)) },
    },
  });
  const [, it] = regionsOf(given);
  expect(it).toMatch(want);
});

test('an unknown location of its own is not that of the whole', () => {
  const given = plan({
    resource_changes: [
      change({ address: 'azurerm_storage_account.a', provider: 'azurerm', after: { location: 'centralindia' } }),
      change({ address: 'azurerm_x.it', provider: 'azurerm', unknown: { location: true } }),
    ],
    configuration: {
      root_module: {
        resources: [
          configured('azurerm_storage_account.a'),
          configured('azurerm_x.it', {
            storage_account_id: to('azurerm_storage_account.a.id'),
            location: to('local.l'),
          }),
        ],
      },
    },
  });
  expect(regionsOf(given)).toEqual(['centralindia', expect.stringMatching(/^later: .*`local.l`/)]);
});
