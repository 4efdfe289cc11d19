import type { Audit, PackResult } from '../audit/finding.ts';
import type { Verdict } from '../audit/outcome.ts';
import { activities } from '../declaration/activity.ts';
import type { Declaration } from '../declaration/schema.ts';
import { type RegistryIndex, siteOf } from '../registry/lookup.ts';

/**
 * The packs that judged, with what each says: not those that do not apply, nor those of which it is open whether they
 * do. An operator that leaves its roles open is not filed with every regulator there is. Those that stand beside the
 * verdict are not among them.
 */
export const packFacets = ({ packs }: Audit): Record<string, Verdict> =>
  Object.fromEntries(packs.filter(judged).map(({ pack, verdict }) => [pack, verdict]));

const judged = ({ verdict, findings }: PackResult): boolean =>
  verdict !== 'not-applicable' && !findings.every(({ rule }) => rule === 'applies-to');

/**
 * Ids of the sites where the declaration places data, sorted: who is concerned when a site is struck off.
 * Only what the registry knows; never the operator's text, which would be a key of a list that others read.
 */
export function siteFacets({ data = {} }: Declaration, registry: RegistryIndex): string[] {
  const lines = Object.values(data).flatMap((asset) => activities.flatMap((activity) => asset[activity] ?? []));
  const names = new Set(lines.flatMap(({ at }) => (at === undefined ? [] : [at])));
  const sites = [...names].flatMap((name) => siteOf(registry, name)?.id ?? []);
  return [...new Set(sites)].toSorted();
}
