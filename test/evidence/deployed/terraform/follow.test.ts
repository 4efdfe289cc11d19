import { expect, test } from 'vitest';
import { Either, Later, Reference, type Value } from '../../../../shared/evidence/deployed/resource.ts';
import { readPlan } from '../../../../shared/evidence/deployed/terraform/read-plan.ts';
import { change, configured, plan } from './plans.ts';

const from = (...references: string[]) => ({ references });

const shown = (value: Value | undefined): unknown => {
  if (value instanceof Reference) return `→ ${value.address} ${value.attribute}`;
  if (value instanceof Either) return value.options.map(shown);
  return value instanceof Later ? `later: ${value.why}` : value;
};

const propertyOf = (given: object, address: string, name = 'to') => {
  const { resources } = readPlan(JSON.stringify(given), { file: 'p' });
  return shown(resources.find((resource) => resource.address === address)?.properties[name]);
};

/** What `aws_x.it` has in `to` when that is unknown and made from these references, among buckets `a`, `b[0]`, `b[1]`. */
const made = (references: string[], rest: object = {}) =>
  propertyOf(
    plan({
      resource_changes: [
        ...['aws_s3_bucket.a', 'aws_s3_bucket.b[0]', 'aws_s3_bucket.b[1]', 'aws_s3_bucket.c["x.y[0]"]'].map((address) =>
          change({ address }),
        ),
        change({ address: 'aws_s3_bucket.gone', actions: ['delete'] }),
        change({ address: 'aws_x.it', unknown: { to: true } }),
      ],
      configuration: { root_module: { resources: [configured('aws_x.it', { to: from(...references) }, rest)] } },
    }),
    'aws_x.it',
  );

const [zero, one] = ['→ aws_s3_bucket.b[0] arn', '→ aws_s3_bucket.b[1] arn'];

test.each<{ name: string; references: string[]; want: unknown }>([
  { name: 'nothing', references: [], want: 'later: it is known after apply' },
  { name: 'a bucket', references: ['aws_s3_bucket.a.arn', 'aws_s3_bucket.a'], want: '→ aws_s3_bucket.a arn' },
  { name: 'a bucket, as 0.12 says it', references: ['aws_s3_bucket.a'], want: '→ aws_s3_bucket.a undefined' },
  { name: 'an instance', references: ['aws_s3_bucket.b[1].arn', 'aws_s3_bucket.b[1]', 'aws_s3_bucket.b'], want: one },
  {
    name: 'an instance by a key with dots and brackets',
    references: ['aws_s3_bucket.c["x.y[0]"].arn', 'aws_s3_bucket.c["x.y[0]"]', 'aws_s3_bucket.c'],
    want: '→ aws_s3_bucket.c["x.y[0]"] arn',
  },
  {
    name: 'some instance',
    references: ['aws_s3_bucket.b', 'count.index'],
    want: ['→ aws_s3_bucket.b[0] undefined', '→ aws_s3_bucket.b[1] undefined'],
  },
  {
    name: 'an instance and any instance',
    references: ['aws_s3_bucket.b[1].arn', 'aws_s3_bucket.b[1]', 'aws_s3_bucket.b', 'aws_s3_bucket.b'],
    want: ['→ aws_s3_bucket.b[0] undefined', one, '→ aws_s3_bucket.b[1] undefined'],
  },
  {
    name: 'one of two by a variable that is known',
    references: [
      'var.dr',
      'aws_s3_bucket.b[1].arn',
      'aws_s3_bucket.b[1]',
      'aws_s3_bucket.b[0].arn',
      'aws_s3_bucket.b[0]',
    ],
    want: [zero, one],
  },
  {
    name: 'an instance that is not there',
    references: ['aws_s3_bucket.b[7].arn'],
    want: /^later: .*`aws_s3_bucket.b\[7\].arn`/,
  },
  { name: 'a deleted bucket', references: ['aws_s3_bucket.gone.arn'], want: /^later: .*`aws_s3_bucket.gone.arn`/ },
  { name: 'a local', references: ['local.arn'], want: /^later: .*`local.arn`/ },
  { name: 'a local beside a bucket', references: ['local.arn', 'aws_s3_bucket.a.arn'], want: /^later: .*`local.arn`/ },
  { name: 'a data source', references: ['data.aws_s3_bucket.a.arn'], want: /^later: .*`data.aws_s3_bucket.a.arn`/ },
  { name: 'a module that is not there', references: ['module.m.arn'], want: /^later: .*`module.m.arn`/ },
  { name: 'what every object has', references: ['constructor.name', '__proto__.a'], want: /^later: / },
  { name: 'no reference', references: ['', '..', '[0]', 'a"b', '"'], want: /^later: / },
])('a value made from $name: $want', ({ references, want }) => {
  if (want instanceof RegExp) expect(made(references)).toMatch(want);
  else expect(made(references)).toEqual(want);
});

