import { describe, expect, test } from 'vitest';
import { Later } from '../../../../shared/evidence/deployed/resource.ts';
import { readPlan } from '../../../../shared/evidence/deployed/terraform/read-plan.ts';
import { change, configured, plan, type Written } from './plans.ts';

const read = (value: unknown) => readPlan(JSON.stringify(value), { file: 'plan.json' });
const reasons = (value: unknown) => read(value).unread.map(({ because }) => because);

describe('what is deployed', () => {
  const bucket = 'aws_s3_bucket.b';
  test.each<{ name: string; given: Partial<Written>; want: string[] }>([
    { name: 'created', given: { actions: ['create'] }, want: [bucket] },
    { name: 'left as it is', given: { actions: ['no-op'] }, want: [bucket] },
    { name: 'updated', given: { actions: ['update'] }, want: [bucket] },
    { name: 'replaced', given: { actions: ['delete', 'create'] }, want: [bucket] },
    { name: 'replaced the other way round', given: { actions: ['create', 'delete'] }, want: [bucket] },
    { name: 'deleted', given: { actions: ['delete'], after: null }, want: [] },
    { name: 'gone already', given: { actions: ['no-op'], after: null }, want: [] },
    { name: 'forgotten', given: { actions: ['forget'], before: { bucket: 'b' }, after: null }, want: [bucket] },
    { name: 'treated in a way that nobody knows yet', given: { actions: ['enshrine'] }, want: [bucket] },
    { name: 'created, and nothing says as what', given: { after: null }, want: [bucket] },
    { name: 'read as a data source', given: { address: 'data.aws_s3_bucket.b', mode: 'data' }, want: [] },
    { name: 'opened as an ephemeral resource', given: { mode: 'ephemeral' }, want: [] },
  ])('a bucket that is $name: $want', ({ given, want }) => {
    const { resources } = read(plan({ resource_changes: [change({ address: bucket, ...given })] }));
    expect(resources.map(({ address }) => address)).toEqual(want);
  });

  test('a forgotten bucket stays where it was', () => {
    const forgotten = change({ address: bucket, actions: ['forget'], before: { region: 'ap-south-1' }, after: null });
    expect(read(plan({ resource_changes: [forgotten] })).resources).toMatchObject([
      {
        at: { file: 'plan.json', pointer: '/resource_changes/0' },
        region: 'ap-south-1',
        properties: { region: 'ap-south-1' },
      },
    ]);
  });

  test('what a replacement forgets is said to stay', () => {
    const replaced = change({ address: bucket, actions: ['create', 'forget'] });
    expect(reasons(plan({ resource_changes: [replaced] }))).toEqual([expect.stringMatching(/stays where it is/)]);
  });

  test('what only the planned values name is added, from child modules too', () => {
    const inModule = (address: string, name: string) => ({
      address,
      mode: 'managed',
      type: 'aws_sqs_queue',
      name,
      provider_name: 'aws',
      values: { name, policy: 's3cret' },
      sensitive_values: { policy: true },
    });
    const { resources } = read(
      plan({
        resource_changes: [change({ address: bucket })],
        planned_values: {
          root_module: {
            resources: [
              { ...inModule(bucket, 'b'), type: 'aws_s3_bucket' },
              { ...inModule('data.x.y', 'y'), mode: 'data' },
            ],
            child_modules: [
              {
                address: 'module.a["x/y"]',
                child_modules: [
                  {
                    address: 'module.a["x/y"].module.b[0]',
                    resources: [inModule('module.a["x/y"].module.b[0].aws_sqs_queue.q', 'q')],
                  },
                ],
              },
            ],
          },
        },
      }),
    );
    expect(resources.map(({ address, at }) => [address, at.pointer])).toEqual([
      [bucket, '/planned_values/root_module/resources/0'],
      [
        'module.a["x/y"].module.b[0].aws_sqs_queue.q',
        '/planned_values/root_module/child_modules/0/child_modules/0/resources/0',
      ],
    ]);
    expect(resources[1]?.properties.policy).toBeInstanceOf(Later);
  });

  test('what is said to be deleted and to be there is there; what stands twice is said', () => {
    const bucketThere = { address: bucket, type: 'aws_s3_bucket', provider_name: 'aws', values: { bucket: 'b' } };
    const given = plan({
      resource_changes: [change({ address: bucket, actions: ['delete'], after: null })],
      planned_values: { root_module: { resources: [bucketThere, bucketThere] } },
    });
    expect(read(given)).toMatchObject({
      resources: [{ address: bucket }],
      unread: [{ pointer: '/planned_values/root_module/resources/1' }],
    });
  });

  test('what is gone and stands in the planned values without any is not deployed', () => {
    const given = plan({
      resource_changes: [change({ address: bucket, actions: ['no-op'], after: null })],
      planned_values: { root_module: { resources: [{ address: bucket, type: 'aws_s3_bucket' }] } },
    });
    expect(read(given)).toEqual({ resources: [], unread: [] });
  });

  test('instances of `count` and `for_each` keep the addresses that Terraform writes', () => {
    const addresses = ['aws_s3_bucket.b[0]', 'aws_s3_bucket.b["a.b[0]"]', 'aws_s3_bucket.b["say \\"hi\\""]'];
    const { resources } = read(plan({ resource_changes: addresses.map((address) => change({ address })) }));
    expect(resources.map(({ address }) => address).toSorted()).toEqual(addresses.toSorted());
  });

  test('what could not be planned yet is read, and said', () => {
    const given = plan({
      deferred_changes: [{ reason: 'x', resource_change: change({ address: bucket }) }],
      complete: false,
    });
    expect(read({ ...given, planned_values: {} })).toMatchObject({
      resources: [
        {
          address: bucket,
          perhaps: 'it could not be planned yet',
          at: { pointer: '/deferred_changes/0/resource_change' },
        },
      ],
      unread: [{ pointer: '/deferred_changes' }],
    });
  });
});

