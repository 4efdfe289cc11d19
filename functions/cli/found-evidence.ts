import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { limits } from '../../shared/declaration/limits.ts';
import { printed } from '../../shared/report/lines.ts';
import { bytesWithin } from './read-text.ts';
import { shownPath } from './shown-path.ts';

const assembly = 'cdk.out';
const templates = ['template.yaml', 'template.yml', 'template.json'];
const plans = ['plan.json', 'tfplan.json'];

/**
 * What lies beside a declaration under the name that its tool gives it by convention, and is what its name says: the
 * folder of `cdk synth`, a template of SAM or CloudFormation, a plan of `terraform show -json`.
 */
export async function foundEvidence(declaration: string): Promise<readonly string[]> {
  const folder = dirname(declaration);
  const files: string[] = [];
  for (const name of [...templates, ...plans]) if (await isFile(join(folder, name))) files.push(name);
  const found = (await isFile(join(folder, assembly, 'manifest.json'))) ? [assembly] : [];
  if (files.length > 0) {
    const { isPlan, isTemplate } = await import('./deployed-file.ts');
    for (const name of files) {
      const bytes = await bytesWithin(join(folder, name), limits.evidenceBytes);
      // one that is too large is found too, and its reader says so
      if (bytes === undefined || (plans.includes(name) ? isPlan(bytes) : isTemplate(bytes, name))) found.push(name);
    }
  }
  return found.map((name) => join(folder, name));
}

/** Says what was found, so that nobody wonders what a declaration was held against. */
export const foundText = (paths: readonly string[], indent = 0): string =>
  printed([
    {
      text: `Found beside the declaration, as nothing was named: ${paths.map((path) => `\`${shownPath(path)}\``).join(', ')} (\`--no-evidence\` leaves it out)`,
      indent,
    },
  ]);

/** Says what lies there and was not looked at, where a command is about the declaration alone. */
export async function overlookedText(declaration: string): Promise<string | undefined> {
  const paths = await foundEvidence(declaration);
  if (paths.length === 0) return undefined;
  const names = paths.map((path) => `\`${shownPath(path)}\``).join(', ');
  return printed([{ text: `nivas: this is of the declaration alone: \`nivas check\` holds it against ${names} too` }]);
}

const isFile = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined))?.isFile() ?? false;
