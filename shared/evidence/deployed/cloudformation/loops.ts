import { Later } from '../resource.ts';
import { isList, isMap, isValues, member, members, text } from './raw.ts';
import { type At, below, type Step } from './scope.ts';
import { deepest } from './template-text.ts';

export const hasLoop = (key: string): boolean => key.startsWith('Fn::ForEach::');

/** One member of a map that a loop made, and where what it was made of stands. */
export type Made = { readonly key: string; readonly raw: unknown; readonly at: At };

/**
 * The members that `Fn::ForEach::Name: [Identifier, [items], {key: body}]` stands for. A loop over what is not known
 * is reported, and one member says in its place that there may be others.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export function expandLoops(key: string, raw: unknown, step: Step): readonly Made[] {
  const [identifier, collection, body] = isList(raw) ? raw : [];
  const name = text(identifier);
  const items = step.resolve(collection);
  const words = isValues(items) ? items.filter((item) => typeof item === 'string' || typeof item === 'number') : [];
  if (name === undefined || !isMap(body) || !isValues(items) || words.length < items.length) {
    const why = items instanceof Later ? items.why : 'it is not written as [identifier, [items], {key: body}]';
    step.report(`what this loop makes is not known: ${why}`);
    return [{ key, raw: new Later(`a loop: ${why}`), at: step.at }];
  }
  const bodyAt = below(step.at, 2);
  return words.flatMap((item) =>
    members(body).flatMap(([written, value]): readonly Made[] => {
      const made = { key: replaced(written, name, String(item)), at: below(bodyAt, written) };
      const filled = fill(value, { name, item: String(item), step });
      return hasLoop(made.key) ? expandLoops(made.key, filled, { ...step, at: made.at }) : [{ ...made, raw: filled }];
    }),
  );
}

type Filling = { readonly name: string; readonly item: string; readonly step: Step };

/** The body with the identifier replaced wherever it is named; too much of it is cut off as `Later`. */
function fill(raw: unknown, filling: Filling, depth = 0): unknown {
  const { name, item, step } = filling;
  if (typeof raw === 'string') return replaced(raw, name, item);
  if (!isList(raw) && !isMap(raw)) return raw;
  if (depth > deepest || !step.scope.work.value(2 + (isList(raw) ? raw.length : 0)))
    return new Later('it is made by loops that make too much');
  if (isList(raw)) return raw.map((one) => fill(one, filling, depth + 1));
  if (member(raw, 'Ref') === name) return item;
  return Object.fromEntries(
    members(raw).map(([key, value]) => [replaced(key, name, item), fill(value, filling, depth + 1)]),
  );
}

const replaced = (written: string, name: string, item: string): string =>
  written.includes('{')
    ? written.replaceAll(`\${${name}}`, () => item).replaceAll(`&{${name}}`, () => item.replace(/[^A-Za-z0-9]/g, ''))
    : written;
