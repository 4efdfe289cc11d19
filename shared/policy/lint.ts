import type { ASTNode } from '@marcbachmann/cel-js';
import { activities } from '../declaration/activity.ts';
import { suggestion } from '../declaration/near-name.ts';
import { taxonomy } from '../declaration/taxonomy.ts';
import { contexts, documentKinds, exemptions, partyKinds, roles } from '../declaration/vocabulary.ts';
import { takesItsOperands } from './operands.ts';
import type { Pack } from './pack.ts';
import { Period, parseDate } from './period.ts';

/** Words that a string in an expression may be; CEL sees only text. */
export type Words = { readonly countries: ReadonlySet<string>; readonly schemes: ReadonlySet<string> };

/** What an expression reads: `placement.stage`, `reading.logs`. */
export type Reads = readonly (readonly string[])[];

const operators = new Set([
  'id',
  'value',
  '.',
  'list',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  '&&',
  '||',
  '!_',
  '?:',
  '-',
  'rcall',
  'call',
]);

/**
 * Holds an expression to the language whose every construct is monotone in information and bounded in work.
 *
 * Refused: what turns silence into an answer (`has`, `size`, maps, comparing lists), what can hang (`matches`),
 * quantifiers more than two deep, and misspelt words in text. Throws SyntaxError; gives what the expression reads.
 */
export function lint(tree: ASTNode, pack: Pack, words: Words): Reads {
  const reads: (readonly string[])[] = [];
  const walk = (node: ASTNode, depth: number, bound: Bound): void => {
    if (!operators.has(node.op)) throw new SyntaxError(`\`${node.op}\` is not part of the pack language`);
    if (node.op === '.') reads.push(pathOf(node));
    takesItsOperands(node);
    if (node.op === '==' || node.op === '!=' || node.op === 'in') compared(node, pack, bound);
    if (node.op === 'call' || node.op === 'rcall') called(node, words);
    const deeper = isQuantifier(node) ? depth + 1 : depth;
    if (deeper > 2) throw new SyntaxError('quantifiers nest at most twice');
    const within = new Map([...bound, ...boundBy(node)]);
    for (const child of childrenOf(node)) walk(child, deeper, within);
  };
  walk(tree, 0, new Map());
  const shown = reads.find(
    (path) => path.slice(0, -1).includes('place') || ['happens', 'mend'].includes(path.at(-1) ?? ''),
  );
  if (shown)
    throw new SyntaxError(`\`${shown.join('.')}\` is for reasons, not for conditions: ask \`place.onlyIn('IN')\``);
  return reads;
}

export const isQuantifier = (node: ASTNode) =>
  node.op === 'rcall' && (node.args[0] === 'exists' || node.args[0] === 'all');

/** The operands of a node; the variable of a quantifier is not one. */
export function childrenOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...(isQuantifier(node) ? node.args[2].slice(1) : node.args[2])];
    case '!_':
      return [node.args];
    case 'list':
      return node.args;
    case '&&':
    case '||':
    case '?:':
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '-':
    case 'in':
      return node.args;
    default:
      throw new SyntaxError(`\`${node.op}\` is not part of the pack language`);
  }
}

/** A path of names: `a.b.c`; empty where it does not begin with a variable. */
function pathOf(node: ASTNode): readonly string[] {
  if (node.op === 'id') return [node.args];
  return node.op === '.' ? [...pathOf(node.args[0]), node.args[1]] : [];
}

const textOf = (node: ASTNode | undefined) =>
  node?.op === 'value' && typeof node.args === 'string' ? node.args : undefined;

const textsOf = (node: ASTNode, bound: Bound = new Map()): readonly string[] =>
  (node.op === 'list' ? node.args : [node]).flatMap((item) =>
    item.op === 'id' ? (bound.get(item.args) ?? []) : (textOf(item) ?? []),
  );

/** What the variable of a quantifier over written-out words may be: `['bank', 'nbfc'].exists(role, role in app.roles)`. */
type Bound = ReadonlyMap<string, readonly string[]>;

function boundBy(node: ASTNode): [string, readonly string[]][] {
  const variable = node.op === 'rcall' && isQuantifier(node) ? node.args[2][0] : undefined;
  return node.op === 'rcall' && variable?.op === 'id' ? [[variable.args, textsOf(node.args[1])]] : [];
}

const functions: Readonly<Record<string, (argument: string, words: Words) => string | undefined>> = {
  period: (text) => fault(() => new Period(text)),
  date: (text) => fault(() => parseDate(text)),
  undecided: () => undefined,
  under: (text) => unlisted(text, taxonomy, 'category'),
  onlyIn: (text, { countries }) => unlisted(text, countries, 'country'),
  includes: (text, { countries }) => unlisted(text, countries, 'country'),
  approved: (text, { schemes }) => unlisted(text, schemes, 'scheme'),
  inTable: () => undefined,
  startsWith: () => undefined,
  endsWith: () => undefined,
  contains: () => undefined,
};

/** Everything that can be called in an expression. */
export const callable: readonly string[] = ['all', 'exists', ...Object.keys(functions)];

function fault(make: () => unknown): string | undefined {
  try {
    make();
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

const unlisted = (word: string, list: ReadonlySet<string> | readonly string[], what: string): string | undefined =>
  new Set(list).has(word) ? undefined : `no ${what} \`${word}\`${suggestion(word, list)}`;

function called(node: ASTNode & { op: 'call' | 'rcall' }, words: Words): void {
  const name = node.args[0];
  const args = node.op === 'call' ? node.args[1] : node.args[2];
  if (isQuantifier(node)) return;
  const check = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (check === undefined) throw new SyntaxError(`\`${name}()\` is not part of the pack language`);
  const [argument] = args;
  if (argument === undefined && name === 'approved') return;
  const text = textOf(argument);
  if (text === undefined) throw new SyntaxError(`\`${name}()\` takes a text in quotes`);
  const problem = check(text, words);
  if (problem) throw new SyntaxError(problem);
}

/** Text that is compared with a field of few values must be one of them. */
function compared(node: ASTNode & { op: '==' | '!=' | 'in' }, pack: Pack, bound: Bound): void {
  const [left, right] = node.args;
  for (const [side, other] of [[left, right] as const, [right, left] as const]) {
    const allowed = valuesOf(pathOf(side), pack);
    for (const word of allowed ? textsOf(other, bound) : []) {
      const problem = unlisted(word, allowed ?? [], `value of \`${pathOf(side).join('.')}\``);
      if (problem) throw new SyntaxError(problem);
    }
  }
}

function valuesOf(path: readonly string[], pack: Pack): readonly string[] | undefined {
  const [first] = path;
  const last = path.at(-1) ?? '';
  if (path.join('.') === 'app.roles') return roles;
  if (path.join('.') === 'app.exemptions') return exemptions;
  if (last === 'contexts') return contexts;
  if (last === 'kind') return documentKinds;
  if (last === 'activity') return activities;
  if (last === 'is') return partyKinds;
  if (first === 'reading') return Object.keys(pack.readings[last]?.options ?? {});
  return Object.hasOwn(pack.facts, last) ? pack.facts[last]?.values : undefined;
}
