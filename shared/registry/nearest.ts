import { approvalOf } from './approval.ts';
import type { Resolved } from './place.ts';
import type { Site } from './registry.ts';
import type { RegistryIndex } from './registry-index.ts';

/**
 * The approved site that lies only in `country` and is nearest to a place: of the same provider first, then in the
 * same subdivision, then by id. Undefined when the scheme approves none on the date.
 */
export function nearestApproved(
  index: RegistryIndex,
  scheme: string,
  asOf: string,
  country: string,
  to: Resolved,
): Site | undefined {
  const inside = (site: Site) => site.possible?.length === 1 && site.possible[0] === country;
  const far = (site: Site) =>
    (site.provider === providerOf(to) ? 0 : 2) +
    (site.subdivision !== undefined && site.subdivision === subdivisionOf(to) ? 0 : 1);
  return [...index.approvals.keys()]
    .flatMap((id) => index.sites.get(id) ?? [])
    .filter((site) => inside(site) && approvalOf(index, scheme, site.id, asOf).approved === true)
    .toSorted((a, b) => far(a) - far(b) || (a.id < b.id ? -1 : 1))[0];
}

const providerOf = ({ site, name }: Resolved) => site?.provider ?? name.split(/[/:]/)[0]?.toLowerCase();
const subdivisionOf = ({ site, subdivision }: Resolved) => site?.subdivision ?? subdivision;
