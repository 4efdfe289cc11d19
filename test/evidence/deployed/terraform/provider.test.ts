import { expect, test } from 'vitest';
import { Either, Later } from '../../../../shared/evidence/deployed/resource.ts';
import { readPlan } from '../../../../shared/evidence/deployed/terraform/read-plan.ts';
import { change, configured, plan } from './plans.ts';

const [mumbai, virginia] = ['ap-south-1', 'us-east-1'];
const placed = (region: string, rest: object = {}) => ({
  name: 'aws',
  full_name: 'registry.terraform.io/hashicorp/aws',
  expressions: { region: { constant_value: region } },
  ...rest,
});
/** As plans before 1.2 have it. */
const older = (region: string, rest: object = {}) => {
  const { full_name: _, ...block } = placed(region, rest);
  return block;
};
const passed = (module: string) => ({ name: 'aws', module_address: module });

/** A bucket in `module.a.module.b["x"]`, whose configuration names the provider `key`. */
const inModules = (key: string, providers: object, calls: { a?: object; b?: object } = {}) => {
  const bucket = configured('aws_s3_bucket.it', {}, { provider_config_key: key });
  const b = { ...calls.b, module: { resources: [bucket], variables: { r: { default: 'eu-west-1' } } } };
  const module = 'module.a.module.b["x"]';
  return plan({
    variables: { home: { value: mumbai } },
    resource_changes: [change({ address: `${module}.aws_s3_bucket.it`, module })],
    configuration: {
      provider_config: providers,
      root_module: { module_calls: { a: { ...calls.a, module: { module_calls: { b }, variables: { r: {} } } } } },
    },
  });
};

const path = 'module.a.module.b';
const variable = { name: 'aws', expressions: { region: { references: ['var.r'] } }, module_address: path };
const passing = (name: string) => ({ expressions: { r: { references: [`var.${name}`] } } });

test.each<{ name: string; key: string; providers: object; calls?: { a?: object; b?: object }; want: RegExp }>([
  {
    name: 'the root’s',
    key: 'aws',
    providers: { aws: placed(mumbai), 'aws.dr': placed(virginia) },
    want: /^ap-south-1$/,
  },
  {
    name: 'an alias',
    key: 'aws.dr',
    providers: { aws: placed(mumbai), 'aws.dr': placed(virginia) },
    want: /^us-east-1$/,
  },
  {
    name: 'a block in its module',
    key: `${path}:aws`,
    providers: { aws: placed(mumbai), [`${path}:aws`]: placed(virginia, { module_address: path }) },
    want: /^us-east-1$/,
  },
  {
    name: 'a block in its module by a variable, handed on from the root',
    key: `${path}:aws`,
    providers: { aws: placed(virginia), [`${path}:aws`]: variable },
    calls: { a: passing('home'), b: passing('r') },
    want: /^ap-south-1$/,
  },
  {
    name: 'a block in its module by a variable that nobody sets',
    key: `${path}:aws`,
    providers: { aws: placed(virginia), [`${path}:aws`]: variable },
    want: /^eu-west-1$/,
  },
  {
    name: 'a block in its module, in the words of 0.13',
    key: 'b:aws',
    providers: { aws: older(mumbai), [`${path}:aws`]: older(virginia, { module_address: path }) },
    want: /^us-east-1$/,
  },
  {
    name: 'a block in its module, in the words of 0.12',
    key: 'b:aws',
    providers: { aws: older(mumbai), 'b:aws': older(virginia, { module_address: 'a.b' }) },
    want: /^us-east-1$/,
  },
  {
    name: 'a block in its module, in other words of 0.12',
    key: 'b:aws',
    providers: { aws: older(mumbai), 'a.b:aws': older(virginia, { module_address: 'a.b' }) },
    want: /^us-east-1$/,
  },
  { name: 'the only one around', key: 'b:aws', providers: { aws: older(mumbai) }, want: /^ap-south-1$/ },
  {
    name: 'the only one around, with an entry of its own',
    key: `${path}:aws`,
    providers: { aws: placed(mumbai), [`${path}:aws`]: passed(path) },
    want: /^ap-south-1$/,
  },
  {
    name: 'one of two around of one region',
    key: 'b:aws.x',
    providers: { aws: older(mumbai), 'aws.audit': older(mumbai, { alias: 'audit' }) },
    want: /^ap-south-1$/,
  },
  {
    name: 'one of two around, and nothing says which',
    key: 'b:aws',
    providers: { aws: older(mumbai), 'aws.dr': older(virginia, { alias: 'dr' }) },
    want: /^later: .*`aws` and `aws.dr`/,
  },
  {
    name: 'one in the module between, or the root’s',
    key: 'b:aws',
    providers: { aws: older(mumbai), 'module.a:aws': older(virginia, { module_address: 'module.a' }) },
    want: /^later: .*`aws` and `module.a:aws`/,
  },
  {
    name: 'one of two around, of which one takes its region from a local',
    key: 'b:aws',
    providers: { aws: older(mumbai), 'aws.dr': { name: 'aws', expressions: { region: { references: ['local.r'] } } } },
    want: /^later: .*`aws` and `aws.dr`/,
  },
  {
    name: 'the default one that nobody wrote, or an alias',
    key: 'b:aws',
    providers: { 'aws.dr': older(virginia, { alias: 'dr' }) },
    want: /^later: .*`aws` and `aws.dr`/,
  },
  {
    name: 'one of two around, and its key looks like the root’s',
    key: 'aws',
    providers: { aws: older(mumbai), 'aws.dr': older(virginia, { alias: 'dr' }) },
    want: /^later: .*`aws` and `aws.dr`/,
  },
  {
    name: 'not one of a module of the same name elsewhere, in the words of 0.12',
    key: 'b:aws',
    providers: { aws: older(mumbai), 'b:aws': older(virginia, { module_address: 'z.b' }) },
    want: /^ap-south-1$/,
  },
  {
    name: 'not one of a module beside it',
    key: 'b:aws',
    providers: { aws: older(mumbai), 'module.z:aws': older(virginia, { module_address: 'module.z' }) },
    want: /^ap-south-1$/,
  },
  {
    name: 'not another provider',
    key: 'b:aws',
    providers: { awscc: older(virginia, { name: 'awscc' }) },
    want: /AWS_REGION/,
  },
  { name: 'one that the plan leaves out', key: 'aws', providers: {}, want: /AWS_REGION/ },
  { name: 'named like what every object has', key: 'constructor', providers: {}, want: /AWS_REGION/ },
])('a bucket in a module is of $name: $want', ({ key, providers, calls, want }) => {
  const [resource] = readPlan(JSON.stringify(inModules(key, providers, calls)), { file: 'p' }).resources;
  const region = resource?.region;
  if (region instanceof Either) expect(region.options).toEqual([mumbai, virginia]);
  expect(region instanceof Later ? `later: ${region.why}` : region).toMatch(want);
});

test('OpenTofu names all the providers that a resource may be of', () => {
  const both = configured(
    'aws_s3_bucket.b',
    {},
    { provider_config_key: undefined, provider_config_keys: ['aws', 'aws.dr'] },
  );
  const given = plan({
    resource_changes: [change({ address: 'aws_s3_bucket.b["x"]' })],
    configuration: {
      provider_config: { aws: placed(mumbai), 'aws.dr': placed(virginia, { alias: 'dr' }) },
      root_module: { resources: [both] },
    },
  });
  const [resource] = readPlan(JSON.stringify(given), { file: 'p' }).resources;
  expect(resource?.region).toBeInstanceOf(Either);
  expect(resource?.region).toMatchObject({ options: [mumbai, virginia] });
});
