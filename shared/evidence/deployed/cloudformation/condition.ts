import { Either, Later, type Value } from '../resource.ts';
import { either } from './alternatives.ts';
import { assuming } from './assumption.ts';
import type { Truth } from './conditions.ts';
import { isList, single, text } from './raw.ts';
import type { Intrinsic, Step } from './scope.ts';

/** Whether the condition of this name holds. */
export const conditionHolds = (name: string, step: Step): Truth =>
  step.scope.conditions.holds(name, (raw) => evaluate(raw, step));

/**
 * A condition in three-valued logic: `And` with one that is false is false whatever the others are.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html
 */
function evaluate(raw: unknown, step: Step, depth = 0): Truth {
  if (!step.scope.work.value() || depth > 100) return new Later('the conditions are nested too deeply');
  const [name, argument] = single(raw) ?? [];
  const all = isList(argument) ? argument : [];
  const truths = () => all.map((one) => evaluate(one, step, depth + 1));
  switch (name) {
    case 'Condition':
      return typeof argument === 'string' ? conditionHolds(argument, step) : malformed;
    case 'Fn::Equals':
      return all.length === 2 ? equal(step.resolve(all[0]), step.resolve(all[1])) : malformed;
    case 'Fn::Not':
      return all.length === 1 ? negated(truths()[0] ?? malformed) : malformed;
    case 'Fn::And':
      return all.length > 0 ? folded(truths(), false) : malformed;
    case 'Fn::Or':
      return all.length > 0 ? folded(truths(), true) : malformed;
    default:
      return malformed;
  }
}

const malformed = new Later('the condition is not one of Fn::Equals, Fn::Not, Fn::And, Fn::Or, Condition');

const negated = (truth: Truth): Truth => (truth instanceof Later ? truth : !truth);

/** `decides` decides alone; without it what is unknown stays so. */
const folded = (truths: readonly Truth[], decides: boolean): Truth =>
  truths.includes(decides) ? decides : (truths.find((truth) => truth instanceof Later) ?? !decides);

/** CloudFormation compares text: the number 1 and `"1"` are equal. */
function equal(one: Value | undefined, other: Value | undefined): Truth {
  const [left, right] = [possible(one), possible(other)];
  if (left instanceof Later) return left;
  if (right instanceof Later) return right;
  if (![...left].some((each) => right.has(each))) return false;
  if (left.size === 1 && right.size === 1) return true;
  return new Later(one instanceof Either ? one.why : other instanceof Either ? other.why : '');
}

/** All that a value may be, as text; `Later` when that is not known. */
function possible(value: Value | undefined): Set<string> | Later {
  const options = value instanceof Either ? value.options : [value];
  return options.map(laterIn).find((later) => later !== undefined) ?? new Set(options.map(asText));
}

/** What is not known of a value or of anything in it. */
function laterIn(value: Value | undefined): Later | undefined {
  if (typeof value !== 'object' || value === null || value instanceof Later)
    return value instanceof Later ? value : undefined;
  for (const inner of Object.values(value)) {
    const later = laterIn(inner);
    if (later) return later;
  }
  return undefined;
}

const asText = (value: Value | undefined): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value ?? '');

/** `Fn::If`: the branch that is taken, or both while nobody can say. */
export const ifCondition: Intrinsic = (argument, step) => {
  const [condition, yes, no] = isList(argument) ? argument : [];
  const name = text(condition);
  if (name === undefined || !isList(argument) || argument.length !== 3)
    return new Later('Fn::If is not written as a condition and two values');
  const truth = conditionHolds(name, step);
  if (typeof truth === 'boolean') return step.resolve(truth ? yes : no);
  const branch = (raw: unknown, holds: boolean) => step.resolve(raw, assuming(name, holds, step.scope));
  return either([branch(yes, true), branch(no, false)], `the condition \`${name}\` is not known: ${truth.why}`);
};
