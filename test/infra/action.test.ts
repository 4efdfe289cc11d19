import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { bundleCommand } from '../../infra/pack/bundle.ts';

const Action = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string() })),
  runs: z.object({
    using: z.literal('composite'),
    steps: z.tuple([
      z.object({ id: z.literal('check'), run: z.string(), env: z.record(z.string(), z.string()) }),
      z.object({ if: z.string(), run: z.string(), env: z.record(z.string(), z.string()) }),
      z.object({ run: z.string(), env: z.record(z.string(), z.string()) }),
    ]),
  }),
});
const action = Action.parse(parse(await readFile('action.yml', 'utf8')));
const [check, upload, end] = action.runs.steps;

const folder = await mkdtemp(join(tmpdir(), 'nivas-action-'));
afterAll(() => rm(folder, { recursive: true }));
await bundleCommand(join(folder, 'dist'));

/** Runs a step as GitHub does: inputs in the environment, files to write what it says. */
async function step(script: string, given: Readonly<Record<string, string>>) {
  const temp = await mkdtemp(join(folder, 'job-'));
  const [output, summary] = [join(temp, 'output'), join(temp, 'summary')];
  await writeFile(output, '');
  const env = {
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    HOME: temp,
    npm_config_offline: 'true',
    RUNNER_TEMP: temp,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    ...given,
  };
  const run = await promisify(execFile)('bash', ['-e', '-c', script], { env }).catch((error: unknown) => error);
  const read = (file: string) => readFile(file, 'utf8').catch(() => '');
  return { run, temp, output: await read(output), summary: await read(summary) };
}

const inputs = (more: Readonly<Record<string, string>>) => ({
  PACKAGE: join(folder, 'dist'),
  FILE: 'examples/short-video-before/residency.yaml',
  EVIDENCE: '',
  REGION: '',
  ACCOUNT: '',
  REQUIRE_EVIDENCE: 'false',
  AS_OF: '2026-11-22',
  ALLOW_UNKNOWN: 'false',
  WAIVERS: '',
  ...more,
});

describe('the action', () => {
  test('annotates, keeps the status for later, and writes SARIF and the summary', async () => {
    const { run, temp, output, summary } = await step(check.run, inputs({}));
    expect(run).toMatchObject({ stdout: expect.stringMatching(/^::error file=examples/m) });
    expect(output).toBe(`status=2\nsarif=${join(temp, 'nivas/nivas.sarif')}\n`);
    expect(summary).toMatch(/^### ✗ NON-COMPLIANT/);
    expect(await readFile(join(temp, 'nivas/nivas.sarif'), 'utf8')).toContain('"version": "2.1.0"');
  });

  test('holds it against what is deployed, a path a line', async () => {
    const example = 'examples/four-routes';
    const EVIDENCE = `${example}/template.yaml\n\nresidency.yaml\n`;
    const { run, summary } = await step(
      check.run,
      inputs({ FILE: `${example}/residency.yaml`, EVIDENCE, REGION: 'ap-south-1' }),
    );
    expect(summary).toContain('eu-west-1');
    expect(run).toMatchObject({ stderr: expect.stringMatching(/^residency\.yaml.*\n {2}not read: /m) });
  });

  test.each([
    { required: 'false', status: 0 },
    { required: 'true', status: 3 },
  ])('takes places at their word unless evidence is required: $required', async ({ required, status }) => {
    const more = { FILE: 'examples/short-video-after/residency.yaml', REQUIRE_EVIDENCE: required };
    expect((await step(check.run, inputs(more))).output).toMatch(new RegExp(`^status=${status}$`, 'm'));
  });

  test('takes waivers', async () => {
    const WAIVERS = join(folder, 'waivers.yaml');
    const gone = { rule: 'india-only/gone', version: '1', subject: '/data', because: 'x', by: 'y' };
    await writeFile(WAIVERS, JSON.stringify({ waivers: [{ ...gone, from: '2026-11-01', until: '2026-12-31' }] }));
    const { summary } = await step(check.run, inputs({ WAIVERS }));
    expect(summary).toMatch(/waiver of india-only.*does nothing/);
  });

  test.each([
    { name: 'evidence that is an option', more: { EVIDENCE: '--help' } },
    { name: 'a region that is a command', more: { REGION: '$(touch "$RUNNER_TEMP/hit")' } },
    { name: 'a file that is a command', more: { FILE: '$(touch "$RUNNER_TEMP/hit"); x' } },
    { name: 'a file that is an option', more: { FILE: '--help' } },
    { name: 'waivers that are an option', more: { WAIVERS: '--help' } },
    { name: 'a date that is a command', more: { AS_OF: '`touch "$RUNNER_TEMP/hit"`' } },
  ])('$name is only a wrong input', async ({ more }) => {
    const { temp, output } = await step(check.run, inputs(more));
    expect(output).toMatch(/^status=1$/m);
    await expect(readFile(join(temp, 'hit'))).rejects.toThrow('ENOENT');
  });

  test('no input stands in the text of a script', () => {
    for (const { run } of [check, upload, end]) expect(run).not.toContain('${{');
    const used = [check, upload, end].flatMap(({ env }) => Object.values(env));
    for (const name of Object.keys(action.inputs))
      expect(
        [...used, upload.if].some((text) => text.includes(`inputs.${name}`)),
        name,
      ).toBe(true);
  });

  test('uploads what was found, for the commit, as the API takes it', async () => {
    const bin = join(folder, 'bin');
    await mkdir(bin);
    await writeFile(join(bin, 'gh'), '#!/usr/bin/env bash\nprintf "%s\\n" "$@"\n', { mode: 0o755 });
    const sarif = join(folder, 'x.sarif');
    await writeFile(sarif, '{}');
    const given = {
      PATH: `${bin}:${process.env.PATH}`,
      SARIF: sarif,
      COMMIT: 'abc',
      REF: 'refs/heads/x',
      GITHUB_REPOSITORY: 'o/r',
    };
    const { run } = await step(upload.run, given);
    const said = z.object({ stdout: z.string() }).parse(run).stdout.split('\n');
    expect(said).toEqual(
      expect.arrayContaining(['repos/o/r/code-scanning/sarifs', 'commit_sha=abc', `sarif=@${sarif}.sent`]),
    );
    expect(Buffer.from(await readFile(`${sarif}.sent`, 'utf8'), 'base64').subarray(0, 2)).toEqual(
      Buffer.from([0x1f, 0x8b]),
    );
  });

  test('fails with the status of the check', async () => {
    expect((await step(end.run, { STATUS: '2' })).run).toMatchObject({ code: 2 });
  });

  test('passes with a warning where all that is broken is waived', async () => {
    const { run } = await step(end.run, { STATUS: '4' });
    expect(run).not.toBeInstanceOf(Error);
    expect(run).toMatchObject({ stdout: expect.stringMatching(/^::warning .*waived/) });
  });
});
