import type { SiteAnswer } from '../api/catalogue-answers.ts';
import { suggestion } from '../declaration/near-name.ts';
import { NivasError } from '../error.ts';
import { asKnown, type CataloguePorts, catalogueAsked } from './catalogue-asked.ts';
import { siteState } from './site-state.ts';
import { todayInIndia } from './today.ts';

export type SiteAsked = {
  readonly provider: string;
  readonly site: string;
  /** The date whose approvals count; today in India if none is given. */
  readonly asOf?: string | undefined;
  /** What was known at the end of that day. */
  readonly knownAt?: string | undefined;
};

/** A site, and whether it is approved. Throws `not_found`, with the near name. */
export async function getSite(ports: CataloguePorts, asked: SiteAsked): Promise<SiteAnswer> {
  const { knownAt, asOf = todayInIndia(ports.now()) } = asked;
  const { n, registry } = await catalogueAsked(ports, knownAt);
  const id = `${asked.provider}/${asked.site}`;
  const site = registry.sites.get(id);
  if (site === undefined) {
    const near = suggestion(id, registry.sites.keys());
    throw new NivasError('not_found', `there is no site \`${id}\` in the registry${asKnown(knownAt)}${near}`);
  }
  return { catalogue: n, registry: registry.digest(), asOf, site: siteState(registry, site, asOf) };
}
