import type { Step } from '../../shared/remedy/patch.ts';
import type { Json, JsonMap } from '../audit/engine.ts';

const isMap = (value: Json | undefined): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A declaration with a JSON Patch applied (RFC 6902, `test` and `replace`). Throws where a test does not hold. */
export function applied(declaration: JsonMap, patch: readonly Step[]): JsonMap {
  return patch.reduce((sofar, step) => {
    const path = step.path.slice(1).split('/');
    const value = at(sofar, path);
    if (step.op === 'replace') return asMap(put(sofar, path, step.value));
    if (value !== step.value) throw new Error(`the patch is for another declaration: ${step.path}`);
    return sofar;
  }, declaration);
}

const asMap = (value: Json): JsonMap => (isMap(value) ? value : {});

const at = (node: Json | undefined, [part, ...rest]: readonly string[]): Json | undefined => {
  if (part === undefined) return node;
  return at(Array.isArray(node) ? node[Number(part)] : isMap(node) ? node[part] : undefined, rest);
};

function put(node: Json, [part, ...rest]: readonly string[], value: Json): Json {
  if (part === undefined) return value;
  if (Array.isArray(node)) return node.map((item, index) => (String(index) === part ? put(item, rest, value) : item));
  return isMap(node) ? { ...node, [part]: put(node[part] ?? null, rest, value) } : node;
}
