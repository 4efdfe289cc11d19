import { suggestion } from '../../shared/declaration/near-name.ts';
import { NivasError } from '../../shared/error.ts';
import { awayFromIndia, type LookedAt } from '../../shared/evidence/deployed/looked-at.ts';
import { observe } from '../../shared/evidence/deployed/observe/observe.ts';
import type { Deployment, Unread } from '../../shared/evidence/deployed/resource.ts';
import { toEvidence } from '../../shared/evidence/deployed/to-evidence.ts';
import { readDeclaration, type Shown } from './audit-file.ts';
import { readDeployed, type Where } from './deployed-file.ts';
import { shownPath } from './shown-path.ts';

/** What is deployed, as an audit takes it, and what was looked at for it. */
export type DeployedEvidence = { readonly shown: Shown; readonly lookedAt: readonly LookedAt[] };

/**
 * Reads each template, assembly and plan, and observes in it where data is. Which resource holds what is said by the
 * declaration in `file`.
 */
export async function deployedEvidence(
  paths: readonly string[],
  file: string,
  { asOf, ...where }: Where & { readonly asOf: string },
): Promise<DeployedEvidence> {
  const { input, reading } = await readDeclaration(file, asOf);
  const lookedAt: LookedAt[] = [];
  const given = Object.keys(where.parameters ?? {});
  const known: string[] = [];
  let shown: Shown = {};
  for (const [index, path] of paths.entries()) {
    const name = shownPath(path);
    const { deployment: read, sha256, locate, parameters } = await readDeployed(path, name, where);
    const deployment = isEmpty(read) ? { ...read, unread: [nothing(name)] } : read;
    if (given.length > 0) known.push(...parameters());
    const observation = observe(deployment, input);
    const key = index === 0 ? 'deployed' : `deployed-${index + 1}`;
    shown = { ...shown, ...toEvidence(observation, reading.declaration, sha256, key) };
    const away = awayFromIndia(observation, input.registry);
    lookedAt.push({ name, sha256, coverage: observation.coverage, away, unread: deployment.unread, locate });
  }
  for (const name of given) if (!known.includes(name)) throw noParameter(name, known);
  return { shown, lookedAt };
}

const isEmpty = ({ resources, unread }: Deployment) => resources.length === 0 && unread.length === 0;

/** What deploys nothing proves nothing, and is often the wrong file, or off by a parameter. */
const nothing = (file: string): Unread => ({
  file,
  pointer: '',
  because: 'it deploys nothing that is read here: expected what is really deployed, with its parameters',
});

/** Passing over a slip of the hand would judge something else than what is deployed. */
const noParameter = (name: string, known: readonly string[]) =>
  new NivasError('request_invalid', `no template has a parameter \`${name}\`${suggestion(name, known)}`);