test.each([
  { provider: 'registry.terraform.io/hashicorp/aws', address: 'aws_s3_bucket.x', want: 'terraform-aws' },
  { provider: 'registry.opentofu.org/hashicorp/aws', address: 'aws_s3_bucket.x', want: 'terraform-aws' },
  { provider: 'aws', address: 'aws_s3_bucket.x', want: 'terraform-aws' },
  { provider: 'registry.terraform.io/hashicorp/azurerm', address: 'azurerm_subnet.x', want: 'terraform-azurerm' },
  { provider: 'registry.terraform.io/hashicorp/google', address: 'google_project.x', want: 'terraform-google' },
  { provider: 'registry.terraform.io/hashicorp/google-beta', address: 'google_project.x', want: 'terraform-google' },
  { provider: 'registry.terraform.io/hashicorp/awscc', address: 'awscc_s3_bucket.x', want: undefined },
  { provider: 'constructor', address: 'constructor_x.x', want: undefined },
])('$provider is $want', ({ provider, address, want }) => {
  const { resources, unread } = read(plan({ resource_changes: [change({ address, provider })] }));
  expect(resources.map(({ platform }) => platform)).toEqual(want === undefined ? [] : [want]);
  expect(unread).toHaveLength(want === undefined ? 1 : 0);
});

test('resources of other providers are counted once for each provider; those that deploy nothing are not', () => {
  const dogs = [2, 1].map((n) =>
    change({ address: `datadog_monitor.m${n}`, provider: 'registry.terraform.io/datadog/datadog' }),
  );
  const nothing = ['null_resource.n', 'random_id.i', 'tls_private_key.k'].map((address) =>
    change({ address, provider: `registry.terraform.io/hashicorp/${address.split('_')[0]}` }),
  );
  expect(read(plan({ resource_changes: [...dogs, ...nothing] }))).toEqual({
    resources: [],
    unread: [
      {
        file: 'plan.json',
        pointer: '/resource_changes/1',
        because:
          '2 resources of provider `registry.terraform.io/datadog/datadog` (`datadog_monitor.m1`): ' +
          'only those of aws, azurerm and google are read',
      },
    ],
  });
});

describe('what a plan leaves out by its own word is said', () => {
  test.each([
    { name: 'errored', parts: { errored: true }, want: /ended in an error/ },
    { name: 'incomplete', parts: { complete: false }, want: /not complete/ },
    { name: 'with actions', parts: { action_invocations: [{}, {}] }, want: /2 will be run/ },
    { name: 'with changes that are no list', parts: { resource_changes: {} }, want: /no list/ },
    {
      name: 'with provisioners',
      parts: {
        configuration: {
          root_module: {
            module_calls: { m: { module: { resources: [configured('null_resource.n', {}, { provisioners: [{}] })] } } },
          },
        },
      },
      want: /provisioners of `module.m.null_resource.n`/,
    },
  ])('a plan that is $name', ({ parts, want }) => {
    expect(reasons(plan({ planned_values: {}, ...parts }))).toEqual([expect.stringMatching(want)]);
  });

  test('a plan that is complete and did not err is not', () => {
    expect(reasons(plan({ planned_values: {}, errored: false, complete: true }))).toEqual([]);
  });
});

test.each([
  { name: 'a number', raw: 7, want: '/resource_changes/1' },
  { name: 'null', raw: null, want: '/resource_changes/1' },
  {
    name: 'without a type',
    raw: { address: 'a.b', change: { actions: ['create'] } },
    want: '/resource_changes/1/type',
  },
  {
    name: 'without actions',
    raw: { address: 'a.b', type: 'a', change: { actions: [] } },
    want: '/resource_changes/1/change/actions',
  },
  {
    name: 'of half a character',
    raw: change({ address: 'aws_s3_bucket.\ud800' }),
    want: '/resource_changes/1/address',
  },
  {
    name: 'of a name without end',
    raw: change({ address: `aws_s3_bucket.${'x'.repeat(5_000)}` }),
    want: '/resource_changes/1/address',
  },
  { name: 'twice', raw: change({ address: 'aws_s3_bucket.b' }), want: '/resource_changes/1' },
  { name: 'of no values', raw: change({ address: 'aws_s3_bucket.c', after: 'x' }), want: '/resource_changes/1' },
])('an entry that is $name is said, and the rest is read', ({ raw, want }) => {
  const { resources, unread } = read(plan({ resource_changes: [change({ address: 'aws_s3_bucket.b' }), raw] }));
  expect(unread.map(({ pointer }) => pointer)).toEqual([want]);
  expect(resources.map(({ address }) => address)).toContain('aws_s3_bucket.b');
});
