import { parse as parseJsonTree } from '@humanwhocodes/momoa';
import { isAlias, isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import { parsePointer } from '../../declaration/pointer.ts';
import type { Format, Position } from '../../declaration/source.ts';
import { yamlDocument } from './yaml-document.ts';

/** Positions are for people; a tree with positions of more text than this costs more memory than an answer is worth. */
const mostText = 4_000_000;

/** Finds where JSON pointers stand in one text, which is parsed again once, and only when something is asked. */
export type Locate = (pointer: string) => Position | undefined;

/**
 * Where `pointer` stands in the text, or the deepest part of it that was written: what an intrinsic function
 * gives has no place of its own. Undefined when the text cannot be parsed at all.
 */
export const locate = (text: string, format: Format, pointer: string): Position | undefined =>
  makeLocate(text, format)(pointer);

/** For many pointers into one text. */
export function makeLocate(text: string, format: Format): Locate {
  let find: Locate | undefined;
  return (pointer) => {
    find ??= text.length > mostText ? () => undefined : format === 'json' ? inJson(text) : inYaml(text);
    return find(pointer);
  };
}

type JsonNode = ReturnType<typeof parseJsonTree>['body'];

function inJson(text: string): Locate {
  const tree = jsonTree(text);
  if (tree === undefined) return () => undefined;
  return (pointer) => {
    let node = tree;
    let { line, column } = node.loc.start;
    for (const part of parsePointer(pointer)) {
      const found = jsonChild(node, part);
      if (found === undefined) break;
      ({ line, column } = found.at.loc.start);
      node = found.value;
    }
    return { line, column };
  };
}

function jsonTree(text: string): JsonNode | undefined {
  try {
    return parseJsonTree(text, { mode: 'json' }).body;
  } catch {
    // what is no JSON was reported by whoever parsed it for its value
    return undefined;
  }
}

/** Where a text is no JSON, as far as momoa sees it. */
export function jsonFault(text: string): { readonly offset: number } | undefined {
  if (text.length > mostText) return undefined;
  try {
    parseJsonTree(text, { mode: 'json' });
  } catch (cause) {
    if (cause instanceof Error && 'offset' in cause && typeof cause.offset === 'number')
      return { offset: cause.offset };
  }
  return undefined;
}

function jsonChild(node: JsonNode, part: string): { at: Pick<JsonNode, 'loc'>; value: JsonNode } | undefined {
  if (node.type === 'Object') {
    // JSON.parse keeps the last of two equal keys
    const member = node.members.findLast(({ name }) => name.type === 'String' && name.value === part);
    return member && { at: member.name, value: member.value };
  }
  const element = node.type === 'Array' ? node.elements[Number(part)] : undefined;
  return element && { at: element.value, value: element.value };
}

function inYaml(text: string): Locate {
  const document = yamlDocument(text);
  if (!isNode(document?.contents)) return () => undefined;
  const root: Node = document.contents;
  const positionAt = makePositionAt(text);
  return (pointer) => {
    let node: Node = root;
    let offset = root.range?.[0];
    for (const part of parsePointer(pointer)) {
      const target = isAlias(node) ? node.resolve(document) : node;
      const found = yamlChild(target, part);
      if (found === undefined) break;
      offset = found.at.range?.[0] ?? offset;
      node = found.value;
    }
    return offset === undefined ? undefined : positionAt(offset);
  };
}

function yamlChild(node: unknown, part: string): { at: Node; value: Node } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(part)];
    return isNode(item) ? { at: item, value: item } : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && (key.source ?? String(key.value)) === part);
  return isNode(pair?.key) ? { at: pair.key, value: isNode(pair.value) ? pair.value : pair.key } : undefined;
}

/** Line and column of an offset, both from 1; where lines begin is found once for each text. */
export function makePositionAt(text: string): (offset: number) => Position {
  let starts: readonly number[] | undefined;
  return (offset) => {
    starts ??= lineStarts(text);
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}
