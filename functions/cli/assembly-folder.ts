import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { sha256 } from '../../shared/canonical.ts';
import { limits } from '../../shared/declaration/limits.ts';
import type { AssemblyOptions } from '../../shared/evidence/deployed/assembly/manifest.ts';
import { readAssembly } from '../../shared/evidence/deployed/assembly/read-assembly.ts';
import type { Deployment, Spot } from '../../shared/evidence/deployed/resource.ts';
import { utf8Text } from './read-text.ts';

/**
 * What the assembly in a folder deploys; `name` is how answers call the folder. Its digest is that of the list of its
 * files that were read, each with its own.
 */
export function assemblyIn(
  folder: string,
  name: string,
  where: AssemblyOptions,
): { readonly deployment: Deployment; readonly sha256: string } {
  const files = filesIn(folder);
  const { resources, unread } = readAssembly(files.text, where);
  const inside = <Of extends Spot>(spot: Of): Of => ({ ...spot, file: `${name}/${spot.file}` });
  const named = resources.map((resource) => ({ ...resource, at: inside(resource.at) }));
  const deployment = { resources: named, unread: unread.map(inside) };
  return { deployment, sha256: sha256(files.digests()) };
}

/** Plain files of a folder, wherever links lead, and the digest of each that was asked for. */
function filesIn(folder: string) {
  const root = `${realpathSync(folder)}${sep}`;
  const digests = new Map<string, string>();
  return {
    text(path: string): string | undefined {
      const file = join(root, path);
      if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
      if (!realpathSync(file).startsWith(root) || statSync(file).size > limits.evidenceBytes) return undefined;
      const bytes = readFileSync(file);
      digests.set(path, sha256(bytes));
      return utf8Text(bytes);
    },
    digests: () =>
      [...digests]
        .map(([path, digest]) => `${digest}  ${path}\n`)
        .toSorted()
        .join(''),
  };
}
