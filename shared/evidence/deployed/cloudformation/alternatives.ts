import { Either, Later, type Value } from '../resource.ts';
import { tooMuch, type Work } from './work.ts';

/** Past this a reader of the answer learns nothing from the list, and the work would grow without end. */
export const mostAlternatives = 256;

/** One of these values: one that is alone is itself, alternatives among them are taken apart, equal ones are one. */
export function either(options: readonly (Value | undefined)[], why: string): Value | undefined {
  const flat = new Set(options.flatMap((one) => (one instanceof Either ? one.options : [one])));
  if (flat.size > mostAlternatives) return new Later(`it is one of more than ${mostAlternatives} values: ${why}`);
  return flat.size <= 1 ? [...flat][0] : new Either([...flat], why);
}

/** What `apply` gives for each choice among the arguments that are alternatives. */
export function forEach(
  args: readonly (Value | undefined)[],
  work: Work,
  apply: (args: readonly (Value | undefined)[]) => Value | undefined,
): Value | undefined {
  const open = args.flatMap((one, index) => (one instanceof Either ? [{ index, one }] : []));
  if (open.length === 0) return apply(args);
  const why = open[0]?.one.why ?? '';
  const combinations = open.reduce((product, { one }) => product * one.options.length, 1);
  if (combinations > mostAlternatives)
    return new Later(`there are more than ${mostAlternatives} combinations of what it is made of: ${why}`);
  if (!work.value(combinations * args.length)) return new Later(tooMuch);
  const choices = open.reduce<(Value | undefined)[][]>(
    (chosen, { index, one }) => chosen.flatMap((before) => one.options.map((option) => before.with(index, option))),
    [[...args]],
  );
  return either(choices.map(apply), why);
}
