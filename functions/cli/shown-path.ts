import { isAbsolute, relative, sep } from 'node:path';

/** A path that tells nothing of this machine: from where the command was run, or the name alone. */
export function shownPath(file: string): string {
  const path = relative('.', file);
  const parts = path.split(sep);
  return isAbsolute(path) || parts[0] === '..' ? (parts.at(-1) ?? file) : parts.join('/');
}
