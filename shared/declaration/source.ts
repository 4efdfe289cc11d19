import { parse as parseJsonTree } from '@humanwhocodes/momoa';
import { isAlias, isMap, isNode, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { NivasError } from '../error.ts';
import { formatPointer, type Path } from './pointer.ts';

export type Format = 'json' | 'yaml';
export type Position = { readonly line: number; readonly column: number };

/** A parsed text: its value, and where a path of it stands. Positions are computed only when asked for. */
export type Source = { readonly raw: unknown; readonly locate: (path: Path) => Position | undefined };

/**
 * Parses text that anybody may have written. Throws `body_malformed` for what does not parse, for duplicate
 * keys (the reader of a file and its parser would see different declarations), YAML directives (`%YAML 1.1`
 * turns `NO` into false), tags, aliases, and nesting deeper than `depth`.
 */
export function parseSource(text: string, format: Format, depth: number): Source {
  const source = format === 'json' ? parseJson(text) : parseYaml(text);
  refuseHostile(source, [], depth);
  return source;
}

const malformed = (message: string, position?: Position, cause?: unknown) =>
  new NivasError('body_malformed', message, [{ pointer: '', message, ...position }], { cause });

function parseJson(text: string): Source {
  const raw = jsonValue(text);
  const tree = jsonTree(text);
  refuseDuplicateMembers(tree);
  return { raw, locate: (path) => locateJson(tree, path) };
}

function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw malformed(`the text is not JSON: ${messageOf(cause)}`, undefined, cause);
  }
}

export type JsonNode = ReturnType<typeof parseJsonTree>['body'];

/** momoa also gives an offset, which is no part of an issue. */
const positionOf = ({ loc: { start } }: Pick<JsonNode, 'loc'>): Position => ({
  line: start.line,
  column: start.column,
});

function locateJson(node: JsonNode, [part, ...rest]: Path): Position | undefined {
  if (part === undefined) return positionOf(node);
  if (node.type === 'Object') {
    const member = node.members.find(({ name }) => name.type === 'String' && name.value === String(part));
    return member && (rest.length > 0 ? locateJson(member.value, rest) : positionOf(member.name));
  }
  const element = node.type === 'Array' ? node.elements[Number(part)] : undefined;
  return element && locateJson(element.value, rest);
}

/** JSON.parse keeps the last of two equal keys; a reader may have seen the first. */
function refuseDuplicateMembers(tree: JsonNode): void {
  const pending = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === 'Array') for (const { value } of node.elements) pending.push(value);
    if (node.type !== 'Object') continue;
    const seen = new Set<string>();
    for (const { name, value } of node.members) {
      const key = name.type === 'String' ? name.value : name.name;
      if (seen.has(key)) throw malformed(`the key \`${key}\` stands twice in one object`, positionOf(name));
      seen.add(key);
      pending.push(value);
    }
  }
}

export function jsonTree(text: string): JsonNode {
  try {
    return parseJsonTree(text, { mode: 'json' }).body;
  } catch (cause) {
    throw malformed(`the text is not JSON: ${messageOf(cause)}`, undefined, cause);
  }
}

function parseYaml(text: string): Source {
  if (text.length > mostYaml)
    throw new NivasError('body_too_large', `YAML is read up to ${mostYaml} characters: send JSON`);
  const lines = new LineCounter();
  const document = yamlDocument(text, lines);
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) {
    const { line, col } = lines.linePos(problem.pos[0]);
    throw malformed(
      `the text is not plain YAML: ${problem.message.split('\n')[0] ?? ''}`,
      { line, column: col },
      problem,
    );
  }
  if (/^%/m.test(text.split(/^---/m, 1)[0] ?? ''))
    throw malformed('YAML directives (`%YAML`, `%TAG`) change what words mean and are not accepted', {
      line: 1,
      column: 1,
    });
  return { raw: yamlValue(document), locate: (path) => locateYaml(document.contents, path, lines) };
}

