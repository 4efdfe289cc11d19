import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { bundleCommand } from '../../infra/pack/bundle.ts';
import { typed } from '../cli/terminal.ts';

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'nivas-pack-'));
afterAll(() => rm(folder, { recursive: true }));

const dist = join(folder, 'dist');
const files = await bundleCommand(dist);
const site = join(folder, 'site');
await cp('examples/short-video-before', site, { recursive: true });
await writeFile(join(site, 'package.json'), '{"name":"somebody","private":true}');
const { stdout: packed } = await run('npm', ['pack', '--silent', dist], { cwd: folder });
await run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(folder, packed.trim())], { cwd: site });
const command = join(site, 'node_modules/nivas/nivas.js');

/** What a file imports when it is loaded, and what these do. */
async function loadedBy(file: string, seen = new Set<string>()): Promise<Set<string>> {
  seen.add(file);
  const text = await readFile(join(dist, file), 'utf8');
  for (const [, name = ''] of text.matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g))
    if (!seen.has(name)) await loadedBy(name, seen);
  return seen;
}

describe('the packed command', () => {
  test('installs without a network and without anything else, and says what the checkout says', async () => {
    const args = ['check', 'residency.yaml', '--as-of', '2026-11-22', '--json'];
    const status = run(process.execPath, [command, ...args], { cwd: site }).catch((error: unknown) => error);
    const want = await typed('check', 'examples/short-video-before/residency.yaml', '--json');
    expect(await status).toMatchObject({ code: 2, stdout: `${want.out}\n`, stderr: '' });
    expect((await readdir(join(site, 'node_modules'))).filter((name) => !name.startsWith('.'))).toEqual(['nivas']);
  });

  test.each([
    { args: ['--version'], want: /^\d+\.\d+\.\d+\n$/ },
    { args: ['explain', 'only-in-india'], want: /^india-only\/only-in-india: / },
    { args: ['sites', '--provider', 'aws', '--country', 'IN'], want: /aws\/ap-south-1/ },
    { args: ['fix', '--dry-run', '--as-of', '2026-11-22'], want: /^--- residency\.yaml/ },
    { args: ['report', '--as-of', '2026-11-22'], want: /^<!doctype html>/ },
  ])('$args', async ({ args, want }) => {
    const { stdout } = await run(process.execPath, [command, ...args], { cwd: site }).catch(
      (error: unknown): { stdout: string } =>
        error instanceof Error && 'stdout' in error ? { stdout: String(error.stdout) } : { stdout: '' },
    );
    expect(stdout).toMatch(want);
  });

  test('loads no reader of PDF and no SDK to begin', async () => {
    const begun = await loadedBy('nivas.js');
    const bytes = files.filter(({ file }) => begun.has(file)).reduce((sum, one) => sum + one.bytes, 0);
    expect(begun.size).toBeGreaterThan(1);
    expect(bytes).toBeLessThan(400_000);
    for (const file of begun) expect(await readFile(join(dist, file), 'utf8')).not.toContain('PasswordException');
  });

  test('has at most 5 MB, and nothing of this machine in it', async () => {
    expect(files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(5_000_000);
    for (const { file } of files) expect(await readFile(join(dist, file), 'utf8'), file).not.toContain(process.cwd());
  });

  test('its manifest asks for nothing to be installed, and is not the private one', async () => {
    const manifest: unknown = JSON.parse(await readFile(join(dist, 'package.json'), 'utf8'));
    expect(manifest).toMatchObject({ name: 'nivas', bin: { nivas: 'nivas.js' }, engines: { node: '>=22' } });
    expect(Object.keys(manifest ?? {})).not.toEqual(expect.arrayContaining(['private']));
    expect(Object.keys(manifest ?? {})).not.toEqual(expect.arrayContaining(['dependencies']));
  });
});
