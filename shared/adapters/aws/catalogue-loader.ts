import type { Catalogue, Document } from '../../ports.ts';
import type { BodyBucket } from './body-bucket.ts';
import { areSame, Digests } from './catalogue-rows.ts';

/** What a catalogue is made from. */
export type Release = {
  readonly registry: Document;
  readonly policy: Document;
  /** What they say, where it is at hand already: nothing needs to be parsed for it. */
  readonly load?: () => Loaded;
};

export type Loaded = Omit<Catalogue, 'n'>;

export type Loader = {
  /** For the catalogue that is current: two are kept, so that a change and its withdrawal load nothing anew. */
  readonly current: (digests: Digests) => Promise<Loaded>;
  /** For one of the past: two of these are kept besides, and whoever reads history never drops what is current. */
  readonly past: (digests: Digests) => Promise<Loaded>;
};

type Sources = {
  readonly bodies: BodyBucket;
  /** What this build brought along; never fetched. */
  readonly release: Release;
  readonly load: (registryJson: string, policyJson: string) => Loaded;
};

export function catalogueLoader({ bodies, release, load }: Sources): Loader {
  const present = lastUsed();
  const past = lastUsed();
  const text = async (document: Document, wanted: string) =>
    document.digest === wanted ? document.json : bodies.get('catalogue', hexOf(wanted));
  const make = async (digests: Digests) => {
    const own = areSame(digests, digestsOf(release)) ? release.load : undefined;
    const { registry, policy } = digests;
    return own?.() ?? load(...(await Promise.all([text(release.registry, registry), text(release.policy, policy)])));
  };
  return {
    current: async (digests) =>
      present.keep(digests, present.find(digests) ?? past.find(digests) ?? (await make(digests))),
    past: async (digests) => present.find(digests) ?? past.keep(digests, past.find(digests) ?? (await make(digests))),
  };
}

/** Holds the two that were kept last. */
function lastUsed() {
  const held = new Map<string, Loaded>();
  const nameOf = ({ registry, policy }: Digests) => `${registry} ${policy}`;
  const find = (digests: Digests) => held.get(nameOf(digests));
  const keep = (digests: Digests, loaded: Loaded) => {
    held.delete(nameOf(digests));
    held.set(nameOf(digests), loaded);
    const [oldest] = held.keys();
    if (held.size > 2 && oldest !== undefined) held.delete(oldest);
    return loaded;
  };
  return { find, keep };
}

export const digestsOf = ({ registry, policy }: Release): Digests =>
  Digests.parse({ registry: registry.digest, policy: policy.digest });

/** `sha256:<hex>` without its first part: the name in the bucket. */
export const hexOf = (digest: string): string => digest.slice('sha256:'.length);
