import type { Sites } from '../api/catalogue-answers.ts';
import { suggestion } from '../declaration/near-name.ts';
import { type Issue, NivasError } from '../error.ts';
import { type RegistryIndex, type SiteFilter, sitesWhere } from '../registry/lookup.ts';
import { type CataloguePorts, catalogueAsked } from './catalogue-asked.ts';
import { cursorAfter, pageAsked } from './cursor.ts';
import { siteState } from './site-state.ts';
import { todayInIndia } from './today.ts';

export type SitesAsked = SiteFilter & {
  readonly asOf?: string | undefined;
  readonly knownAt?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
};

/**
 * A page of the sites that fit, by id. Throws `request_invalid` for a code or provider that is none, for a cursor of
 * another list, and for one of a list that has changed since: pages of two registries, or of two days, are not one list.
 */
export async function listSites(ports: CataloguePorts, { limit, cursor, ...which }: SitesAsked): Promise<Sites> {
  const asOf = which.asOf ?? todayInIndia(ports.now());
  const { n, registry } = await catalogueAsked(ports, which.knownAt);
  refuseUnlisted(registry, which);
  const list = { sites: which };
  const state = `${registry.digest().slice(-16)} ${asOf} `;
  const after = positionIn(state, pageAsked(list, limit, cursor).after);
  const rest = sitesWhere(registry, which).filter(({ id }) => id > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    catalogue: n,
    registry: registry.digest(),
    asOf,
    sites: page.map((site) => siteState(registry, site, asOf)),
    next: cursorAfter(list, last !== undefined && rest.length > limit ? { next: `${state}${last.id}` } : {}),
  };
}

/** The id that a page begins after; every id comes after the empty text. */
function positionIn(state: string, after: string | undefined): string {
  if (after === undefined) return '';
  if (after.startsWith(state)) return after.slice(state.length);
  const message =
    'the registry or the date has changed since the page before: begin again without `cursor`, and give `asOf` and ' +
    'a past `knownAt` for a list that stays as it is';
  throw new NivasError('request_invalid', message, [{ pointer: '/query/cursor', message }]);
}

/** A misspelt code would answer "there are none", which is not true. Cities are no closed list. */
export function refuseUnlisted(index: RegistryIndex, { country, state, provider }: SiteFilter): void {
  const { countries, subdivisions, formerSubdivisions, registry } = index;
  const issues: Issue[] = [];
  const refuse = (field: string, message: string) => issues.push({ pointer: `/query/${field}`, message });
  if (country !== undefined && country !== 'ZZ' && !countries.has(country))
    refuse('country', `\`${country}\` is not a code of ISO 3166-1`);
  if (state !== undefined && !subdivisions.has(state) && !formerSubdivisions.has(state)) {
    const there = [...subdivisions.keys()].filter((code) => code.startsWith(state.slice(0, 3)));
    refuse('state', `\`${state}\` is not a code of ISO 3166-2${suggestion(state, there)}`);
  }
  if (provider !== undefined && !Object.hasOwn(registry.providers, provider))
    refuse('provider', `there is no provider \`${provider}\`${suggestion(provider, Object.keys(registry.providers))}`);
  const [first] = issues;
  if (first !== undefined) throw new NivasError('request_invalid', first.message, issues);
}
