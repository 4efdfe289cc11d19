import { Either, Later, type Value } from '../resource.ts';
import { either } from './alternatives.ts';
import { Conditions, mostConditions } from './conditions.ts';
import { isList, member, single } from './raw.ts';
import type { Scope } from './scope.ts';

/** What follows from taking a condition to hold, or not to. */
type Consequences = {
  readonly scope: Scope;
  readonly truths: Map<string, boolean>;
  readonly parameters: Map<string, Value>;
};

/**
 * The scope in one branch of a condition that nobody can evaluate: there it holds (or not), and so do the conditions
 * that this decides. A parameter that it compares with a word is that word there.
 */
export function assuming(name: string, truth: boolean, scope: Scope): Scope {
  const key = `${truth} ${name}`;
  const known = scope.assumed.get(key);
  if (known) return known;
  scope.work.value(scope.conditions.assumed.size);
  const truths = new Map(scope.conditions.assumed);
  const parameters = new Map<string, Value>();
  conclude({ Condition: name }, truth, { scope, truths, parameters });
  const assumed: Scope = {
    ...scope,
    parameters: { get: (name) => parameters.get(name) ?? scope.parameters.get(name) },
    conditions: new Conditions(scope.conditions.written, truths),
    assumed: new Map(),
  };
  scope.assumed.set(key, assumed);
  return assumed;
}

function conclude(raw: unknown, truth: boolean, found: Consequences, depth = 0): void {
  const { scope, truths } = found;
  const [name, argument] = single(raw) ?? [];
  const all = isList(argument) ? argument : [];
  if (depth > mostConditions || !scope.work.value()) return;
  if (name === 'Condition' && typeof argument === 'string') {
    if (truths.has(argument)) return;
    truths.set(argument, truth);
    conclude(scope.conditions.written.get(argument), truth, found, depth + 1);
  } else if (name === 'Fn::Equals' && all.length === 2) {
    for (const [one, other] of [all, all.toReversed()]) compared(one, other, truth, found);
  } else if (name === 'Fn::Not' && all.length === 1) {
    conclude(all[0], !truth, found, depth + 1);
  } else if (name === (truth ? 'Fn::And' : 'Fn::Or')) {
    for (const one of all) conclude(one, truth, found, depth + 1);
  }
}

/** A parameter that equals a word is it; one that differs from it is another of those that it may be. */
function compared(raw: unknown, word: unknown, equal: boolean, { scope, parameters }: Consequences): void {
  const name = member(raw, 'Ref');
  if (typeof name !== 'string' || typeof word !== 'string') return;
  const value = parameters.get(name) ?? scope.parameters.get(name);
  if (!(value instanceof Later)) return;
  if (equal) parameters.set(name, word);
  else if (value instanceof Either) {
    const rest = either(
      value.options.filter((option) => String(option) !== word),
      value.why,
    );
    if (rest !== undefined) parameters.set(name, rest);
  }
}
