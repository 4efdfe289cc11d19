import type { RegistryIndex } from '../../registry/lookup.ts';
import { awayFromIndia, type LocateSpot, type LookedAt } from './looked-at.ts';
import type { AssetMapping } from './mapping.ts';
import { observe } from './observe/observe.ts';
import type { Deployment, Unread } from './resource.ts';
import { type DeployedEvidence, toEvidence } from './to-evidence.ts';

/** A template, an assembly or a plan as it was read: what it is called, and the SHA-256 of its bytes, in hex. */
export type ReadDeployment = {
  readonly name: string;
  readonly sha256: string;
  readonly deployment: Deployment;
  readonly locate: LocateSpot;
};

/** What a declaration is held against: evidence as an audit takes it, and what was looked at for it. */
export type HeldAgainst = { readonly shown: DeployedEvidence; readonly lookedAt: readonly LookedAt[] };

/**
 * Observes in each deployment where data is; which resource holds what, `mapping` says. Every way in does it here, so
 * that all of them give one digest. Throws `request_invalid` for more placements than an audit takes.
 */
export function heldAgainst(
  read: readonly ReadDeployment[],
  mapping: AssetMapping,
  registry: RegistryIndex,
): HeldAgainst {
  const all = read.map((one, index) => {
    const deployment = isEmpty(one.deployment) ? { ...one.deployment, unread: [nothing(one.name)] } : one.deployment;
    const observation = observe(deployment, { registry });
    const key = index === 0 ? 'deployed' : `deployed-${index + 1}`;
    const { name, sha256, locate } = one;
    return {
      shown: toEvidence(observation, mapping, sha256, key),
      lookedAt: {
        name,
        sha256,
        coverage: observation.coverage,
        away: awayFromIndia(observation, registry),
        unread: deployment.unread,
        locate,
      },
    };
  });
  return {
    shown: Object.assign({}, ...all.map(({ shown }) => shown)),
    lookedAt: all.map(({ lookedAt }) => lookedAt),
  };
}

const isEmpty = ({ resources, unread }: Deployment) => resources.length === 0 && unread.length === 0;

/** What deploys nothing proves nothing, and is often the wrong file, or off by a parameter. */
const nothing = (file: string): Unread => ({
  file,
  pointer: '',
  because: 'it deploys nothing that is read here: expected what is really deployed, with its parameters',
});
