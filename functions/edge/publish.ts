import { digestsOf } from '../../shared/adapters/aws/catalogue-loader.ts';
import { areSame, Digests } from '../../shared/adapters/aws/catalogue-rows.ts';
import type { PublishedCatalogue } from '../../shared/adapters/aws/catalogue-table.ts';
import { awsCatalogue, release } from './aws-catalogue.ts';
import { type CustomResourceHandler, customResourceHandler, type Surroundings } from './custom-resource.ts';
import type { Env } from './environment.ts';

/** Makes what this build brought along current, and gives its number. Safe to repeat. */
export const publishRelease = (env: Env): Promise<number> => awsCatalogue(env).publish(release);

/**
 * Makes the catalogue current that a deployment names by its two digests, and gives its number `n`: this build's, or,
 * where a deployment goes back to an older one before this code does, one that was published before.
 */
export function publishHandler(
  catalogue: Pick<PublishedCatalogue, 'publish' | 'republish'>,
  around: Surroundings,
): CustomResourceHandler {
  const apply = async (wanted: Digests) => {
    const ours = areSame(wanted, digestsOf(release));
    return { n: ours ? await catalogue.publish(release) : await catalogue.republish(wanted) };
  };
  return customResourceHandler({ id: 'nivas-catalogue', properties: Digests, apply }, around);
}
