import type { SiteState } from '../api/catalogue-answers.ts';
import { approvalOf, type RegistryIndex } from '../registry/lookup.ts';
import type { Site } from '../registry/registry.ts';

/** A site with all its approvals, and what each scheme says of it on a date, with the reason. */
export function siteState(index: RegistryIndex, site: Site, asOf: string): SiteState {
  const standing = [...index.schemes.keys()].map((scheme) => {
    const { approved = null, why } = approvalOf(index, scheme, site.id, asOf);
    return [scheme, { approved, why }] as const;
  });
  return { ...site, approvals: [...(index.approvals.get(site.id) ?? [])], standing: Object.fromEntries(standing) };
}
