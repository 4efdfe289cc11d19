import type { ASTNode } from '@marcbachmann/cel-js';
import { walked } from './open-list.ts';
import { operators } from './operators.ts';
import { Period, parseDate } from './period.ts';
import { isUnknown, joined, type Tri, type Unknown, unknown, unsettled } from './unknown.ts';

/** What an expression can name: `app`, `data`, `place` ... Made by us, never by a caller. */
export type Scope = Readonly<Record<string, unknown>>;

/** An expression ready to be asked. Pure; gives a value, or unknown with every reason. */
export type Evaluator = (scope: Scope) => unknown;

/** An expression of which the check has shown that it is a boolean. */
export type Condition = (scope: Scope) => Tri;

/** Compiles a checked syntax tree of the pack language to a condition. */
export function condition(node: ASTNode): Condition {
  const evaluate = evaluator(node);
  return (scope) => truth(evaluate(scope));
}

/** Throws for what is no truth value: the check lets none through, so it would be our bug. */
function truth(value: unknown): Tri {
  if (typeof value === 'boolean' || isUnknown(value)) return value;
  throw new TypeError(`an expression gave ${typeof value}, not a truth value`);
}

/** Compiles a checked syntax tree of the pack language. */
export function evaluator(node: ASTNode): Evaluator {
  switch (node.op) {
    case 'value':
      return constant(node.args);
    case 'id':
      return (scope) => present(scope[node.args], node.args);
    case '.':
      return field(node.args[0], node.args[1]);
    case 'list':
      return list(node.args.map(evaluator));
    case '&&':
      return decided(false, node.args.map(condition));
    case '||':
      return decided(true, node.args.map(condition));
    case '!_':
      return not(condition(node.args));
    case '?:':
      return choice(node.args);
    case 'call':
      return literalCall(...node.args);
    case 'rcall':
      return methodCall(...node.args);
    default:
      return operator(node);
  }
}

const constant =
  (value: unknown): Evaluator =>
  () =>
    value;

const present = (value: unknown, name: string): unknown =>
  value === undefined ? unknown(`\`${name}\` was not said`, name) : value;

function field(of: ASTNode, name: string): Evaluator {
  const object = evaluator(of);
  return (scope) => {
    const holder = object(scope);
    if (isUnknown(holder)) return holder;
    return present(typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined, name);
  };
}

function list(items: readonly Evaluator[]): Evaluator {
  return (scope) => {
    const values = items.map((item) => item(scope));
    return values.find(isUnknown) ?? values;
  };
}

/** Asks each condition until one decides: false decides an and, true an or. */
function decided(by: boolean, conditions: readonly Condition[]): Evaluator {
  return (scope) => {
    let open: Unknown | undefined;
    for (const one of conditions) {
      const value = one(scope);
      if (value === by) return by;
      if (isUnknown(value)) open = open ? joined(open, value) : value;
    }
    return open ?? !by;
  };
}

function not(inner: Condition): Evaluator {
  return (scope) => {
    const value = inner(scope);
    return isUnknown(value) ? value : !value;
  };
}

function choice([test, yes, no]: readonly [ASTNode, ASTNode, ASTNode]): Evaluator {
  const [decide, then, otherwise] = [condition(test), evaluator(yes), evaluator(no)];
  return (scope) => {
    const value = decide(scope);
    return isUnknown(value) ? value : value ? then(scope) : otherwise(scope);
  };
}

/** `period('PT24H')`, `date('2026-04-01')`, `undecided('why')`: the check made sure that each has one literal. */
function literalCall(name: string, [argument]: readonly ASTNode[]): Evaluator {
  const text = argument?.op === 'value' ? String(argument.args) : '';
  if (name === 'period') return constant(new Period(text));
  if (name === 'date') return constant(parseDate(text));
  if (name === 'undecided') return constant(unsettled(text, 'law'));
  throw new TypeError(`\`${name}\` is not a function of the pack language`);
}

function methodCall(name: string, receiver: ASTNode, args: readonly ASTNode[]): Evaluator {
  const [first, second] = args;
  if ((name === 'exists' || name === 'all') && first?.op === 'id' && second)
    return quantifier(name === 'exists', receiver, first.args, condition(second));
  const on = evaluator(receiver);
  const values = args.map(evaluator);
  return (scope) => {
    const [holder, ...given] = [on(scope), ...values.map((value) => value(scope))];
    const open = [holder, ...given].filter(isUnknown);
    return open.length > 0 ? open.reduce(joined) : invoke(holder, name, given);
  };
}

/** Methods of our own values and of text, where `contains` is `includes`; which exist is the check's business. */
function invoke(holder: unknown, name: string, args: readonly unknown[]): unknown {
  const method: unknown = Reflect.get(Object(holder), name === 'contains' ? 'includes' : name);
  if (typeof method !== 'function') throw new TypeError(`no method \`${name}\``);
  return Reflect.apply(method, holder, [...args]);
}

/** Asks of each element until one decides; an open list may hold one that would. */
function quantifier(exists: boolean, receiver: ASTNode, variable: string, body: Condition): Evaluator {
  const items = evaluator(receiver);
  return (scope) => {
    const all = items(scope);
    if (isUnknown(all)) return all;
    if (!Array.isArray(all)) throw new TypeError('a quantifier over what is no list');
    const { named, open: more } = walked(all);
    let open = more;
    for (const item of named) {
      const value = body({ ...scope, [variable]: item });
      if (value === exists) return exists;
      if (isUnknown(value)) open = open ? joined(open, value) : value;
    }
    return open ?? !exists;
  };
}

type Operator = Extract<ASTNode, { readonly op: '==' | '!=' | '<' | '<=' | '>' | '>=' | '-' | 'in' }>;

function operator(node: ASTNode): Evaluator {
  if (!isOperator(node)) throw new TypeError(`\`${node.op}\` is not part of the pack language`);
  const [left, right] = [evaluator(node.args[0]), evaluator(node.args[1])];
  const apply = operators[node.op];
  return (scope) => {
    const [a, b] = [left(scope), right(scope)];
    if (isUnknown(a)) return isUnknown(b) ? joined(a, b) : a;
    return isUnknown(b) ? b : apply(a, b);
  };
}

const isOperator = (node: ASTNode): node is Operator => Object.hasOwn(operators, node.op);
