import registry from './registry.json' with { type: 'json' };

/** AWS regions where data certainly lies in India and nowhere else, as the registry of this release has them. */
export const indianRegions: ReadonlySet<string> = new Set(
  registry.sites
    .filter(({ provider, kind }) => provider === 'aws' && kind === 'cloud-region')
    .filter(({ certain }) => certain.length === 1 && certain[0] === 'IN')
    .map(({ id }) => id.slice('aws/'.length)),
);
