/**
 * A path in the assembly, from its root, or undefined for one that leaves it: names in a manifest are whoever's who
 * wrote it, and may not make a reader open other files of the machine it runs on.
 */
export function pathWithin(folder: string, name: string): string | undefined {
  if (name === '' || /^[/~]|^[A-Za-z]:|[\\\0]/.test(name)) return undefined;
  const parts: string[] = [];
  for (const part of [...folder.split('/'), ...name.split('/')]) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.length === 0 ? undefined : parts.join('/');
}
