import { expect, test } from 'vitest';
import { Later } from '../../../../shared/evidence/deployed/resource.ts';
import { readPlan } from '../../../../shared/evidence/deployed/terraform/read-plan.ts';
import { bucketPlan, change, configured, plan } from './plans.ts';

const regionsOf = (value: unknown, region?: string) =>
  readPlan(JSON.stringify(value), { file: 'plan.json', ...(region === undefined ? {} : { region }) }).resources.map(
    (resource) => (resource.region instanceof Later ? `later: ${resource.region.why}` : resource.region),
  );

const provider = (region: unknown) => ({ name: 'aws', expressions: { region } });
const from = (...references: string[]) => ({ references });

test.each([
  { name: 'names no region', given: bucketPlan({ name: 'aws' }), want: /^later: .*AWS_REGION/ },
  { name: 'is not in the plan', given: bucketPlan(undefined), want: /^later: .*AWS_REGION/ },
  { name: 'names a constant', given: bucketPlan(provider({ constant_value: 'ap-south-1' })), want: /^ap-south-1$/ },
  { name: 'names no region that there is', given: bucketPlan(provider({ constant_value: 'Mumbai' })), want: /^later:/ },
  { name: 'names null', given: bucketPlan(provider({ constant_value: null })), want: /^later: .*AWS_REGION/ },
  {
    name: 'names a variable',
    given: bucketPlan(provider(from('var.r')), { variables: { r: { value: 'ap-south-2' } } }),
    want: /^ap-south-2$/,
  },
  {
    name: 'names a variable with a default',
    given: bucketPlan(provider(from('var.r')), { declared: { r: { default: 'ap-south-2' } } }),
    want: /^ap-south-2$/,
  },
  {
    name: 'names a part of a variable',
    given: bucketPlan(provider(from('var.r.dr[1]', 'var.r.dr', 'var.r')), {
      variables: { r: { value: { dr: ['us-east-1', 'ap-south-2'] } } },
    }),
    want: /^ap-south-2$/,
  },
  {
    name: 'names a part by a key in brackets',
    given: bucketPlan(provider(from('var.r["a.b"]', 'var.r')), {
      variables: { r: { value: { 'a.b': 'ap-south-1' } } },
    }),
    want: /^ap-south-1$/,
  },
  {
    name: 'chooses by a variable that is no region',
    given: bucketPlan(provider(from('var.r')), { variables: { r: { value: 'prod' } } }),
    want: /^later: (?!.*prod)/,
  },
  {
    name: 'names a sensitive variable',
    given: bucketPlan(provider(from('var.r')), {
      variables: { r: { value: 'ap-south-1' } },
      declared: { r: { sensitive: true } },
    }),
    want: /^later: .*`var.r`, which is sensitive/,
  },
  {
    name: 'names a variable that is null',
    given: bucketPlan(provider(from('var.r')), {
      variables: { r: { value: null } },
      declared: { r: { default: 'us-east-1' } },
    }),
    want: /^later: .*AWS_REGION/,
  },
  {
    name: 'names a variable that nobody set',
    given: bucketPlan(provider(from('var.r')), { declared: { r: {} } }),
    want: /^later: .*`var.r`, of which the plan has no value/,
  },
  { name: 'names a local', given: bucketPlan(provider(from('local.r'))), want: /^later: .*`local.r`/ },
  {
    name: 'names two things',
    given: bucketPlan(provider(from('var.r', 'var.e')), { variables: { r: { value: 'ap-south-1' } } }),
    want: /^later: .*`var.r` and `var.e`/,
  },
  { name: 'calls a function', given: bucketPlan(provider({})), want: /^later: .*computed/ },
  { name: 'names what every object has', given: bucketPlan(provider(from('var.constructor'))), want: /^later:/ },
  { name: 'names `__proto__`', given: bucketPlan(provider(from('var.__proto__'))), want: /^later:/ },
  {
    name: 'names a part that every text has',
    given: bucketPlan(provider(from('var.r.length')), { variables: { r: { value: 'ap-south-1' } } }),
    want: /^later:/,
  },
])('a bucket whose provider $name: $want', ({ given, want }) => {
  const [region] = regionsOf(given);
  expect(region).toMatch(want);
});

test.each([
  { name: 'its own region first', after: { region: 'ap-south-2' }, want: /^ap-south-2$/ },
  { name: 'not an unknown region of its own', unknown: { region: true }, want: /^us-east-1$/ },
  { name: 'not a region that is a block', after: { region: [{ name: 'ap-south-1' }] }, want: /^us-east-1$/ },
  { name: 'not a region that is null', after: { region: null }, want: /^us-east-1$/ },
  { name: 'its provider rather than its ARN', after: { arn: 'arn:aws:x:ap-south-1:1:y' }, want: /^us-east-1$/ },
])('a bucket is placed by $name: $want', ({ after, unknown, want }) => {
  const given = bucketPlan(provider({ constant_value: 'us-east-1' }), { after, unknown });
  expect(regionsOf(given, 'eu-west-1')).toEqual([expect.stringMatching(want)]);
});

test.each([
  { name: 'the ARN of what exists', after: { arn: 'arn:aws:sqs:ap-south-1:1:y' }, want: /^ap-south-1$/ },
  { name: 'the region of whoever deploys', after: { arn: 'arn:aws:s3:::y' }, want: /^eu-west-1$/ },
])('where no provider names a region, $name does', ({ after, want }) => {
  expect(regionsOf(bucketPlan({ name: 'aws' }, { after }), 'eu-west-1')).toEqual([expect.stringMatching(want)]);
});

