import { digestOf } from '../../shared/canonical.ts';
import { wordsOf } from '../../shared/policy/compiled.ts';
import { loadPolicy } from '../../shared/policy/load.ts';
import type { Pack } from '../../shared/policy/pack.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import type { Catalogue, CatalogueStore } from '../../shared/ports.ts';
import { indexRegistry } from '../../shared/registry/lookup.ts';
import type { Registry } from '../../shared/registry/registry.ts';

export const release = releaseRulebook();

/** The catalogue of the release with changes: as publication `n`. */
export function catalogueOf(
  n: number,
  registry: (release: Registry) => Partial<Registry>,
  packs: (release: readonly Pack[]) => readonly Pack[] = (all) => all,
): Catalogue {
  const { registry: released } = release.registry;
  const changed = { ...released, ...registry(released) };
  const index = indexRegistry(changed, digestOf(changed));
  const written = packs(release.policy.packs.map((pack) => pack.written));
  return { n, registry: index, policy: loadPolicy(written, release.policy.set, wordsOf(index)) };
}

/** Ports with these publications, oldest first, and a clock. */
export function publishedPorts(history: readonly (readonly [at: string, catalogue: Catalogue])[], now: string) {
  const known = (instant: string) => history.findLast(([at]) => at <= instant)?.[1];
  const catalogue: CatalogueStore = {
    current: async () => known('9') ?? Promise.reject(new Error('nothing was published')),
    knownAt: async (instant) => known(instant),
  };
  return { catalogue, now: () => new Date(now) };
}
