import { expect, test } from 'vitest';
import { readPlan } from '../../../../shared/evidence/deployed/terraform/read-plan.ts';
import { bucketPlan } from './plans.ts';

const file = 'plan.json';
const good = JSON.stringify(bucketPlan({ name: 'aws', expressions: { region: { constant_value: 'ap-south-1' } } }));
const bytes = (text: string, encoding: 'utf8' | 'utf16le', before: readonly number[] = []) =>
  new Uint8Array([...before, ...Buffer.from(text, encoding)]);
const swapped = (even: Uint8Array) => new Uint8Array(Buffer.from(even).swap16());
const little = bytes(good, 'utf16le', [0xff, 0xfe]);

test.each([
  { name: 'text', input: good },
  { name: 'text with a byte order mark', input: `\uFEFF${good}` },
  { name: 'UTF-8', input: bytes(good, 'utf8') },
  { name: 'UTF-8 with a byte order mark', input: bytes(good, 'utf8', [0xef, 0xbb, 0xbf]) },
  { name: 'UTF-16 as PowerShell writes it', input: little },
  { name: 'UTF-16 without a byte order mark', input: bytes(good, 'utf16le') },
  { name: 'UTF-16, the higher byte first', input: swapped(little) },
  { name: 'UTF-16, the higher byte first, without a mark', input: swapped(bytes(good, 'utf16le')) },
])('$name is read', ({ input }) => {
  expect(readPlan(input, { file })).toMatchObject({ resources: [{ region: 'ap-south-1' }], unread: [] });
});

test('brackets in text do not nest', () => {
  const policy = '"[{\\'.repeat(300);
  const given = JSON.stringify(bucketPlan({ name: 'aws' }, { after: { policy } }));
  expect(readPlan(given, { file })).toMatchObject({ resources: [{ properties: { policy } }], unread: [] });
});

const versioned = (version: unknown) => JSON.stringify({ format_version: version, planned_values: {} });

test.each(['0.1', '0.2', '1.0', '1.1', '1.2', '1.99'])('format_version %s is read', (version) => {
  expect(readPlan(versioned(version), { file })).toEqual({ resources: [], unread: [] });
});

const show = /terraform show -json/;

test.each<{ name: string; input: string | Uint8Array; want: RegExp }>([
  { name: 'nothing', input: '', want: /is empty/ },
  { name: 'no bytes', input: new Uint8Array(), want: /is empty/ },
  { name: 'blanks', input: ' \r\n', want: /is empty/ },
  { name: 'a number', input: '7', want: /no object/ },
  { name: 'null', input: 'null', want: /no object/ },
  { name: 'a list', input: '[]', want: /no object/ },
  { name: 'an object of nothing', input: '{}', want: show },
  {
    name: 'a binary plan',
    input: bytes('PK\u0003\u0004\u0014\u0000', 'utf8'),
    want: /binary plan file.*terraform show -json/,
  },
  { name: 'a binary plan read as text', input: 'PK\u0003\u0004\u0014\u0000', want: /binary plan file/ },
  {
    name: 'a plan for people',
    input: '\nTerraform used the selected providers to generate the following execution\nplan.\n',
    want: /as people read it.*terraform show -json/,
  },
  {
    name: 'a plan for people, in colour',
    input:
      '\u001b[0m\u001b[1maws_s3_bucket.b: Refreshing state...\u001b[0m\nTerraform will perform the following actions:\n',
    want: /as people read it/,
  },
  {
    name: 'a log',
    input: '{"@level":"info","@message":"Terraform 1.11.4"}\n{"@level":"info"}\n',
    want: /terraform plan -json/,
  },
  {
    name: 'output of the GitHub Action’s wrapper',
    input: `[command]/tmp/terraform-bin show -json p\n${good}`,
    want: /terraform_wrapper: false/,
  },
  { name: 'configuration', input: '# ours\nresource "aws_s3_bucket" "b" {}', want: /is configuration/ },
  {
    name: 'the state',
    input: '{"format_version":"1.0","values":{"root_module":{}}}',
    want: /is the state.*terraform show -json/,
  },
  { name: 'the state file', input: '{"version":4,"lineage":"x","resources":[]}', want: /is the state file/ },
  { name: 'schemas of providers', input: '{"format_version":"1.0","provider_schemas":{}}', want: /schema -json/ },
  { name: 'a CloudFormation template', input: '{"Resources":{}}', want: /CloudFormation/ },
  { name: 'a plan of a format to come', input: versioned('2.0'), want: /major version 2/ },
  { name: 'a plan of no format', input: versioned(undefined), want: /format_version/ },
  { name: 'a plan of a format in numbers', input: versioned(1.2), want: /format_version/ },
  { name: 'a plan of a format that is no version', input: versioned('1.2.3-x'), want: /format_version/ },
  { name: 'UTF-16 read as UTF-8', input: Buffer.from(little).toString('utf8'), want: /UTF-16/ },
  { name: 'UTF-8 that breaks off inside a letter', input: bytes(good, 'utf8').with(30, 0xc3), want: /not UTF-8/ },
  {
    name: 'UTF-16 with half a letter',
    input: new Uint8Array([0xff, 0xfe, 0x7b, 0]).with(3, 0xd8),
    want: /not UTF-16LE/,
  },
])('$name is refused: $want', ({ input, want }) => {
  const { resources, unread } = readPlan(input, { file });
  expect(resources).toEqual([]);
  expect(unread).toEqual([expect.objectContaining({ file, pointer: '', because: expect.stringMatching(want) })]);
});

