import type { Registry } from './registry.ts';
import type { RegistryIndex } from './registry-index.ts';

export { type Approved, approvalOf } from './approval.ts';
export { type Resolved, resolvePlace, resolver, siteOf } from './place.ts';
export { indexRegistry, type RegistryIndex } from './registry-index.ts';
export { type SiteFilter, sitesWhere } from './search.ts';

/** What was known on a date: the newest registry that is not newer than it, whatever was learnt since. */
export function knownAt(history: readonly Registry[], date: string): Registry | undefined {
  return history
    .filter((registry) => registry.knownAt <= date)
    .toSorted((a, b) => (a.knownAt < b.knownAt ? -1 : 1))
    .at(-1);
}

/** Whether an authority's list names the country on the date; undefined when there is no such list. */
export function inTable(index: RegistryIndex, table: string, country: string, asOf: string): boolean | undefined {
  return index.tables
    .get(table)
    ?.some((row) => row.country === country && row.from <= asOf && (row.to === 'open' || asOf <= row.to));
}
