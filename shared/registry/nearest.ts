import { approvalOf } from './approval.ts';
import type { Resolved } from './place.ts';
import type { Site } from './registry.ts';
import type { RegistryIndex } from './registry-index.ts';

/**
 * The approved site that lies only in `country` and is nearest to a place. Undefined when the scheme approves none
 * on the date.
 */
export const nearestApproved = (
  index: RegistryIndex,
  scheme: string,
  asOf: string,
  country: string,
  to: Resolved,
): Site | undefined => approvedNear(index, scheme, asOf, country, to)[0];

/**
 * The sites that lie only in `country` and that the scheme approves on the date, nearest to a place first: of the
 * same provider, then in the same subdivision, then by id.
 */
export function approvedNear(
  index: RegistryIndex,
  scheme: string,
  asOf: string,
  country: string,
  to: Resolved,
): readonly Site[] {
  const inside = (site: Site) => site.possible?.length === 1 && site.possible[0] === country;
  return [...index.approvals.keys()]
    .flatMap((id) => index.sites.get(id) ?? [])
    .filter((site) => inside(site) && approvalOf(index, scheme, site.id, asOf).approved === true)
    .toSorted((a, b) => distance(a, to) - distance(b, to) || (a.id < b.id ? -1 : 1));
}

const distance = (site: Site, to: Resolved): number =>
  (site.provider === providerOf(to) ? 0 : 2) +
  (site.subdivision !== undefined && site.subdivision === subdivisionOf(to) ? 0 : 1);

const providerOf = ({ site, name }: Resolved) => site?.provider ?? name.split(/[/:]/)[0]?.toLowerCase();
const subdivisionOf = ({ site, subdivision }: Resolved) => site?.subdivision ?? subdivision;