test('text that is no JSON is refused with its place, and without its words', () => {
  const { unread } = readPlan('{\n  "password": "hunter2" "x": 1\n}', { file });
  expect(unread).toEqual([{ file, pointer: '', because: expect.stringMatching(show), line: 2, column: 25 }]);
  expect(JSON.stringify(unread)).not.toContain('hunter2');
});

test('a long text that is no JSON is refused without a place', () => {
  const { unread } = readPlan(`{"a": "${'x'.repeat(5_000_000)}" 1}`, { file });
  expect(unread).toEqual([{ file, pointer: '', because: expect.stringMatching(/not JSON/) }]);
});

test.each([
  { name: '200 MB', text: () => `{"a":"${' '.repeat(200_000_000)}"}`, want: /larger than 64 MB/ },
  { name: '20 million lists in each other', text: () => '['.repeat(20_000_000), want: /deeper than 200/ },
  { name: '20 million empty lists', text: () => `[${'[],'.repeat(20_000_000)}[]]`, want: /more than 8000000 values/ },
  {
    name: 'quotation marks and backslashes without end',
    text: () => `{"${'\\"'.repeat(20_000_000)}`,
    want: /not JSON/,
  },
  { name: 'a blank line for each letter', text: () => `${' \n'.repeat(2_000_000)}{}`, want: show },
])(
  '$name cost neither memory nor time: $want',
  ({ text, want }) => {
    const given = text();
    const before = process.memoryUsage().heapUsed;
    expect(readPlan(given, { file }).unread).toEqual([
      expect.objectContaining({ because: expect.stringMatching(want) }),
    ]);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000);
  },
  5_000,
);

const expensive = (parts: object) => JSON.stringify({ format_version: '1.2', planned_values: {}, ...parts });
const many = <Item>(count: number, item: (n: number) => Item): Item[] =>
  Array.from({ length: count }, (_, n) => item(n));
const bucket = (name: string, rest: object = {}) => ({
  address: `aws_s3_bucket.${name}`,
  type: 'aws_s3_bucket',
  provider_name: 'aws',
  change: { actions: ['create'], after: {}, ...rest },
});
const written = (name: string, rest: object) => ({
  type: 'aws_s3_bucket',
  name,
  provider_config_key: 'm:aws',
  ...rest,
});

test.each([
  {
    name: '4 million entries that are no resource',
    parts: () => ({ resource_changes: many(4_000_000, () => 0) }),
    want: /more than 100000 resources/,
  },
  {
    name: '100,000 entries that are no resource',
    parts: () => ({ resource_changes: many(100_000, () => ({})) }),
    want: /99800 more entries/,
  },
  {
    name: '20,000 resources, 20,000 providers that each may be of',
    parts: () => ({
      resource_changes: many(20_000, (n) => bucket(`b${n}`)),
      configuration: {
        provider_config: Object.fromEntries(many(20_000, (n) => [`aws.p${n}`, { name: 'aws', expressions: {} }])),
        root_module: { resources: many(20_000, (n) => written(`b${n}`, {})) },
      },
    }),
    want: undefined,
  },
  {
    name: '50,000 instances of a resource with 50,000 arguments',
    parts: () => ({
      resource_changes: many(50_000, (n) => ({ ...bucket(`b[${n}]`), index: n })),
      configuration: {
        root_module: {
          resources: [
            written('b', {
              expressions: Object.fromEntries(many(50_000, (n) => [`a${n}`, { references: ['local.a'] }])),
            }),
          ],
        },
      },
    }),
    want: undefined,
  },
  {
    name: 'a resource with 50,000 blocks',
    parts: () => ({
      resource_changes: [bucket('b', { after: { rule: many(50_000, () => ({ id: 'x' })) } })],
      configuration: {
        root_module: {
          resources: [written('b', { expressions: { rule: many(50_000, () => ({ id: { constant_value: 'y' } })) } })],
        },
      },
    }),
    want: undefined,
  },
  {
    name: 'modules 50 deep, each of whose variables is made from 100 others',
    parts: () => {
      const expressions = Object.fromEntries(
        many(100, (n) => [`v${n}`, { references: many(100, (m) => `var.v${m}`) }]),
      );
      const inner: object = {
        resources: [
          written('b', { expressions: { region: { references: ['var.v0'] }, x: { references: ['var.v0'] } } }),
        ],
      };
      const root = many(50, (n) => n).reduce((module) => ({ module_calls: { m: { expressions, module } } }), inner);
      const module = many(50, () => 'module.m').join('.');
      const deep = {
        ...bucket('b', { after_unknown: { region: true, x: true } }),
        address: `${module}.aws_s3_bucket.b`,
        module_address: module,
      };
      return { resource_changes: [deep], configuration: { root_module: root } };
    },
    want: undefined,
  },
])(
  '$name take no more than seconds',
  ({ parts, want }) => {
    const text = expensive(parts());
    const { unread } = readPlan(text, { file });
    expect(unread.map(({ because }) => because).at(-1)).toEqual(
      want === undefined ? undefined : expect.stringMatching(want),
    );
  },
  10_000,
);
