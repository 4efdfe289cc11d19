import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib/core';
import { NivasError } from '../../shared/error.ts';
import { todayInIndia } from '../../shared/operations/today.ts';
import { declaredIn } from './declared.ts';
import { regionsIn } from './regions.ts';
import { HookStack, hookContext } from './stack.ts';

const app = new App({ context: hookContext });

/** `cdk synth -c allowUnknown=true`: anything else would be guessed at. */
function isAllowed(value: unknown): boolean {
  if (value === undefined || value === 'false' || value === false) return false;
  if (value === 'true' || value === true) return true;
  throw new NivasError('request_invalid', `allowUnknown is \`${String(value)}\`, and it is \`true\` or \`false\``);
}

try {
  const file: unknown = app.node.tryGetContext('declaration') ?? 'residency.yaml';
  if (typeof file !== 'string') throw new NivasError('request_invalid', '`declaration` is no name of a file');
  const allowUnknown = isAllowed(app.node.tryGetContext('allowUnknown'));
  const regions = regionsIn(app.node.tryGetContext('hookRegions'));
  const declaration = join(mkdtempSync(join(tmpdir(), 'nivas-hook-')), 'declaration.json');
  writeFileSync(declaration, await declaredIn(file, todayInIndia(new Date()), allowUnknown));
  for (const region of regions) new HookStack(app, { region, declaration, allowUnknown });
  if (process.env.CDK_VALIDATION !== 'false') {
    const { AwsSolutionsChecks } = await import('cdk-nag');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  }
} catch (error) {
  if (!(error instanceof NivasError)) throw error;
  const issues = error.issues.map(({ line, message }) => `\n  line ${line ?? '?'}: ${message}`);
  process.stderr.write(`nivas: ${error.message}${issues.join('')}\n`);
  process.exit(1);
}
