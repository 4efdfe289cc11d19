import { mkdir, symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { sha256 } from '../../shared/canonical.ts';
import { limits } from '../../shared/declaration/limits.ts';
import { newFolder, typed, written } from './terminal.ts';

/** All of it in Mumbai, by its operator's word. */
const declared = `
application: Chitra
operator: { name: Chitra, country: IN }
roles: [app-publisher]
data:
  videos:
    category: user.content.video
    contexts: none
    store: aws/ap-south-1
    process: aws/ap-south-1
    access: IN
    none: [backup, replicate, cache, log, transfer, manage-keys, standby]
resources: { videos: ['*'] }
complete: [roles, data, owners]
`;

const mumbai = ['--region', 'ap-south-1'];
const bucket = 'Resources: { Videos: { Type: "AWS::S3::Bucket" } }';

/** What `check` says of this declaration beside these files, named in one folder. */
async function checked(files: Readonly<Record<string, string | Uint8Array>>, ...more: string[]) {
  const folder = await newFolder();
  const paths: string[] = [];
  for (const [name, text] of Object.entries(files)) paths.push(await written(text, name, folder));
  const evidence = paths.flatMap((path) => ['--evidence', path]);
  return typed('check', await written(declared), ...evidence, ...more);
}

/** Outcome and place of what the rule of places says, `fail aws/eu-west-1`, from the audit as JSON. */
function places(json: string): string[] {
  const audit: { packs: { findings: { rule?: string; outcome: string; subject?: string }[] }[] } = JSON.parse(json);
  return audit.packs
    .flatMap(({ findings }) => findings)
    .filter(({ rule, outcome }) => rule === 'only-in-india' && outcome !== 'pass')
    .map(({ outcome, subject = '' }) => `${outcome} ${subject.replace(/^.*@/, '')}`)
    .toSorted();
}

test('an example leaves India by four routes, each named with its line', async () => {
  const folder = 'examples/four-routes';
  const args = [`${folder}/residency.yaml`, '--evidence', `${folder}/template.yaml`, ...mumbai];
  const { status, out } = await typed('check', ...args);
  expect(status).toBe(2);
  const [, away = ''] = out.split('Leaves India, or may\n');
  const [lines] = away.split('Such files');
  expect(
    [...(lines ?? '').matchAll(/^ {6}\S+:(\d+):\d+\n +`(\w+)` .* `(aws\/[\w.-]+)`/gm)].map((found) => found.slice(1)),
  ).toEqual([
    ['74', 'Backups', 'aws/eu-west-1'],
    ['53', 'Captions', 'aws/bedrock.global'],
    ['46', 'Index', 'aws/ap-southeast-1'],
    ['61', 'Uploaded', 'aws/us-east-1'],
  ]);
});

describe('a kind of evidence is told from what it holds', () => {
  const plan = JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.13.0',
    planned_values: {
      root_module: {
        resources: [
          {
            address: 'aws_s3_bucket.videos',
            mode: 'managed',
            type: 'aws_s3_bucket',
            name: 'videos',
            provider_name: 'registry.terraform.io/hashicorp/aws',
            values: { bucket: 'videos', region: 'eu-west-1' },
          },
        ],
      },
    },
    resource_changes: [],
  });

  test.each([
    { name: 'a template as YAML', files: { 't.yaml': bucket }, want: [] },
    { name: 'a template as JSON', files: { 't.json': JSON.stringify(parse(bucket)) }, want: [] },
    { name: 'a plan', files: { 'p.json': plan }, want: ['fail aws/eu-west-1'] },
    {
      name: 'a plan as PowerShell writes it',
      files: { 'p.json': Buffer.from(`\uFEFF${plan}`, 'utf16le') },
      want: ['fail aws/eu-west-1'],
    },
    { name: 'both', files: { 't.yaml': bucket, 'p.json': plan }, want: ['fail aws/eu-west-1'] },
    { name: 'both, the plan first', files: { 'p.json': plan, 't.yaml': bucket }, want: ['fail aws/eu-west-1'] },
  ])('$name', async ({ files, want }) => {
    const { out } = await checked(files, '--json', ...mumbai);
    expect(places(out)).toEqual(want);
  });

  test('a folder with a manifest: stacks by their own region', async () => {
    const { out, status } = await assembly('stack.template.json');
    expect(status).toBe(2);
    expect(places(out)).toEqual(['fail aws/us-east-1']);
  });

  async function assembly(templateFile: string) {
    const folder = join(await newFolder(), 'cdk.out');
    await mkdir(folder);
    const environment = 'aws://123456789012/us-east-1';
    const stack = { type: 'aws:cloudformation:stack', environment, properties: { templateFile } };
    await written(JSON.stringify({ version: '54.0.0', artifacts: { Edge: stack } }), 'manifest.json', folder);
    await written(JSON.stringify(parse(bucket)), 'stack.template.json', folder);
    const outside = await written('{"Resources":{"Secret":{"Type":"AWS::S3::Bucket"}}}', 'outside.json');
    await symlink(outside, join(folder, 'link.json'));
    return typed('check', await written(declared), '--evidence', folder, '--json');
  }

  test.each(['link.json', '../outside.json', 'nowhere.json'])(
    'a file of it that is not in it, %s, is not read',
    async (name) => {
      const { out, err, status } = await assembly(name);
      expect(out + err).not.toContain('Secret');
      expect(status).toBe(3);
      expect(err).toContain('not read');
    },
  );
});

