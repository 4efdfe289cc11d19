import type { ASTNode } from '@marcbachmann/cel-js';

const date = 'google.protobuf.Timestamp';
const ordered = ['int, int', 'string, string', `${date}, ${date}`, 'Period, Period'];
const equal = ['int, int', 'string, string', 'bool, bool', `${date}, ${date}`];

/** Which types an operator takes. cel-js knows more, and would let through what our evaluator cannot compare. */
const operands: Readonly<Record<string, readonly string[]>> = {
  '==': equal,
  '!=': equal,
  '<': ordered,
  '<=': ordered,
  '>': ordered,
  '>=': ordered,
  '-': [`${date}, Period`],
};

/** Throws SyntaxError where a checked operator is given what it does not take. */
export function takesItsOperands(node: ASTNode): void {
  const taken = Object.hasOwn(operands, node.op) ? operands[node.op] : undefined;
  if (taken === undefined || !Array.isArray(node.args)) return;
  const given = node.args.map(typeOf).join(', ');
  if (!taken.includes(given)) throw new SyntaxError(`\`${node.op}\` does not take ${given}, but ${taken.join('; ')}`);
}

/** The type that cel-js's check found of a node: `Place`, `list<Placement>`. */
export const typeOf = (node: unknown): string => String(Reflect.get(Object(node), 'checkedType'));
