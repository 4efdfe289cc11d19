import type { Activity } from '../declaration/activity.ts';
import type { RegistryIndex } from '../registry/lookup.ts';
import type { Site } from '../registry/registry.ts';
import conflicts from './conflicts.json' with { type: 'json' };

/**
 * A control of another catalogue that is met by copying data, and does not ask where to. `pairs` say where a copy
 * goes if the provider decides it: Azure's region pairs (Microsoft's list of regions of 2026-09-23).
 */
export type Conflict = Omit<(typeof conflicts)[number], 'pairs'> & { readonly pairs: Readonly<Record<string, string>> };

export const conflictTable: readonly Conflict[] = conflicts.map(({ pairs, ...conflict }) => ({
  ...conflict,
  pairs: Object.fromEntries(Object.entries(pairs).flatMap(([from, to]) => (to === undefined ? [] : [[from, to]]))),
}));

/**
 * Controls that a copy at this site meets as well: of the same provider, and not where the original is. The place
 * that satisfies both is a second region in India.
 */
export const alsoMeets = (activity: Activity, at: Site, originals: readonly string[]): string[] =>
  conflictTable
    .filter((one) => one.activity === activity && originals.some((from) => satisfiesBoth(one, from, at)))
    .map(({ control }) => control);

/** From each region in India of its provider, where a copy satisfies the control and stays in India. */
export function destinations(conflict: Conflict, { registry }: RegistryIndex): { from: string; to: string[] }[] {
  const inIndia = registry.sites.filter(
    ({ provider, kind, possible }) =>
      provider === conflict.provider && kind === 'cloud-region' && possible?.length === 1 && possible[0] === 'IN',
  );
  return inIndia.map(({ id }) => ({
    from: id,
    to: inIndia.filter((site) => satisfiesBoth(conflict, id, site)).map((site) => site.id),
  }));
}

/** A copy in another region of the same provider; of its choice, where the provider chooses. */
function satisfiesBoth({ provider, pairs }: Conflict, from: string, to: Site): boolean {
  const chosen = Object.hasOwn(pairs, from) ? pairs[from] : undefined;
  const apart = from.startsWith(`${provider}/`) && to.provider === provider && to.id !== from;
  return apart && (chosen === undefined || chosen === to.id);
}
