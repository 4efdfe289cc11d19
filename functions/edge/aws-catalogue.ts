import { bodyBucket } from '../../shared/adapters/aws/body-bucket.ts';
import type { Release } from '../../shared/adapters/aws/catalogue-loader.ts';
import { catalogueTable, type PublishedCatalogue } from '../../shared/adapters/aws/catalogue-table.ts';
import { documentClient, objectClient } from '../../shared/adapters/aws/client.ts';
import { releaseDocuments, releaseRulebook, rulebook } from '../../shared/policy/release.ts';
import type { Document } from '../../shared/ports.ts';
import { catalogueNames, type Env } from './environment.ts';

/**
 * The catalogue in DynamoDB, as the environment names it, with what this build brought along. Documents without the
 * policy set that the environment names are refused: by another one, what it demands would pass.
 */
export function awsCatalogue(env: Env): PublishedCatalogue {
  const { CATALOGUE_TABLE, BODIES_BUCKET, POLICY_SET: set } = catalogueNames.parse(env);
  return catalogueTable({
    client: documentClient(env),
    table: CATALOGUE_TABLE,
    bodies: bodyBucket({ client: objectClient(env), bucket: BODIES_BUCKET }),
    release: { ...release, load: () => releaseRulebook(set) },
    load: (registry, policy) => rulebook(JSON.parse(registry), JSON.parse(policy), set === undefined ? {} : { set }),
    now: () => new Date(),
  });
}

const documentOf = ({ digest, content }: { digest: string; content: unknown }): Document => ({
  digest,
  get json() {
    return JSON.stringify(content);
  },
});

/** The documents of this build, and what they say. */
export const release: Release = {
  registry: documentOf(releaseDocuments.registry),
  policy: documentOf(releaseDocuments.policy),
  load: () => releaseRulebook(),
};
