import type { Declaration } from '../declaration/schema.ts';
import type { EvidenceMap } from '../evidence/evidence.ts';
import type { Resolved } from '../registry/lookup.ts';

/**
 * Deployed resources that may hold data outside India and of which nobody said which data that is: mapped to no
 * asset, or to one that is not declared. Sorted, each once.
 */
export function unmappedResources(
  { data }: Declaration,
  evidence: EvidenceMap,
  resolve: (name: string) => Resolved,
): string[] {
  const declared = new Set(Object.keys(data ?? {}));
  const stray = Object.values(evidence).flatMap((item) =>
    item.kind === 'observed' ? item.placements.filter(({ asset }) => asset === undefined || !declared.has(asset)) : [],
  );
  const abroad = stray.filter(({ place }) => {
    const { possible } = resolve(place);
    return possible?.length !== 1 || possible[0] !== 'IN';
  });
  return [...new Set(abroad.map(({ resource, place }) => `\`${resource}\` at \`${place}\``))].toSorted();
}