describe('a parameter', () => {
  const template = `
Parameters: { Copies: { Type: String, Default: "no" }, To: { Type: String, Default: ap-south-1 } }
Conditions: { Copied: !Equals [!Ref Copies, "yes"] }
Resources:
  Table: { Type: "AWS::DynamoDB::GlobalTable", Condition: Copied, Properties: { Replicas: [{ Region: !Ref To }] } }
`;

  test.each([
    { given: [], want: [] },
    { given: ['Copies=yes'], want: [] },
    { given: ['Copies=yes', 'To=eu-west-1'], want: ['fail aws/eu-west-1'] },
    { given: ['Copies=yes', 'To=eu-west-1', 'Copies=no'], want: [] },
  ])('$given', async ({ given, want }) => {
    const parameters = given.flatMap((one) => ['--parameter', one]);
    const { out } = await checked({ 't.yaml': template }, '--json', ...mumbai, ...parameters);
    expect(places(out)).toEqual(want);
  });
});

test('a parameter that no template has breaks the command, and the near one is named', async () => {
  const template = 'Parameters: { Copies: { Type: String } }\nResources: { V: { Type: "AWS::S3::Bucket" } }';
  const { err, status } = await checked({ 't.yaml': template, 'u.yaml': bucket }, '--parameter', 'Copeis=yes');
  expect({ err, status }).toEqual({
    err: expect.stringMatching(/no template has a parameter `Copeis`.*`Copies`/),
    status: 1,
  });
});

