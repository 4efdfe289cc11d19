import { indexRegistry, type RegistryIndex } from '../registry/lookup.ts';
import registryJson from '../registry/registry.json' with { type: 'json' };
import { Registry } from '../registry/registry.ts';
import { CompiledPolicy, policyNamed } from './compiled.ts';
import type { LoadedPolicy } from './load.ts';
import packsJson from './packs.json' with { type: 'json' };
import digests from './release.json' with { type: 'json' };

/** What audits are judged by: the registry and the policy of one catalogue. */
export type Rulebook = { readonly registry: RegistryIndex; readonly policy: LoadedPolicy };

/** The policy set that is judged by unless another one is named. */
export const defaultSet = 'default';

/** The policy set that takes no place at its word. */
export const requiredSet = 'required-evidence';

/** The rulebook in two published documents, by one of their policy sets. Throws where they do not fit their schema. */
export function rulebook(
  registry: unknown,
  policy: unknown,
  { set = defaultSet, registryDigest }: { readonly set?: string; readonly registryDigest?: string } = {},
): Rulebook {
  const index = indexRegistry(Registry.parse(registry), registryDigest);
  return { registry: index, policy: policyNamed(set, CompiledPolicy.parse(policy), index) };
}

/** The documents of this release, as they are published, under their digests: computed when it was compiled. */
export const releaseDocuments = {
  registry: { digest: digests.registry, content: registryJson },
  policy: { digest: digests.policy, content: packsJson },
} as const;

/** The rulebook this release came with, by one of its policy sets. */
export const releaseRulebook = (set?: string): Rulebook =>
  rulebook(registryJson, packsJson, { ...(set === undefined ? {} : { set }), registryDigest: digests.registry });
