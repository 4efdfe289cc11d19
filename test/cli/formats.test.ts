import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formats } from '../../shared/report/format.ts';
import { newFolder, typed, written } from './terminal.ts';

const before = 'examples/short-video-before/residency.yaml';
const after = 'examples/short-video-after/residency.yaml';
const marks: Readonly<Record<(typeof formats)[number], RegExp>> = {
  text: /^✗ NON-COMPLIANT/,
  json: /^\{\n {2}"asOf"/,
  sarif: /sarif-2\.1\.0/,
  junit: /^<\?xml/,
  markdown: /^### ✗/,
  github: /^::error file=examples\/short-video-before\/residency\.yaml,line=17,/,
};

describe('the forms of check', () => {
  test.each(formats)('%s is printed and written alike', async (format) => {
    const file = join(await newFolder(), 'written');
    const run = await typed('check', before, '--format', format, '--out', `${format}=${file}`);
    expect(run).toMatchObject({ status: 2, err: '' });
    expect(run.out).toMatch(marks[format]);
    expect(await readFile(file, 'utf8')).toBe(`${run.out}\n`);
  });

  test('several are written in one run, and text is printed', async () => {
    const folder = await newFolder();
    const outs = formats.flatMap((format) => ['--out', `${format}=${join(folder, format)}`]);
    const run = await typed('check', before, ...outs);
    expect(run.out).toMatch(marks.text);
    for (const format of formats) expect(await readFile(join(folder, format), 'utf8')).toMatch(marks[format]);
  });

  test.each([
    {
      args: ['--format', 'sarfi'],
      want: '`sarfi` is none of the forms text, json, sarif, junit, markdown, github; did you mean `sarif`?',
    },
    { args: ['--format', 'toString'], want: '`toString` is none of the forms' },
    { args: ['--json', '--format', 'text'], want: 'name two forms' },
    { args: ['--out', 'report.sarif'], want: 'does not say what to write where' },
    { args: ['--out', 'sarif='], want: 'does not say what to write where' },
    { args: ['--out', 'pdf=x'], want: '`pdf` is none of the forms' },
    { args: ['--out', 'json=x', '--out', 'sarif=./x'], want: 'stands in two `--out`' },
    { args: ['--out', `json=./${before}`], want: 'would overwrite the declaration' },
    { args: ['--out', 'json=nowhere/x'], want: '`nowhere/x` cannot be written' },
  ])('$args is refused', async ({ args, want }) => {
    const { status, out, err } = await typed('check', before, ...args);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toContain(want);
  });

  test.each(formats)('%s tells no path of this machine', async (format) => {
    const file = await written('application: X\ndata: { v: { category: user.content.video, store: US } }\n');
    const { out } = await typed('check', file, '--format', format);
    if (format !== 'text') expect(out).not.toContain(basename(dirname(file)));
    expect(out).not.toContain(process.cwd());
  });
});

describe('--allow-unknown', () => {
  test.each([
    { name: 'what nobody can tell', text: 'application: X', strict: 3, allowed: 0 },
    {
      name: 'a breach',
      text: 'application: X\ndata: { v: { category: user.content.video, store: US } }',
      strict: 2,
      allowed: 2,
    },
  ])('$name: $strict, and with it $allowed', async ({ text, strict, allowed }) => {
    const file = await written(text);
    expect((await typed('check', file)).status).toBe(strict);
    expect((await typed('check', file, '--allow-unknown')).status).toBe(allowed);
  });

  test('leaves a compliant file at 0', async () => {
    expect((await typed('check', after, '--allow-unknown')).status).toBe(0);
  });

  test.each(formats)('is told in %s, and only where it is given', async (format) => {
    const file = await written('application: X');
    const said = /--allow-unknown|"allowUnknown": true/;
    expect((await typed('check', file, '--format', format, '--allow-unknown')).out).toMatch(said);
    expect((await typed('check', file, '--format', format)).out).not.toMatch(said);
  });
});
