import type { Declaration } from '../declaration/schema.ts';
import type { EvidenceMap } from '../evidence/evidence.ts';
import { Place, type PlaceContext } from '../policy/place.ts';
import { type Seen, seenIn } from './seen.ts';

/** Resources with their places, in words, sorted, each once; and where some of them stand. */
export type Unmapped = { readonly names: readonly string[]; readonly seen: readonly Seen[] };

/**
 * Deployed resources of which it matters which data they hold, and nobody said: mapped to an asset that is not
 * declared, or to none and not at an approved site in India.
 */
export function unmappedResources({ data }: Declaration, evidence: EvidenceMap, context: PlaceContext): Unmapped {
  const declared = new Set(Object.keys(data ?? {}));
  const stray = Object.values(evidence).flatMap((item) =>
    item.kind === 'observed' ? item.placements.filter(({ asset }) => asset === undefined || !declared.has(asset)) : [],
  );
  const matters = stray.filter(({ asset, place }) => {
    const at = new Place(context.resolve(place), context);
    return asset !== undefined || at.onlyIn('IN') !== true || at.approved() !== true;
  });
  const names = [...new Set(matters.map(({ resource, place }) => `\`${resource}\` at \`${place}\``))].toSorted();
  return { names, seen: seenIn(matters) };
}
