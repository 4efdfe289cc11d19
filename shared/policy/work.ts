import type { ASTNode } from '@marcbachmann/cel-js';
import type { FactSubject } from '../declaration/fact.ts';
import { limits } from '../declaration/limits.ts';
import { childrenOf, isQuantifier } from './lint.ts';
import { typeOf } from './operands.ts';

/**
 * How many nodes one expression may visit in one audit of the largest declaration there can be. Our evaluator visits
 * three to twenty million a second, so that one expression costs such a declaration a few seconds at worst, and a
 * usual one nothing that can be measured. Each place against each kind of data and its places (17 million) is let
 * through; each place against each pair of kinds of data (700 million) is not.
 */
export const mostSteps = 20_000_000;

/** The same for all expressions of a pack together. The packs of this repository stay below a third of it. */
export const mostStepsOfPack = 5 * mostSteps;

/** How often an expression is asked of the largest declaration. */
const asked: Readonly<Record<FactSubject, number>> = {
  application: 1,
  asset: limits.assets,
  placement: limits.placements,
  document: limits.documents,
  owner: limits.owners,
};

/** How long a list of a declaration can be: countries that the terms name, words of a fact. */
const otherwise = 50;
const lengths: Readonly<Record<string, number>> = {
  'list<Asset>': limits.assets,
  'list<Doc>': limits.documents,
  'list<Owner>': limits.owners,
};

/** The nodes that a checked expression visits, at most, in one audit of the largest declaration. */
export const stepsOf = (tree: ASTNode, speaker: FactSubject): number => asked[speaker] * stepsIn(tree, new Set());

/** `assets` are the variables that walk all kinds of data. */
function stepsIn(node: ASTNode, assets: ReadonlySet<string>): number {
  if (!isQuantifier(node) || node.op !== 'rcall')
    return 1 + childrenOf(node).reduce((sum, child) => sum + stepsIn(child, assets), 0);
  const [, list, [variable, body]] = node.args;
  const walked = typeOf(list) === 'list<Asset>' && variable?.op === 'id' ? [variable.args] : [];
  const inner = body === undefined ? 0 : stepsIn(body, new Set([...assets, ...walked]));
  return 1 + stepsIn(list, assets) + lengthOf(list, assets) * inner;
}

function lengthOf(list: ASTNode, assets: ReadonlySet<string>): number {
  if (list.op === 'list') return list.args.length;
  if (typeOf(list) !== 'list<Placement>') return lengths[typeOf(list)] ?? otherwise;
  // places are bounded for all kinds of data together: who walks all of these walks so many for each
  const ofEach = list.op === '.' && list.args[0].op === 'id' && assets.has(list.args[0].args);
  return ofEach ? limits.placements / limits.assets : limits.placementsOfActivity;
}
