import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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
    const entry = await readFile(join(dist, 'nivas.js'), 'utf8');
    const [, command = ''] = /import\("\.\/(part-\w+\.js)"\)/.exec(entry) ?? [];
    const begun = await loadedBy(command);
    const bytes = files.filter(({ file }) => begun.has(file)).reduce((sum, one) => sum + one.bytes, 0);
    expect(begun.size).toBeGreaterThan(1);
    expect(bytes).toBeLessThan(400_000);
    for (const file of begun) expect(await readFile(join(dist, file), 'utf8')).not.toContain('PasswordException');
  });

  test('begins with a file that any Node can read, which says which one is needed', async () => {
    expect((await loadedBy('nivas.js')).size).toBe(1);
    const entry = await readFile(join(dist, 'nivas.js'), 'utf8');
    const older = entry.replaceAll(/process\.versions\.node|\w+\.versions\.node/g, '"20.20.2"');
    expect(older).not.toBe(entry);
    await writeFile(join(dist, 'older.mjs'), older);
    const run = await promisify(execFile)(process.execPath, [join(dist, 'older.mjs')]).catch((error: unknown) => error);
    expect(run).toMatchObject({ code: 1, stderr: 'nivas: this is Node 20.20.2, and nivas needs Node 22 or newer\n' });
    await rm(join(dist, 'older.mjs'));
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

describe('the packed plugin for the CDK', async () => {
  const app = join(folder, 'app');
  const readme = await readFile('README.md', 'utf8');
  const [, code = '', shown = ''] =
    /```ts\n([^`]*nivas\/cdk[^`]*)```[\s\S]*?```console\n\$ npx cdk synth --quiet\n([\s\S]*?)\n```/.exec(readme) ?? [];

  /** The app of the README, after a change. */
  async function appWith(name: string, change: (text: string) => string = (text) => text): Promise<string> {
    await mkdir(join(app, 'node_modules'), { recursive: true });
    await cp(join(site, 'node_modules/nivas'), join(app, 'node_modules/nivas'), { recursive: true });
    for (const own of ['aws-cdk-lib', 'constructs', '@types'])
      await symlink(resolve('node_modules', own), join(app, 'node_modules', own)).catch(() => undefined);
    await cp('examples/four-routes/residency.yaml', join(app, 'residency.yaml'));
    await writeFile(join(app, 'package.json'), '{"name":"somebody","private":true,"type":"module"}');
    await writeFile(join(app, name), change(code));
    return name;
  }

  /** What `cdk synth` prints of it. */
  async function synth(name: string, ...stacks: string[]): Promise<{ code: number; said: string }> {
    const args = [resolve('node_modules/aws-cdk/bin/cdk'), 'synth', '--quiet', '--app', `node ${name}`, ...stacks];
    const { NODE_ENV: _, VITEST: __, ...inherited } = process.env;
    const env = { ...inherited, CDK_VALIDATION: 'false', NO_COLOR: '1', CDK_DISABLE_CLI_TELEMETRY: 'true' };
    return run(process.execPath, args, { cwd: app, env }).then(
      ({ stderr }) => ({ code: 0, said: stderr }),
      (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
    );
  }

  test('fails the app of the README as the README says, and gives the digest of the command', async () => {
    const { code: status, said } = await synth(await appWith('app.ts'));
    const paragraphs = said.replaceAll(/ +$/gm, '').replace(/sha256:[0-9a-f]{64}/, 'sha256:…');
    expect({ status, paragraphs: paragraphs.split('\n') }).toEqual({
      status: 1,
      paragraphs: expect.arrayContaining(shown.split('\n')),
    });
    const args = ['check', '--evidence', 'cdk.out', '--as-of', '2026-11-22'];
    const checked: unknown = await run(process.execPath, [command, ...args], { cwd: app }).catch((error) => error);
    const [digest] = /sha256:[0-9a-f]{64}/.exec(said) ?? [];
    expect(checked).toMatchObject({ code: 2, stdout: expect.stringContaining(digest ?? 'no digest') });
  });

  test('fails whichever stacks are selected, and where it could not judge', async () => {
    const more = (text: string) => text.replace('Validations.of', "new Stack(app, 'Empty');\nValidations.of");
    expect(await synth(await appWith('more.ts', more), 'Empty')).toMatchObject({
      code: 1,
      said: expect.stringContaining('NON-COMPLIANT'),
    });
    const clash = `evidence:\n  deployed: { kind: observed, certainty: hint, sha256: ${'a'.repeat(64)}, placements: [] }\n`;
    await writeFile(join(app, 'residency.yaml'), `${await readFile(join(app, 'residency.yaml'), 'utf8')}${clash}`);
    expect(await synth('more.ts', 'Empty')).toMatchObject({
      code: 1,
      said: expect.stringContaining('the declaration has evidence `deployed` of its own'),
    });
  });

  test('passes an app that stays in India', async () => {
    const home = (text: string) =>
      text
        .replace("{ region: 'eu-west-1' }", '')
        .replace("{ asOf: '2026-11-22' }", "{ asOf: '2026-11-22', allowUnknown: true }");
    const { code: status, said } = await synth(await appWith('home.ts', home));
    expect({ status, said }).toMatchObject({ status: 0 });
  });

  test('has the types that it needs', async () => {
    await appWith('app.ts');
    const tsc = resolve('node_modules/typescript/bin/tsc');
    const args = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      '--types',
      'node',
      'app.ts',
    ];
    await expect(run(process.execPath, [tsc, ...args], { cwd: app })).resolves.toMatchObject({ stdout: '' });
  });

  test('brings no CDK, and loads no reader of PDF to begin', async () => {
    const begun = await loadedBy('cdk.js');
    for (const file of begun) expect(await readFile(join(dist, file), 'utf8'), file).not.toContain('aws-cdk-lib');
    expect(files.filter(({ file }) => begun.has(file)).reduce((sum, one) => sum + one.bytes, 0)).toBeLessThan(
      2_000_000,
    );
  });
});
