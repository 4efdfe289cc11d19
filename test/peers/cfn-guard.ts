import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as z from 'zod';

const home = dirname(createRequire(import.meta.url).resolve('@cdklabs/cdk-validator-cfnguard/package.json'));
const systems: Readonly<Record<string, string>> = { linux: 'ubuntu', darwin: 'macos' };
const processors: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' };

/** The rules that come with it: those of AWS Control Tower. */
export const bundledRules = join(home, 'rules/control-tower/cfn-guard');

/** The program for this machine, or nothing where the package has none. */
export const cfnGuard = programHere();

export const noCfnGuard = `skipped: the package of cfn-guard has no program for ${process.platform} on ${process.arch}`;

function programHere(): string | undefined {
  const program = join(home, 'bin', systems[process.platform] ?? '', processors[process.arch] ?? '', 'cfn-guard');
  try {
    accessSync(program, constants.X_OK);
    return program;
  } catch {
    return undefined;
  }
}

const Named = z.object({ Rule: z.object({ name: z.string() }) });
const Reports = z.tuple([z.object({ not_compliant: z.array(Named), compliant: z.array(z.string()) })]);
export type Guarded = { readonly broken: readonly string[]; readonly kept: readonly string[] };

/** Runs it on one template with a file or folder of rules: which of those that have something to say are broken. */
export async function guard(program: string, template: string, rules: string): Promise<Guarded> {
  const form = ['--structured', '--output-format', 'json', '--show-summary', 'none'];
  const said = await new Promise<string>((resolve, reject) =>
    execFile(
      program,
      ['validate', '--rules', rules, '--data', template, ...form],
      { maxBuffer: 1e9 },
      (error, out, complaint) => {
        // 19: a rule is broken
        if (error !== null && error.code !== 19) reject(new Error(`cfn-guard ended with ${error.code}: ${complaint}`));
        else resolve(out);
      },
    ),
  );
  const [{ not_compliant, compliant }] = Reports.parse(JSON.parse(said));
  return { broken: not_compliant.map(({ Rule }) => Rule.name), kept: compliant };
}