test('the region of whoever deploys does not stand for a region that is named by a local', () => {
  expect(regionsOf(bucketPlan(provider(from('local.r'))), 'ap-south-1')).toEqual([expect.stringMatching(/^later/)]);
});

test('the region of whoever deploys is used only by the cloud that has a region of that form', () => {
  const google = plan({
    resource_changes: [change({ address: 'google_compute_address.a', provider: 'google', after: { region: null } })],
    configuration: { root_module: { resources: [configured('google_compute_address.a')] } },
  });
  expect(regionsOf(google, 'ap-south-1')).toEqual([expect.stringMatching(/^later: .*GOOGLE_REGION/)]);
  expect(regionsOf(google, 'asia-south1')).toEqual(['asia-south1']);
  expect(regionsOf(bucketPlan({ name: 'aws' }), 'asia-south1')).toEqual([
    expect.stringMatching(/^later: .*AWS_REGION/),
  ]);
});

test.each(['aws_s3_bucket.b', 'aws_s3_bucket.b[0]', 'aws_s3_bucket.b["a.b[0]"]', 'aws_s3_bucket.b["say \\"hi]\\""]'])(
  '%s is an instance of what the configuration has',
  (address) => {
    const given = bucketPlan(provider({ constant_value: 'ap-south-1' }));
    expect(regionsOf({ ...given, resource_changes: [change({ address })] })).toEqual(['ap-south-1']);
  },
);

test('a resource that the configuration does not show may be of any provider', () => {
  const given = plan({
    resource_changes: [change({ address: 'aws_s3_bucket.b' })],
    configuration: { provider_config: { aws: provider({ constant_value: 'ap-south-1' }) }, root_module: {} },
  });
  expect(regionsOf(given, 'ap-south-1')).toEqual([expect.stringMatching(/^later: .*does not show/)]);
});

const one = (address: string, of: string, after: object, unknown: object, expressions: object, config: object) =>
  plan({
    resource_changes: [change({ address, provider: `registry.terraform.io/hashicorp/${of}`, after, unknown })],
    configuration: { provider_config: config, root_module: { resources: [configured(address, expressions)] } },
  });

test.each([
  { address: 'aws_iam_role.r', of: 'aws', after: {}, want: /^later: .*global service/ },
  { address: 'aws_cloudfront_distribution.d', of: 'aws', after: { region: 'x' }, want: /^later: .*global service/ },
  { address: 'azurerm_storage_account.a', of: 'azurerm', after: { location: 'Central India' }, want: /^centralindia$/ },
  { address: 'azurerm_storage_account.a', of: 'azurerm', after: { location: 'centralindia' }, want: /^centralindia$/ },
  { address: 'azurerm_monitor_action_group.a', of: 'azurerm', after: { location: 'global' }, want: /^global$/ },
  {
    address: 'aws_s3_bucket.b',
    of: 'aws',
    after: { region: null },
    expressions: { region: { constant_value: null } },
    want: /^ap-south-1$/,
  },
  {
    address: 'aws_s3_bucket.b',
    of: 'aws',
    unknown: { region: true },
    expressions: { region: from('var.r') },
    want: /^later: .*`var.r`/,
  },
  { address: 'azurerm_subnet.s', of: 'azurerm', after: { name: 's' }, want: /^later: .*names no location/ },
  {
    address: 'azurerm_storage_account.a',
    of: 'azurerm',
    unknown: { location: true },
    expressions: { location: from('data.azurerm_resource_group.g.location', 'data.azurerm_resource_group.g') },
    want: /^later: .*`data.azurerm_resource_group.g.location`/,
  },
  { address: 'google_storage_bucket.b', of: 'google', after: { location: 'ASIA-SOUTH1' }, want: /^asia-south1$/ },
  { address: 'azurerm_storage_account.a', of: 'azurerm', after: { location: 'p@ss!word' }, want: /^later: (?!.*p@ss)/ },
  { address: 'google_storage_bucket.b', of: 'google', after: { location: 'p@ss!word' }, want: /^later: (?!.*p@ss)/ },
  { address: 'google_storage_bucket.b', of: 'google', after: { location: 'US' }, want: /^us$/ },
  { address: 'google_compute_disk.d', of: 'google-beta', after: { zone: 'asia-south1-b' }, want: /^asia-south1$/ },
  { address: 'google_compute_disk.d', of: 'google', unknown: { zone: true }, want: /^asia-south2$/ },
  {
    address: 'google_compute_address.a',
    of: 'google',
    after: { region: 'https://www.googleapis.com/compute/v1/projects/p/regions/asia-south1' },
    want: /^asia-south1$/,
  },
  { address: 'google_sql_database_instance.i', of: 'google', unknown: { region: true }, want: /^europe-west2$/ },
  { address: 'google_container_cluster.c', of: 'google', unknown: { location: true }, want: /^asia-south2$/ },
  {
    address: 'google_kms_crypto_key.k',
    of: 'google',
    after: { key_ring: 'projects/p/locations/asia-south1/keyRings/r' },
    want: /^asia-south1$/,
  },
  { address: 'google_dns_managed_zone.z', of: 'google', after: { name: 'z' }, want: /^later: .*names no location/ },
  {
    address: 'google_bigquery_dataset.d',
    of: 'google',
    after: { location: null },
    want: /^later: .*names no location/,
  },
])('$address $after $unknown: $want', ({ address, of, after = {}, unknown = {}, expressions = {}, want }) => {
  const google = { region: { constant_value: 'europe-west2' }, zone: { constant_value: 'asia-south2-a' } };
  const config = { google: { name: 'google', expressions: google }, aws: provider({ constant_value: 'ap-south-1' }) };
  expect(regionsOf(one(address, of, after, unknown, expressions, config))).toEqual([expect.stringMatching(want)]);
});