test('`each.value` is what `for_each` is made from', () => {
  const each = { for_each_expression: from('aws_s3_bucket.a.arn', 'aws_s3_bucket.a') };
  expect(made(['each.value'], each)).toBe('→ aws_s3_bucket.a arn');
  expect(made(['each.key'], each)).toBe('later: it is known after apply');
});

test('a plan that shows more references than anybody writes is not followed to their end', () => {
  expect(made(Array.from({ length: 100_000 }, (_, n) => `var.v${n}`))).toMatch(/^later: /);
});

test('a thousand values made from one of a thousand instances do not name them a million times', () => {
  const entries = Array.from({ length: 1_000 }, (_, n) => [
    change({ address: `aws_s3_bucket.a[${n}]` }),
    change({ address: `aws_x.it[${n}]`, unknown: { to: true } }),
  ]);
  const given = plan({
    resource_changes: entries.flat(),
    configuration: {
      root_module: { resources: [configured('aws_x.it', { to: from('aws_s3_bucket.a', 'count.index') })] },
    },
  });
  expect(propertyOf(given, 'aws_x.it[7]')).toMatch(/^later: .*`aws_s3_bucket.a`/);
});

/** Module `m` makes a bucket and hands its ARN out; module `n`, twice, takes it in and passes it to what it makes. */
const modules = (n: { readonly out?: string[]; readonly into?: string[] }) =>
  plan({
    resource_changes: [
      change({ address: 'module.m.aws_s3_bucket.a', module: 'module.m' }),
      ...['module.n["x"]', 'module.n["y"]'].flatMap((module) => [
        change({ address: `${module}.aws_x.it`, module, unknown: { to: true, near: true } }),
        change({ address: `${module}.aws_s3_bucket.a`, module }),
      ]),
    ],
    configuration: {
      root_module: {
        module_calls: {
          m: {
            module: {
              resources: [configured('aws_s3_bucket.a')],
              outputs: { arn: { expression: from(...(n.out ?? ['aws_s3_bucket.a.arn', 'aws_s3_bucket.a'])) } },
              variables: { v: {} },
            },
            expressions: { v: from('module.n["x"].v') },
          },
          n: {
            for_each_expression: from('module.m.arn', 'module.m'),
            expressions: { bucket: from(...(n.into ?? ['module.m.arn', 'module.m'])) },
            module: {
              resources: [
                configured('aws_s3_bucket.a'),
                configured('aws_x.it', {
                  to: from('var.bucket'),
                  near: from('aws_s3_bucket.a.id', 'aws_s3_bucket.a'),
                }),
              ],
              outputs: { v: { expression: from('var.bucket') } },
            },
          },
        },
      },
    },
  });

test('a reference is followed through variables and outputs of modules', () => {
  expect(propertyOf(modules({}), 'module.n["x"].aws_x.it')).toBe('→ module.m.aws_s3_bucket.a arn');
});

test('an instance of a module and any instance of it are two references', () => {
  const both = ['module.m.arn', 'module.m', 'module.n["y"].v', 'module.n["y"]', 'module.n'];
  expect(propertyOf(modules({ into: both }), 'module.n["x"].aws_x.it')).toMatch(/^later: .*`module.n`/);
});

test('a reference inside a module stays in the same instance of it', () => {
  expect(propertyOf(modules({}), 'module.n["y"].aws_x.it', 'near')).toBe('→ module.n["y"].aws_s3_bucket.a id');
});

test('`each.value` of a module’s caller is what the module’s `for_each` is made from', () => {
  expect(propertyOf(modules({ into: ['each.value'] }), 'module.n["y"].aws_x.it')).toBe(
    '→ module.m.aws_s3_bucket.a arn',
  );
});

test('references in a circle come to an end', () => {
  expect(propertyOf(modules({ out: ['var.v'] }), 'module.n["x"].aws_x.it')).toBe('later: it is known after apply');
});

