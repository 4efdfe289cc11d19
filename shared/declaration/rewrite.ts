import { isMap, isNode, isScalar, isSeq, LineCounter } from 'yaml';
import { NivasError } from '../error.ts';
import { parsePointer } from './pointer.ts';
import { type Format, type JsonNode, jsonTree, yamlDocument } from './source.ts';

/** A word to write where a pointer leads, in place of the one that `was` there. */
export type Change = { readonly pointer: string; readonly was: string; readonly is: string };

/**
 * The text with other words in some places. Everything else stays byte for byte: comments, order, spaces and quotes are
 * its author's. Throws `request_invalid` where something else stands than the change is for.
 */
export function rewritten(text: string, format: Format, changes: readonly Change[]): string {
  const find = format === 'json' ? inJson(text) : inYaml(text);
  // to splice a place twice would leave half of a word
  const once = new Map(changes.map((change) => [change.pointer, change]));
  const splices = [...once.values()].map((change) => {
    const found = find(parsePointer(change.pointer));
    if (found === undefined || found.value !== change.was)
      throw new NivasError('request_invalid', `\`${change.pointer}\` is not \`${change.was}\`: read the file again`);
    return { ...found, word: asWritten(text.slice(found.from, found.to), change.is, format) };
  });
  return splices
    .toSorted((a, b) => b.from - a.from)
    .reduce((sofar, { from, to, word }) => sofar.slice(0, from) + word + sofar.slice(to), text);
}

/** A word of the text, and the characters that spell it. */
type Spelt = { readonly value: string; readonly from: number; readonly to: number };
type Find = (path: readonly string[]) => Spelt | undefined;

function inJson(text: string): Find {
  const tree = jsonTree(text);
  return (path) => {
    const node = path.reduce<JsonNode | undefined>((at, part) => at && childOf(at, part), tree);
    if (node?.type !== 'String') return undefined;
    return { value: node.value, from: node.loc.start.offset, to: node.loc.end.offset };
  };
}

function childOf(node: JsonNode, part: string): JsonNode | undefined {
  if (node.type === 'Array') return node.elements[Number(part)]?.value;
  if (node.type !== 'Object') return undefined;
  return node.members.find(({ name }) => name.type === 'String' && name.value === part)?.value;
}

function inYaml(text: string): Find {
  const { contents } = yamlDocument(text, new LineCounter());
  return (path) => {
    const node = path.reduce<unknown>((at, part) => {
      if (isSeq(at)) return at.items[Number(part)];
      return isMap(at) ? at.items.find(({ key }) => isNode(key) && String(key.toJSON()) === part)?.value : undefined;
    }, contents);
    if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return undefined;
    return { value: node.value, from: node.range[0], to: node.range[1] };
  };
}

/** In the quotes of the word before it; a block of lines becomes one word, and keeps the line break that ends it. */
function asWritten(before: string, word: string, format: Format): string {
  const quote = before.charAt(0);
  if (format === 'json' || quote === '"') return JSON.stringify(word);
  // between single quotes a line break would be a space
  if (quote === "'" && !/\p{Cc}/u.test(word)) return `'${word.replaceAll("'", "''")}'`;
  const end = /\r?\n$/.exec(before)?.[0] ?? '';
  return (isPlain(word) ? word : JSON.stringify(word)) + end;
}

/** Reads as itself without quotes, in a list within brackets too. */
const isPlain = (word: string): boolean => /^[A-Za-z][\w./-]*$/.test(word) && !/^(?:true|false|null)$/i.test(word);
