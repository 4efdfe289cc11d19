import type { Activity } from '../declaration/activity.ts';
import type { Site } from '../registry/registry.ts';
import conflicts from './conflicts.json' with { type: 'json' };

/** A control of another catalogue that is met by copying data, and does not ask where to. */
export type Conflict = (typeof conflicts)[number];

export const conflictTable: readonly Conflict[] = conflicts;

/**
 * Controls that a copy at this site meets as well: of the same provider, and not where the original is. The place
 * that satisfies both is a second region in India.
 */
export const alsoMeets = (activity: Activity, at: Site, originals: readonly string[]): string[] =>
  conflictTable
    .filter((one) => one.activity === activity && one.provider === at.provider && !originals.includes(at.id))
    .map(({ control }) => control);