const rules = (blocks: unknown[], rule: unknown[], unknown: unknown[]) =>
  plan({
    resource_changes: [
      change({ address: 'aws_s3_bucket.a' }),
      change({ address: 'aws_s3_bucket.b' }),
      change({ address: 'aws_x.it', after: { rule }, unknown: { rule: unknown } }),
    ],
    configuration: { root_module: { resources: [configured('aws_x.it', { rule: blocks })] } },
  });
const block = (id: string, bucket: string) => ({
  id: { constant_value: id },
  to: [{ bucket: from(`aws_s3_bucket.${bucket}.arn`, `aws_s3_bucket.${bucket}`) }],
});
const later = { to: [{ bucket: true }] };
const [a, b] = [{ to: [{ bucket: '→ aws_s3_bucket.a arn' }] }, { to: [{ bucket: '→ aws_s3_bucket.b arn' }] }];

test.each([
  { name: 'one block', blocks: [block('1', 'a')], rule: [{ id: '1', to: [{}] }], want: [a] },
  {
    name: 'blocks in another order, as sets are',
    blocks: [block('1', 'a'), block('2', 'b')],
    rule: [
      { id: '2', to: [{}] },
      { id: '1', to: [{}] },
    ],
    want: [b, a],
  },
  {
    name: 'blocks that nothing tells apart',
    blocks: [block('1', 'a'), block('1', 'b')],
    rule: [
      { id: '1', to: [{}] },
      { id: '1', to: [{}] },
    ],
    want: Array(2).fill({ to: [{ bucket: 'later: it is known after apply' }] }),
  },
  {
    name: 'more blocks than were written, as `dynamic` makes them',
    blocks: [block('1', 'a')],
    rule: [
      { id: '1', to: [{}] },
      { id: '1', to: [{}] },
    ],
    want: Array(2).fill({ to: [{ bucket: 'later: it is known after apply' }] }),
  },
])('a reference in $name', ({ blocks, rule, want }) => {
  const { resources } = readPlan(
    JSON.stringify(
      rules(
        blocks,
        rule,
        rule.map(() => later),
      ),
    ),
    { file: 'p' },
  );
  const read = resources.find(({ address }) => address === 'aws_x.it')?.properties.rule;
  expect(plainly(read)).toMatchObject(want);
});

const plainly = (value: Value | undefined): unknown =>
  value instanceof Later || typeof value !== 'object' || value === null
    ? shown(value)
    : Array.isArray(value)
      ? value.map(plainly)
      : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainly(inner)]));

test('what is known stays as it is, also where its expression refers to something', () => {
  const given = plan({
    resource_changes: [
      change({ address: 'aws_s3_bucket.a' }),
      change({ address: 'aws_x.it', after: { to: 'logs', n: null } }),
    ],
    configuration: {
      root_module: {
        resources: [configured('aws_x.it', { to: from('aws_s3_bucket.a.bucket'), n: from('aws_s3_bucket.a.x') })],
      },
    },
  });
  expect(propertyOf(given, 'aws_x.it')).toBe('logs');
  expect(propertyOf(given, 'aws_x.it', 'n')).toBe(null);
});

test('what nobody wrote is its provider’s to choose', () => {
  const given = (...resources: object[]) =>
    plan({
      resource_changes: [change({ address: 'aws_x.it', after: {}, unknown: { id: true, to: true } })],
      configuration: { root_module: { resources } },
    });
  const it = configured('aws_x.it', { to: {} });
  expect(propertyOf(given(it), 'aws_x.it', 'id')).toMatch(/^later: nothing is written/);
  expect(propertyOf(given(it), 'aws_x.it', 'to')).toBe('later: it is known after apply');
  expect(propertyOf(given(configured('aws_x.it', {}, { expressions: undefined })), 'aws_x.it', 'id')).toMatch(
    /^later: nothing is written/,
  );
  expect(propertyOf(given(), 'aws_x.it', 'id')).toBe('later: it is known after apply');
});

test('an argument that the planned values leave out follows its expression', () => {
  const given = plan({
    planned_values: {
      root_module: {
        resources: ['aws_s3_bucket.a', 'aws_x.it'].map((address) => ({
          address,
          type: address.split('.')[0],
          provider_name: 'aws',
          values: {},
        })),
      },
    },
    configuration: { root_module: { resources: [configured('aws_x.it', { to: from('aws_s3_bucket.a.arn') })] } },
  });
  expect(propertyOf(given, 'aws_x.it')).toBe('→ aws_s3_bucket.a arn');
});
