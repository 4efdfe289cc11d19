import type { Site } from './registry.ts';
import { citiesIn, folded, type RegistryIndex } from './registry-index.ts';

/** Which sites: those that fit every part that is given. */
export type SiteFilter = {
  /** Data certainly lies in this country: ISO 3166-1. */
  readonly country?: string | undefined;
  /** ISO 3166-2; a former code means the present one. */
  readonly state?: string | undefined;
  /** The whole city as the registry writes it, or one that it speaks of; in any case. */
  readonly city?: string | undefined;
  readonly provider?: string | undefined;
};

/** The sites that fit a filter, by id. */
export function sitesWhere(index: RegistryIndex, { country, state, city, provider }: SiteFilter): Site[] {
  const subdivision = state === undefined ? undefined : (index.formerSubdivisions.get(state) ?? state);
  const called = city === undefined ? undefined : folded(city);
  return index.registry.sites
    .filter(
      (site) =>
        (country === undefined || site.certain.includes(country)) &&
        (subdivision === undefined || site.subdivision === subdivision) &&
        (called === undefined || isIn(site, called)) &&
        (provider === undefined || site.provider === provider),
    )
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

const isIn = ({ city }: Site, called: string): boolean =>
  city !== undefined && [city, ...citiesIn(city)].some((name) => folded(name) === called);
