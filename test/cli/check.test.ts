import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { check } from '../../functions/cli/check.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { Audit } from '../../shared/audit/finding.ts';
import { newFolder, typed, written } from './terminal.ts';

const before = 'examples/short-video-before/residency.yaml';
const after = 'examples/short-video-after/residency.yaml';

describe('the exit status of check', () => {
  test.each([
    { name: 'a compliant declaration', args: [after], want: 0 },
    { name: 'a breach', args: [before], want: 2 },
    { name: 'a file that is not there', args: ['nowhere.yaml'], want: 1 },
    { name: 'a folder', args: ['examples'], want: 1 },
    { name: 'a date that is none', args: [after, '--as-of', '2026-02-30'], want: 1 },
    { name: 'a date with a time', args: [after, '--as-of', '2026-11-22T00:00:00Z'], want: 1 },
    { name: 'an empty date', args: [after, '--as-of', ''], want: 1 },
    { name: 'an option that is not one', args: [after, '--jsn'], want: 1 },
    { name: 'two files', args: [after, before], want: 1 },
    { name: 'help', args: ['--help'], want: 0 },
  ])('$name: $want', async ({ args, want }) => {
    expect((await typed('check', ...args)).status).toBe(want);
  });

  test.each([
    { name: 'nothing said', text: 'application: X', want: 3 },
    { name: 'an empty file', text: '', want: 1 },
    { name: 'a list', text: '[]', want: 1 },
    { name: 'no YAML', text: 'a: [', want: 1 },
    { name: 'a word', text: 'yes', want: 1 },
  ])('$name: $want', async ({ text, want }) => {
    expect((await typed('check', await written(text))).status).toBe(want);
  });

  test('before any rule was in force: 0', async () => {
    const run = await typed('check', before, '--as-of', '1990-01-01');
    expect(run).toMatchObject({ status: 0, err: '' });
    expect(run.out).toContain('NOT-APPLICABLE');
  });
});

describe('a wrong file', () => {
  test('is told by line and column, all of it, in the order of the file', async () => {
    const file = await written(
      'application: X\ndata:\n  videos: { category: user.content.video, stor: IN }\nrolez: [bank]\n',
    );
    const { out, err } = await typed('check', file);
    expect(out).toBe('');
    expect(err.split('\n')).toEqual([
      expect.stringMatching(/residency\.yaml:3:43 `stor` is not a field here.*`store`/),
      expect.stringMatching(/residency\.yaml:4:1 `rolez` is not a field here.*`roles`/),
      'nivas: the declaration has 2 problems',
    ]);
  });

  test('that does not parse is told in one line', async () => {
    const { err } = await typed('check', await written('application: X\napplication: Y\n'));
    expect(err).toMatch(/^\S+residency\.yaml:2:1 the key `\w+` stands twice in one map$/);
  });

  test('is told without letting it act on the terminal', async () => {
    const { err } = await typed('check', await written('application: X\n"\\e[31mred": 1\n'));
    expect(err).toContain('[31mred');
    expect(err).not.toContain('\u001b');
  });

  test.each([
    [['nowhere.yaml'], 'nivas: there is no file `nowhere.yaml`'],
    [[after, '--as-of', 'today'], 'nivas: `today` is not a date such as `2026-11-22`'],
    [[after, '--jsn'], "nivas: unknown option '--jsn'\n(Did you mean --json?)"],
  ])('%j: %s', async (args, want) => {
    expect(await typed('check', ...args)).toEqual({ status: 1, out: '', err: want });
  });
});

describe('what check prints', () => {
  test('names the line of a failure', async () => {
    expect((await typed('check', before)).out).toContain(`${before}:17:5 (as declared)`);
  });

  test('as JSON is an audit and nothing else', async () => {
    const { status, out, err } = await typed('check', before, '--json');
    const audit = Audit.parse(JSON.parse(out));
    expect({ status, err, verdict: audit.verdict }).toEqual({ status: 2, err: '', verdict: 'non-compliant' });
  });

  test('is the same for JSON and YAML, digest and all', async () => {
    const text = JSON.stringify({ application: 'X', data: { videos: { store: 'IN', process: 'US' } } });
    const digests = [await written(text), await written(text, 'residency.json')].map(async (file) => {
      const { out } = await typed('check', file, '--json');
      return Audit.parse(JSON.parse(out));
    });
    const [yaml, json] = await Promise.all(digests);
    expect(yaml).toEqual(json);
  });

  test('has colour where the terminal has', async () => {
    const out: string[] = [];
    const print = (text: string) => out.push(text);
    await check(before, {}, { print, complain: print, colour: true, today: () => '2026-11-22' });
    expect(out.join()).toContain('\u001b[31m✗ NON-COMPLIANT');
  });

  test('is of today where no date is given', async () => {
    expect((await typed('check', after)).out).toContain('as of 2026-11-22');
  });
});

describe('the command', () => {
  test('runs as a process, with its status and no colour in a pipe', async () => {
    const run = promisify(execFile)(process.execPath, [
      'functions/cli/nivas.ts',
      'check',
      before,
      '--as-of',
      '2026-11-22',
    ]);
    await expect(run).rejects.toMatchObject({ code: 2, stdout: expect.stringMatching(/^✗ NON-COMPLIANT/), stderr: '' });
  });

  test('says what it can do when it is asked nothing', async () => {
    const { status, err } = await typed();
    expect(status).toBe(1);
    expect(err).toMatch(/check[\s\S]*report[\s\S]*token/);
  });
});

describe('report', () => {
  test('prints the page', async () => {
    const { status, out } = await typed('report', before);
    expect(status).toBe(0);
    expect(out).toMatch(/^<!doctype html>[\s\S]*<\/html>$/);
  });

  test('writes the page', async () => {
    const file = join(await newFolder(), 'report.html');
    expect(await typed('report', before, '--out', file)).toEqual({ status: 0, out: '', err: '' });
    expect(await readFile(file, 'utf8')).toContain('<bdi>Jhalak</bdi>');
  });

  test('says where it cannot write', async () => {
    const run = await typed('report', before, '--out', 'nowhere/report.html');
    expect(run).toEqual({ status: 1, out: '', err: 'nivas: `nowhere/report.html` cannot be written' });
  });
});

test('--version is that of the package', async () => {
  expect(await typed('--version')).toEqual({ status: 0, out: packageJson.version, err: '' });
});
