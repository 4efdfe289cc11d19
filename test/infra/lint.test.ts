import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HookStack } from '../../infra/hook/stack.ts';
import { makeApp } from './app.ts';
import { isInstalled } from './installed.ts';

const app = makeApp({ consoleOrigin: 'https://console.example.in' });
new HookStack(app, { region: 'ap-south-1', declaration: 'declaration.json', allowUnknown: false });
const { stacks } = app.synth();

/** W3005: CDK itself writes a dependency twice, once as such and once as a reference. */
const lint = (...templates: string[]) =>
  spawnSync('cfn-lint', ['--ignore-checks', 'W3005', '--regions', 'ap-south-1', 'ap-south-2', '-t', ...templates], {
    encoding: 'utf8',
  });

// `pip install cfn-lint` puts it on the PATH.
describe.skipIf(!isInstalled('cfn-lint'))('cfn-lint (runs where it is installed)', () => {
  test('finds nothing in any template', () => {
    const files = stacks.map(({ templateFullPath }) => templateFullPath);
    expect(files).toHaveLength(6);
    expect(lint(...files)).toMatchObject({ status: 0, stdout: '' });
  });

  test('finds a property that does not exist', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'nivas-lint-')), 'wrong.template.json');
    writeFileSync(file, JSON.stringify({ Resources: { A: { Type: 'AWS::S3::Bucket', Properties: { Nmae: 'a' } } } }));
    expect(lint(file).stdout).toContain('Nmae');
  });
});
