import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPlan } from '../../../../shared/evidence/deployed/terraform/read-plan.ts';
import { bucketPlan, change, configured, plan } from './plans.ts';

const read = (value: unknown) => readPlan(JSON.stringify(value), { file: 'plan.json' });

test('tags are the provider’s, then the resource’s own; what is unknown or sensitive is left out', () => {
  const expressions = { default_tags: [{ tags: { constant_value: { data: 'all', team: 'a' } } }] };
  const given = bucketPlan(
    { name: 'aws', expressions },
    {
      after: { tags: { data: 'videos', n: 1 }, tags_all: { data: 'videos', extra: 'y' } },
      unknown: { tags: { later: true } },
    },
  );
  expect(read(given).resources[0]?.tags).toEqual({ data: 'videos', team: 'a', extra: 'y' });
  const secret = change({ address: 'aws_s3_bucket.b', after: { tags: { data: 'x' } }, sensitive: { tags: true } });
  expect(read(plan({ resource_changes: [secret] })).resources[0]?.tags).toEqual({});
});

test('labels and tag blocks are tags', () => {
  const group = change({
    address: 'aws_autoscaling_group.g',
    after: { tag: [{ key: 'data', value: 'x' }, { key: 7 }] },
  });
  const bucket = change({ address: 'google_storage_bucket.b', provider: 'google', after: { labels: { data: 'y' } } });
  const { resources } = read(plan({ resource_changes: [group, bucket] }));
  expect(resources.map(({ tags }) => tags)).toEqual([{ data: 'x' }, { data: 'y' }]);
});

test('a key `__proto__` is a key', () => {
  const text = JSON.stringify(bucketPlan({}, { after: { nested: { P: { place: 'x' } } } })).replace(
    '"P"',
    '"__proto__"',
  );
  const [resource] = readPlan(text, { file: 'p' }).resources;
  expect(JSON.stringify(resource?.properties)).toBe('{"nested":{"__proto__":{"place":"x"}}}');
  const scalar = JSON.stringify(bucketPlan({}, { after: { P: 'x' } })).replace('"P"', '"__proto__"');
  const [other] = readPlan(scalar, { file: 'p' }).resources;
  expect(JSON.stringify(other?.properties)).toBe('{"__proto__":"x"}');
});

/** Few keys, so that the three trees meet and miss each other. */
const keys = fc.constantFrom('a', 'b', 'tags', 'region', 'location', '__proto__');
const leafy = (leaf: fc.Arbitrary<unknown>) =>
  fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(keys, tie('node'), { maxKeys: 4 }),
    ),
  })).node;

test('a sensitive value stands nowhere in what is read', () => {
  const secret = 'hunter2-0123456789';
  const after = fc.dictionary(keys, leafy(fc.constant(secret)), { maxKeys: 5 });
  const marked = (value: unknown): unknown =>
    typeof value === 'string'
      ? true
      : Array.isArray(value)
        ? value.map(marked)
        : Object.fromEntries(Object.entries(value ?? {}).map(([key, inner]) => [key, marked(inner)]));
  fc.assert(
    fc.property(after, leafy(fc.boolean()), fc.boolean(), (values, unknown, whole) => {
      const sensitive = whole ? true : marked(values);
      const given = plan({
        variables: { v: { value: secret } },
        resource_changes: [change({ address: 'aws_s3_bucket.b', after: values, unknown, sensitive })],
        configuration: {
          provider_config: { aws: { name: 'aws', expressions: { region: { references: ['var.v'] } } } },
          root_module: {
            variables: { v: { sensitive: true } },
            resources: [
              configured('aws_s3_bucket.b', { a: { references: ['var.v'] }, region: { references: ['var.v'] } }),
            ],
          },
        },
      });
      expect(JSON.stringify(read(given))).not.toContain(secret);
    }),
  );
});

test('the order of the entries does not matter', () => {
  const addresses = [
    'aws_s3_bucket.a',
    'aws_s3_bucket.a[0]',
    'aws_s3_bucket.a["0"]',
    'datadog_x.b',
    'helm_x.c',
    'datadog_x.a',
  ];
  const plain = ({ resources, unread }: ReturnType<typeof read>) => [
    resources.map(({ at: _, ...rest }) => rest),
    unread.map(({ because }) => because),
  ];
  const entries = addresses.map((address) => change({ address, provider: address.split('_')[0] ?? '' }));
  fc.assert(
    fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
      expect(plain(read(plan({ resource_changes: shuffled })))).toEqual(
        plain(read(plan({ resource_changes: entries }))),
      );
    }),
  );
});
