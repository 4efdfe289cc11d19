import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { type Evaluator, evaluator, type Scope } from './evaluate.ts';
import { parse } from './language.ts';
import { isUnknown } from './unknown.ts';

/** A sentence with holes: `{{data.id}} is stored at {{place}}`. */
export type Template = (scope: Scope) => string;

/** Makes a sentence ready. Throws what cel-js says of a hole that names nothing the rule can see. */
export function template(environment: Environment, text: string): Template {
  const parts: (string | Evaluator)[] = text
    .split(/\{\{([^{}]+)\}\}/)
    .map((part, index) => (index % 2 === 0 ? part : evaluator(named(parse(environment, part).ast))));
  return (scope) => parts.map((part) => (typeof part === 'string' ? part : shown(part(scope)))).join('');
}

/** A hole names a value. What computes one is for conditions, which are held to the language. */
function named(hole: ASTNode): ASTNode {
  let node = hole;
  while (node.op === '.') node = node.args[0];
  if (node.op !== 'id')
    throw new SyntaxError(`a hole names a value such as \`data.id\`, and does not compute: \`${node.op}\``);
  return hole;
}

function shown(value: unknown): string {
  if (isUnknown(value) || value === undefined) return '(not said)';
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}
