import { cp, mkdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { limits } from '../../shared/declaration/limits.ts';
import { newFolder, typed, written } from './terminal.ts';

const example = 'examples/four-routes/residency.yaml';
const template = 'examples/four-routes/template.yaml';
const mumbai = ['--region', 'ap-south-1'];

const plan = JSON.stringify({ format_version: '1.2', planned_values: { root_module: {} }, resource_changes: [] });
const bucket = 'Resources: { Videos: { Type: "AWS::S3::Bucket" } }';

/** What `check` says in a folder of the example's declaration and these files, without naming any. */
async function beside(files: Readonly<Record<string, string | Uint8Array>>, ...more: string[]) {
  const folder = await newFolder();
  await cp(example, join(folder, 'residency.yaml'));
  for (const [name, text] of Object.entries(files)) {
    if (name.includes('/')) await mkdir(join(folder, name, '..'), { recursive: true });
    await written(text, name, folder);
  }
  return typed('check', join(folder, 'residency.yaml'), '--format', 'json', ...more);
}

const digestOf = (json: string): string => JSON.parse(json).digest;

test('what is found is held against as if it were named: one digest', async () => {
  const found = await typed('check', example, '--json', ...mumbai);
  const named = await typed('check', example, '--json', '--evidence', template, ...mumbai);
  expect(digestOf(found.out)).toBe(digestOf(named.out));
  expect(found.status).toBe(2);
  expect(found.err).toContain(`nivas: Found beside the declaration, as nothing was named: \`${template}\``);
  expect(named.err).not.toContain('Found beside');
});

describe('beside a declaration', () => {
  test.each([
    { name: 'a template as YAML', files: { 'template.yaml': bucket }, want: ['template.yaml'] },
    { name: 'a template as YML', files: { 'template.yml': bucket }, want: ['template.yml'] },
    { name: 'a template as JSON', files: { 'template.json': '{"Resources":{}}' }, want: ['template.json'] },
    { name: 'a template that cannot be parsed', files: { 'template.yaml': `${bucket} }` }, want: ['template.yaml'] },
    {
      name: 'a template that ends too soon',
      files: { 'template.json': '{ "Resources": { "A": {' },
      want: ['template.json'],
    },
    {
      name: 'a template that is no text',
      files: { 'template.yaml': Buffer.from(`\ufeff${bucket}`, 'utf16le') },
      want: ['template.yaml'],
    },
    { name: 'a plan', files: { 'plan.json': plan }, want: ['plan.json'] },
    { name: 'a plan by its other name', files: { 'tfplan.json': plan }, want: ['tfplan.json'] },
    { name: 'an assembly', files: { 'cdk.out/manifest.json': '{"version":"54.0.0"}' }, want: ['cdk.out'] },
    {
      name: 'all of them',
      files: { 'tfplan.json': plan, 'template.yaml': bucket, 'cdk.out/manifest.json': '{"version":"54.0.0"}' },
      want: ['cdk.out', 'template.yaml', 'tfplan.json'],
    },
    { name: 'nothing', files: {}, want: [] },
    { name: 'a template of something else', files: { 'template.yaml': 'kind: Template\nresources: []' }, want: [] },
    {
      name: 'a template with resources of its own',
      files: { 'template.yaml': 'kind: X\nspec:\n  Resources: 1' },
      want: [],
    },
    { name: 'a plan of something else', files: { 'plan.json': '{"goal":"Resources:"}' }, want: [] },
    { name: 'a template by another name', files: { 'stack.yaml': bucket }, want: [] },
    { name: 'a folder without a manifest', files: { 'cdk.out/a.json': plan }, want: [] },
    { name: 'folders that are called like files', files: { 'template.yaml/x': bucket, 'plan.json/x': plan }, want: [] },
  ])('$name', async ({ files, want }) => {
    const { err } = await beside(files);
    const [, said = ''] = err.replaceAll('\n', ' ').split('nothing was named: ');
    expect([...said.matchAll(/`([^`-][^`]*)`/g)].map(([, path]) => path)).toEqual(want);
  });
});

test('a file that is too large is found, and not read', async () => {
  const folder = await newFolder();
  await cp(example, join(folder, 'residency.yaml'));
  await truncate(await written('', 'plan.json', folder), limits.evidenceBytes + 1);
  const { status, err } = await typed('check', join(folder, 'residency.yaml'), '--json');
  expect(err).toContain('not read: it has more than 64 MB');
  expect(status).toBe(3);
});

test('it is told in the report that people read, and beside questions and the page', async () => {
  const { out, err } = await typed('check', example, ...mumbai);
  expect(out).toMatch(/What is deployed\n[\s\S]*Found beside the declaration/);
  expect(err).toBe('');
  for (const command of ['questions', 'report'])
    expect((await typed(command, example, ...mumbai)).err).toMatch(/^nivas: Found beside the declaration/);
});

describe('--no-evidence', () => {
  test('leaves out what lies there', async () => {
    const { status, out, err } = await typed('check', example, '--json', '--no-evidence');
    expect({ status, err }).toEqual({ status: 3, err: '' });
    expect(JSON.parse(out).coverage.evidence).toEqual([]);
    for (const command of ['questions', 'report'])
      expect((await typed(command, example, '--no-evidence')).err).toBe('');
  });

  test.each([
    { name: 'after what it leaves out', args: ['--evidence', template, '--no-evidence'] },
    { name: 'before it', args: ['--no-evidence', '--evidence', template] },
  ])('$name breaks the command', async ({ args }) => {
    const want = 'nivas: `--no-evidence` leaves out what `--evidence` names: give one of the two';
    expect(await typed('check', example, ...args)).toEqual({ status: 1, out: '', err: want });
  });

  test('and a region breaks the command', async () => {
    const { status, err } = await typed('check', example, '--no-evidence', ...mumbai);
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining('`--no-evidence` leaves it out') });
  });
});
