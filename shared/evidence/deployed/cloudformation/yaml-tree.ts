import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { formatPointer, type Path } from '../../../declaration/pointer.ts';
import { Later } from '../resource.ts';
import { shortTags, yamlDocument } from '../yaml-document.ts';
import { twice } from './duplicate-keys.ts';
import { isList, isMap as isRawMap } from './raw.ts';
import { mostProblems, type Problem } from './template-text.ts';

/** What one conversion knows: anchors by name as they were read, and what was wrong. */
type Reading = {
  readonly anchors: Map<string, unknown>;
  readonly problems: Problem[];
  readonly deepest: number;
};

/**
 * YAML as plain values, short tags in their long form. An alias gives the value of its anchor itself, not a copy: what
 * is made of it later is bounded by `Work`. Where the text is wrong, that is a problem, and the rest is read.
 */
export function yamlTree(text: string, deepest: number): { raw: unknown; problems: readonly Problem[] } {
  const document = yamlDocument(text);
  if (document === undefined)
    return { raw: undefined, problems: [{ pointer: '', because: `nested deeper than ${deepest} levels`, offset: 0 }] };
  const problems: Problem[] = document.errors.slice(0, mostProblems).map(({ message, pos }) => ({
    pointer: '',
    because: /call stack/.test(message)
      ? `nested deeper than ${deepest} levels`
      : `the text is not YAML: ${message.split('\n')[0]?.slice(0, 200) ?? ''}`,
    offset: pos[0],
  }));
  const reading = { anchors: new Map<string, unknown>(), problems, deepest };
  const raw = toRaw(document.contents, [], reading);
  return { raw, problems: problems.slice(0, 10 * mostProblems) };
}

function toRaw(node: unknown, path: Path, reading: Reading): unknown {
  if (isAlias(node)) return aliased(node.source, node, path, reading);
  if (!isScalar(node) && !isSeq(node) && !isMap(node)) return null;
  if (node.anchor !== undefined)
    reading.anchors.set(node.anchor, new Later(`the anchor \`${node.anchor}\` holds itself`));
  const value = path.length > reading.deepest ? tooDeep(node, path, reading) : tagged(node, path, reading);
  if (node.anchor !== undefined) reading.anchors.set(node.anchor, value);
  return value;
}

function tooDeep(node: Node, path: Path, reading: Reading): Later {
  return wrong(`nested deeper than ${reading.deepest} levels`, node, path, reading);
}

function aliased(name: string, node: Node, path: Path, reading: Reading): unknown {
  if (!reading.anchors.has(name)) return wrong(`there is no anchor \`${name.slice(0, 80)}\``, node, path, reading);
  const value = reading.anchors.get(name);
  if (value instanceof Later && value.why.endsWith('holds itself')) return wrong(value.why, node, path, reading);
  return value;
}

function wrong(because: string, node: Node, path: Path, { problems }: Reading): Later {
  problems.push({ pointer: formatPointer(path), because, offset: node.range?.[0] ?? 0 });
  return new Later(because);
}

function tagged(node: Node, path: Path, reading: Reading): unknown {
  const { tag } = node;
  if (tag === undefined || !tag.startsWith('!')) return plain(node, path, reading);
  if (!shortTags.has(tag))
    return wrong(`the tag \`${tag.slice(0, 80)}\` is no function of CloudFormation`, node, path, reading);
  const name = tag.slice(1);
  const argument = plain(node, path, reading);
  if (name === 'Ref' || name === 'Condition') return { [name]: argument };
  return { [`Fn::${name}`]: argument };
}

function plain(node: Node, path: Path, reading: Reading): unknown {
  if (isScalar(node)) {
    // an account id such as 0123 is a number only to YAML
    if (typeof node.value === 'number' && node.source !== undefined && node.source !== String(node.value))
      return node.source;
    return typeof node.value === 'bigint' ? String(node.value) : node.value;
  }
  if (isSeq(node)) return node.items.map((item, index) => toRaw(item, [...path, index], reading));
  return isMap(node) ? plainMap(node, path, reading) : null;
}

function plainMap({ items }: YAMLMap, path: Path, reading: Reading): unknown {
  const entries = new Map<string, unknown>();
  const merged = new Map<string, unknown>();
  for (const { key, value } of items) {
    const name = isScalar(key) ? (key.source ?? String(key.value)) : undefined;
    if (name === undefined) {
      problemOfKey(key, path, reading);
      continue;
    }
    const read = toRaw(value, [...path, name], reading);
    if (name === '<<') for (const [key, value] of mergedInto(read)) merged.set(key, value);
    else {
      const at = isScalar(key) ? (key.range?.[0] ?? 0) : 0;
      if (entries.has(name)) reading.problems.push(twice([...path, name], name, at));
      entries.set(name, read);
    }
  }
  // fromEntries defines members, so that `__proto__` is one like others
  return Object.fromEntries(merged.size === 0 ? entries : [...merged, ...entries]);
}

function problemOfKey(key: unknown, path: Path, { problems }: Reading): void {
  const offset = isAlias(key) || isSeq(key) || isMap(key) ? key.range?.[0] : undefined;
  problems.push({
    pointer: formatPointer(path),
    because: 'a key that is no plain word, and what it holds, are not read',
    ...(offset !== undefined && { offset }),
  });
}

/** Members that `<<` takes over from one map or several; of several the first has precedence. */
const mergedInto = (read: unknown): [string, unknown][] =>
  (isList(read) ? read.toReversed() : [read]).flatMap((one) => (isRawMap(one) ? Object.entries(one) : []));
