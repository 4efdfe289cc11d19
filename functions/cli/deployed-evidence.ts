import { suggestion } from '../../shared/declaration/near-name.ts';
import { NivasError } from '../../shared/error.ts';
import { type HeldAgainst, heldAgainst } from '../../shared/evidence/deployed/held-against.ts';
import { readDeclaration } from './audit-file.ts';
import { type DeployedFile, readDeployed, type Where } from './deployed-file.ts';
import { shownPath } from './shown-path.ts';

/** Reads each template, assembly and plan. Which resource in them holds what is said by the declaration in `file`. */
export async function deployedEvidence(
  paths: readonly string[],
  file: string,
  { asOf, ...where }: Where & { readonly asOf: string },
): Promise<HeldAgainst> {
  const { input, reading } = await readDeclaration(file, asOf);
  const read: (DeployedFile & { readonly name: string })[] = [];
  for (const path of paths) {
    const name = shownPath(path);
    read.push({ name, ...(await readDeployed(path, name, where)) });
  }
  const given = Object.keys(where.parameters ?? {});
  const known = given.length === 0 ? [] : read.flatMap(({ parameters }) => parameters());
  for (const name of given) if (!known.includes(name)) throw noParameter(name, known);
  return heldAgainst(read, reading.declaration, input.registry);
}

/** Passing over a slip of the hand would judge something else than what is deployed. */
const noParameter = (name: string, known: readonly string[]) =>
  new NivasError('request_invalid', `no template has a parameter \`${name}\`${suggestion(name, known)}`);
