import { parse as parseJsonTree } from '@humanwhocodes/momoa';
import { formatPointer, type Path } from '../../../declaration/pointer.ts';
import { isList, isMap } from './raw.ts';
import { mostProblems, type Problem } from './template-text.ts';

/** Above this a tree with positions takes more memory than is worth: it is said that there are some, not where. */
const mostText = 4_000_000;

/** No template has a tenth of this; what walks a text may call itself for each level. */
const deepestText = 1_000;

/**
 * Undefined for a text that is nested so deeply that nothing should walk it, else keys that stand twice in one object: JSON.parse keeps the last, CloudFormation and whoever reads the file may have
 * seen the first. Keys written are counted against keys parsed, which is cheap; only if they differ are they sought.
 */
export function duplicateKeys(text: string, raw: unknown): Problem[] | undefined {
  const { keys, depth } = measured(raw);
  if (depth > deepestText) return undefined;
  if (keysWritten(text) === keys) return [];
  if (text.length > mostText) return [{ pointer: '', because: 'a key stands twice in one object: write it once' }];
  return sought(parseJsonTree(text, { mode: 'json' }).body);
}

/** Strings that a colon follows. The text is JSON: outside strings there are no quotes. */
function keysWritten(text: string): number {
  let keys = 0;
  for (let start = text.indexOf('"'); start !== -1; ) {
    let end = text.indexOf('"', start + 1);
    while (escaped(text, end)) end = text.indexOf('"', end + 1);
    let next = end + 1;
    while (isSpace(text.charCodeAt(next))) next++;
    if (text.charCodeAt(next) === 0x3a) keys++;
    start = text.indexOf('"', next);
  }
  return keys;
}

function escaped(text: string, quote: number): boolean {
  let first = quote;
  while (text.charCodeAt(first - 1) === 0x5c) first--;
  return (quote - first) % 2 === 1;
}

const isSpace = (code: number) => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** Level by level, so that depth costs no stack. */
function measured(raw: unknown): { keys: number; depth: number } {
  let keys = 0;
  let depth = 0;
  for (let level = [raw]; level.length > 0 && depth <= deepestText; depth++) {
    const next: unknown[] = [];
    for (const node of level) {
      if (isList(node)) for (const item of node) next.push(item);
      else if (isMap(node))
        for (const key of Object.keys(node)) {
          keys++;
          next.push(node[key]);
        }
    }
    level = next;
  }
  return { keys, depth };
}

function sought(tree: ReturnType<typeof parseJsonTree>['body']): Problem[] {
  const problems: Problem[] = [];
  const pending: { node: typeof tree; path: Path }[] = [{ node: tree, path: [] }];
  for (let next = pending.pop(); next !== undefined && problems.length < mostProblems; next = pending.pop()) {
    const { node, path } = next;
    if (node.type === 'Array')
      node.elements.forEach(({ value }, index) => {
        pending.push({ node: value, path: [...path, index] });
      });
    if (node.type !== 'Object') continue;
    const seen = new Set<string>();
    for (const { name, value } of node.members) {
      if (problems.length >= mostProblems) break;
      const key = name.type === 'String' ? name.value : name.name;
      if (seen.has(key)) problems.push(twice([...path, key], key, name.loc.start.offset));
      seen.add(key);
      pending.push({ node: value, path: [...path, key] });
    }
  }
  return problems.reverse();
}

/** Of two equal keys the last is read, as JSON.parse does. */
export const twice = (path: Path, key: string, offset: number): Problem => ({
  pointer: formatPointer(path),
  because: `the key \`${key.slice(0, 80)}\` stands twice here, and only the last is read: write it once`,
  offset,
});
