import type { LookedAt } from '../evidence/deployed/looked-at.ts';
import type { FilePlace } from './reported.ts';

/**
 * Where `file#pointer` of what was looked at stands: its line where somebody wrote the file, else the same words. What
 * is not of these files, such as evidence that stands in the declaration itself, keeps its words too.
 */
export const seenPlaces =
  (lookedAt: readonly LookedAt[]) =>
  (at: string): FilePlace => {
    const of = lookedAt.find(({ name }) => at.startsWith(`${name}#`));
    const position = of?.locate({ file: of.name, pointer: at.slice(of.name.length + 1) });
    return of === undefined || position === undefined ? { file: at } : { file: of.name, ...position };
  };