describe('silence', () => {
  test('of the region never passes: it is asked for', async () => {
    const { out, status } = await checked({ 't.yaml': bucket }, '--json');
    expect(status).toBe(3);
    expect(places(out)).not.toEqual([]);
  });

  test('in what cannot be read is found by every audit, and told by line', async () => {
    const { out, err, status } = await checked({ 't.yaml': `${bucket.slice(0, -2)}, Bad: 3 }` }, '--json', ...mumbai);
    expect(status).toBe(3);
    expect(out).toMatch(/evidence shows `t\.yaml#\/Resources\/Bad` at `not read: /);
    expect(err).toMatch(/^t\.yaml:1:\d+\n {2}not read: /m);
  });

  test.each([
    {
      name: 'a plan of nothing',
      file: 'p.json',
      text: '{"format_version":"1.2","planned_values":{"root_module":{}},"resource_changes":[]}',
    },
    {
      name: 'a template that its parameters switch off',
      file: 't.yaml',
      text: `Parameters: { On: { Type: String, Default: "no" } }
Conditions: { C: !Equals [!Ref On, "yes"] }
Resources: { V: { Type: "AWS::S3::Bucket", Condition: C } }`,
    },
  ])('of $name proves nothing', async ({ file, text }) => {
    const { err, status } = await checked({ [file]: text }, '--json', ...mumbai);
    expect({ err, status }).toEqual({
      err: expect.stringContaining('it deploys nothing that is read here'),
      status: 3,
    });
  });

  test.each([
    { name: 'is no text', bad: Buffer.from([0x52, 0xff, 0xfe]), said: 'it is not UTF-8 text' },
    { name: 'is empty', bad: '', said: 'expected a template' },
    { name: 'is no JSON', bad: '{ "Resources": ', said: 'not read: ' },
    { name: 'nests too deep', bad: `{"a":${'['.repeat(300)}`, said: 'it is nested deeper than 200 levels' },
    { name: 'is the binary plan', bad: Buffer.from('PK\u0003\u0004'), said: 'it is the binary plan file itself' },
  ])('of one file that $name does not hide the others', async ({ bad, said }) => {
    const abroad =
      'Resources: { T: { Type: "AWS::DynamoDB::GlobalTable", Properties: { Replicas: [{ Region: eu-west-1 }] } } }';
    const { out, err, status } = await checked({ 'bad.json': bad, 't.yaml': abroad }, '--json', ...mumbai);
    expect(err).toContain(said);
    expect(places(out)).toContain('fail aws/eu-west-1');
    expect(status).toBe(2);
  });

  test('of one file that is too large, or has no end, does not hide the others', async () => {
    const folder = await newFolder();
    const large = await written('{', 'large.json', folder);
    await truncate(large, limits.evidenceBytes + 1);
    for (const path of [large, '/dev/zero']) {
      const small = await written(bucket, 't.yaml', folder);
      const files = ['--evidence', path, '--evidence', small];
      const { out, err, status } = await typed(
        'check',
        await written(declared),
        ...files,
        '--json',
        '--region',
        'eu-west-1',
      );
      expect(err).toContain('it has more than 64 MB, which is the most that is read');
      expect(places(out)).toContain('fail aws/eu-west-1');
      expect(status).toBe(2);
    }
  });

  test('of one file that is too large is not passed over when it is the only one', async () => {
    const large = await written('{', 'large.json');
    await truncate(large, limits.evidenceBytes + 1);
    const { out, status } = await typed('check', await written(declared), '--evidence', large, '--json', ...mumbai);
    expect(out).toMatch(/evidence shows `large\.json` at `not read: it has more than 64 MB/);
    expect(status).toBe(3);
  });

  test('of a type that no row names is told', async () => {
    const { out } = await checked({ 't.yaml': 'Resources: { New: { Type: "AWS::New::Thing" } }' }, ...mumbai);
    expect(out).toContain('1 resource of type `AWS::New::Thing`');
  });
});

test('a report shows it too, and so do the questions', async () => {
  const args = [await written(declared.replace('store: aws/ap-south-1', 'store: somewhere')), '--evidence'];
  const at = await written('Resources: { T: { Type: "AWS::S3::Bucket" } }', 't.yaml');
  const report = await typed('report', ...args, at, '--region', 'eu-west-1');
  expect(report.out).toContain('eu-west-1');
  expect(await typed('questions', ...args, at)).toMatchObject({ status: 0, err: '' });
});

test('the audit names the digest of what was read', async () => {
  const { out } = await checked({ 't.yaml': bucket }, '--json', ...mumbai);
  expect(out).toContain(sha256(bucket));
});

test.each([
  { name: 'a file that is not there', args: ['--evidence', 'nowhere.yaml'], want: 'there is no file `nowhere.yaml`' },
  { name: 'a region without evidence', args: mumbai, want: '`--region` is about evidence' },
  { name: 'a parameter without evidence', args: ['--parameter', 'A=b'], want: '`--parameter` is about evidence' },
  {
    name: 'a parameter without a value',
    args: ['--evidence', 'README.md', '--parameter', 'A'],
    want: '`--parameter A` gives none a value',
  },
])('$name breaks the command', async ({ args, want }) => {
  const { err, status } = await typed('check', await written(declared), ...args);
  expect({ err, status }).toEqual({ err: expect.stringContaining(want), status: 1 });
});
