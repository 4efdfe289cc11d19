export type Path = readonly (string | number)[];

/** JSON pointer (RFC 6901) of a path. */
export const formatPointer = (path: Path): string => path.map((part) => `/${escaped(String(part))}`).join('');

const escaped = (part: string) => (/[~/]/.test(part) ? part.replaceAll('~', '~0').replaceAll('/', '~1') : part);

export const parsePointer = (pointer: string): string[] =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/**
 * The path as the author wrote it: parsing wraps `store: yotta/nm1` to `store: [{at: yotta/nm1}]`, and an error
 * at `/store/0/at` belongs to `/store`. Stops at the deepest value that was written.
 */
export function writtenPath(raw: unknown, path: Path): Path {
  const written: (string | number)[] = [];
  let node = raw;
  for (const part of path) {
    if (typeof node !== 'object' || node === null) break;
    const entry = Object.entries(node).find(([key]) => key === String(part));
    if (entry === undefined && typeof part === 'number' && !Array.isArray(node)) continue;
    if (entry === undefined) break;
    written.push(part);
    node = entry[1];
  }
  return written;
}
