import type { LookedAt } from '../evidence/deployed/looked-at.ts';
import type { FilePlace } from './reported.ts';

/**
 * Where `file#pointer` of what was looked at stands: its line where somebody wrote the file, else the same words, as of
 * evidence that stands in the declaration itself.
 */
export const seenPlaces =
  (lookedAt: readonly LookedAt[]) =>
  (at: string): FilePlace => {
    const place = parted(at);
    const of = lookedAt.find(({ name }) => name === place.file);
    const position = of?.locate({ file: place.file, pointer: place.pointer ?? '' });
    return position === undefined ? place : { file: place.file, ...position };
  };

/** A pointer is empty or begins with a slash. */
function parted(at: string): FilePlace {
  const [, file, pointer] = /^(.*?)#((?:\/.*)?)$/s.exec(at) ?? [];
  return file === undefined || pointer === undefined ? { file: at } : { file, pointer };
}
