import type { ASTNode } from '@marcbachmann/cel-js';
import { syntaxOf, whenSpeaker } from '../../shared/policy/expressions.ts';
import { childrenOf } from '../../shared/policy/lint.ts';
import type { Pack, Rule } from '../../shared/policy/pack.ts';
import { type Look, remark } from './remark.ts';

/**
 * Rules whose `when` asks for a fact where `require` holds without it. An unknown `when` is unknown even if `require`
 * is true, so the operator is asked for what cannot change the verdict. Said only where it is sure: one way to meet
 * `require` reads no fact, and `when` does not rule that way out.
 */
export const asksOf: Look = (pack) =>
  pack.rules.flatMap((rule, index) => {
    const found = needless(pack, rule);
    if (found === undefined) return [];
    const { fact, way } = found;
    return [
      remark(
        `/rules/${index}/when`,
        `\`when\` asks \`${fact}\` even where \`${way}\` already meets \`require\`; add \`!(${way})\` to \`when\`, or move the question to \`require\``,
      ),
    ];
  });

function needless(pack: Pack, rule: Rule): { fact: string; way: string } | undefined {
  if (rule.when === undefined) return undefined;
  const conditions = parts(syntaxOf(pack, whenSpeaker(rule), rule.when), '&&');
  const fact = conditions.flatMap((one) => factsIn(one, pack.facts))[0];
  if (fact === undefined) return undefined;
  const excluded = new Set(conditions.flatMap((one) => (one.op === '!_' ? parts(one.args, '||').map(textOf) : [])));
  const way = parts(syntaxOf(pack, rule.for, rule.require), '||').find(
    (one) =>
      one.op !== 'call' && one.op !== 'value' && factsIn(one, pack.facts).length === 0 && !excluded.has(textOf(one)),
  );
  return way === undefined ? undefined : { fact, way: textOf(way) };
}

/** What an and, or an or, is made of. */
const parts = (node: ASTNode, op: '&&' | '||'): ASTNode[] =>
  node.op === op ? node.args.flatMap((part) => parts(part, op)) : [node];

const textOf = ({ input, range }: ASTNode) => input.slice(range.start, range.end).replaceAll(/\s+/g, ' ').trim();

function factsIn(node: ASTNode, facts: Pack['facts']): string[] {
  const named = node.op === '.' && Object.hasOwn(facts, node.args[1]) ? [node.args[1]] : [];
  return [...named, ...childrenOf(node).flatMap((child) => factsIn(child, facts))];
}