/**
 * Strings stay strings (`NO`, dates, `12:30`); every tag is a warning, and a warning is a refusal. Keys are held to
 * be unique by us: yaml compares them typed, so that `1` and `"1"` would pass and then be one key.
 */
const yamlOptions = {
  version: '1.2',
  schema: 'core',
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'error',
} as const;

const noAliases = 'YAML aliases are not accepted: write each value where it is used';

/** Reading YAML takes a hundred times as long as reading JSON. */
const mostYaml = 300_000;

export function yamlDocument(text: string, lineCounter: LineCounter) {
  try {
    const document = parseDocument(text, { ...yamlOptions, lineCounter });
    // yaml knows the tags of its own schema (`!!str`) and warns of the others only
    visit(document, {
      Node: (_, node) => {
        if (isAlias(node)) throw malformed(noAliases, startOf(node, lineCounter));
        if (node.tag !== undefined)
          throw malformed(`the tag \`${node.tag}\` is not accepted`, startOf(node, lineCounter));
      },
      Map: (_, { items }) =>
        refuseDuplicateKeys(
          items.map(({ key }) => key),
          lineCounter,
        ),
    });
    return document;
  } catch (cause) {
    if (cause instanceof NivasError) throw cause;
    throw malformed(`the text is not plain YAML: ${messageOf(cause)}`, undefined, cause);
  }
}

function refuseDuplicateKeys(keys: readonly unknown[], lines: LineCounter): void {
  const seen = new Set<string>();
  for (const key of keys) {
    const where = isNode(key) ? startOf(key, lines) : undefined;
    if (isMap(key) || isSeq(key)) throw malformed('a key is a word, and this is a map or a list', where);
    const name = isNode(key) ? String(key.toJSON()) : String(key);
    if (seen.has(name)) throw malformed(`the key \`${name.slice(0, 80)}\` stands twice in one map`, where);
    seen.add(name);
  }
}

function yamlValue(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (cause) {
    throw malformed(noAliases, undefined, cause);
  }
}

function locateYaml(node: unknown, [part, ...rest]: Path, lines: LineCounter): Position | undefined {
  if (part === undefined) return isNode(node) ? startOf(node, lines) : undefined;
  if (isSeq(node)) return locateYaml(node.items[Number(part)], rest, lines);
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isNode(key) && String(key.toJSON()) === String(part));
  if (rest.length === 0 && isNode(pair?.key)) return startOf(pair.key, lines);
  return locateYaml(pair?.value, rest, lines);
}

function startOf(node: Node, lines: LineCounter): Position | undefined {
  if (!node.range) return undefined;
  const { line, col } = lines.linePos(node.range[0]);
  return { line, column: col };
}

const messageOf = (cause: unknown) => (cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause));

/** zod's records drop a `__proto__` key without a word, and an asset of that name would vanish. */
function refuseHostile({ raw, locate }: Source, path: Path, depth: number): void {
  const refuse = (at: Path, message: string): never => {
    throw new NivasError('body_malformed', message, [{ pointer: formatPointer(at), message, ...locate(at) }]);
  };
  const walk = (node: unknown, at: Path): void => {
    if (typeof node === 'string' && !node.isWellFormed())
      refuse(at, 'half of a character (a lone surrogate) is no text');
    if (typeof node !== 'object' || node === null) return;
    if (at.length >= depth) refuse(at, `nested deeper than ${depth} levels`);
    for (const key of Object.getOwnPropertyNames(node)) {
      if (key === '__proto__' || !key.isWellFormed())
        refuse(at, `\`${key.toWellFormed().slice(0, 80)}\` is not a name`);
      if (Array.isArray(node) && key === 'length') continue;
      walk(Object.getOwnPropertyDescriptor(node, key)?.value, [...at, Array.isArray(node) ? Number(key) : key]);
    }
  };
  walk(raw, path);
}
