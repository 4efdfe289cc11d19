import type { ASTNode } from '@marcbachmann/cel-js';
import { syntaxOf } from '../../shared/policy/expressions.ts';
import type { Pack, Rule } from '../../shared/policy/pack.ts';

/** What a condition can come to once everything is known. Neither: the law leaves it open whatever is said. */
export type Outcomes = { readonly passes: boolean; readonly fails: boolean };

/** What the rule can say of a declaration that answers everything. */
export const outcomesOf = (pack: Pack, rule: Rule): Outcomes => comesTo(syntaxOf(pack, rule.for, rule.require));

const either: Outcomes = { passes: true, fails: true };

/** Parts are taken to be independent: what contradicts itself is thought to be possible. */
function comesTo(node: ASTNode): Outcomes {
  switch (node.op) {
    case 'value':
      return { passes: node.args === true, fails: node.args === false };
    case '!_':
      return opposite(comesTo(node.args));
    case '&&':
      return every(node.args.map(comesTo));
    case '||':
      return opposite(every(node.args.map((part) => opposite(comesTo(part)))));
    case '?:':
      return chosen(node.args.map(comesTo));
    case 'call':
      return node.args[0] === 'undecided' ? { passes: false, fails: false } : either;
    case 'rcall':
      return quantified(node.args);
    default:
      return either;
  }
}

const opposite = ({ passes, fails }: Outcomes): Outcomes => ({ passes: fails, fails: passes });

const every = (parts: readonly Outcomes[]): Outcomes => ({
  passes: parts.every(({ passes }) => passes),
  fails: parts.some(({ fails }) => fails),
});

const chosen = ([test = either, yes = either, no = either]: readonly Outcomes[]): Outcomes => ({
  passes: (test.passes && yes.passes) || (test.fails && no.passes),
  fails: (test.passes && yes.fails) || (test.fails && no.fails),
});

/** Of an empty list all is true and nothing exists; a list that is written out is not empty. */
function quantified([name, list, [, body]]: readonly [string, ASTNode, readonly ASTNode[]]): Outcomes {
  if ((name !== 'exists' && name !== 'all') || body === undefined) return either;
  const { passes, fails } = comesTo(body);
  const empty = list.op !== 'list';
  return { passes: passes || (empty && name === 'all'), fails: fails || (empty && name === 'exists') };
}
