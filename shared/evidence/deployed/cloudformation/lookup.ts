import { Later, type Value } from '../resource.ts';
import { either, forEach } from './alternatives.ts';
import { isList, isMap, isValues, member, members, single } from './raw.ts';
import type { Intrinsic, Step } from './scope.ts';

export const select: Intrinsic = (argument, step) => {
  const [writtenIndex, writtenList] = isList(argument) ? argument : [];
  const [list, index] = [step.resolve(writtenList), step.resolve(writtenIndex)];
  // every zone of a region is in that region
  const anyOf = single(writtenList)?.[0] === 'Fn::GetAZs' && isValues(list) ? list : undefined;
  if (anyOf !== undefined) return anyOf[0];
  return forEach([list, index], step.scope.work, ([items, at]) => {
    if (items instanceof Later) return items;
    if (at instanceof Later) return new Later(`which item is selected is not known: ${at.why}`);
    const item = isValues(items) ? items[Number(at)] : undefined;
    return item !== undefined ? item : new Later(`Fn::Select finds no item ${String(at).slice(0, 20)}`);
  });
};

/** `Fn::FindInMap`: by keys that are not known it may be any row of the map. */
export const findInMap: Intrinsic = (argument, step) => {
  const [name, first, second, options] = isList(argument) ? argument : [];
  const missing = () => {
    const fallback = member(options, 'DefaultValue');
    return fallback === undefined ? new Later('Fn::FindInMap finds no such row') : step.resolve(fallback);
  };
  return forEach(
    [step.resolve(name), step.resolve(first), step.resolve(second)],
    step.scope.work,
    ([map, row, column]) => {
      if (map instanceof Later) return new Later(`which mapping is read is not known: ${map.why}`);
      return inRow(member(step.scope.mappings, String(map)), [row, column], { step, missing });
    },
  );
};

type Looking = { readonly step: Step; readonly missing: () => Value | undefined };

function inRow(node: unknown, [key, ...keys]: readonly (Value | undefined)[], looking: Looking): Value | undefined {
  if (key instanceof Later) {
    const rows = isMap(node) ? members(node) : [];
    if (!looking.step.scope.work.value(rows.length)) return key;
    return rows.length === 0
      ? looking.missing()
      : either(
          rows.map(([, row]) => (keys.length > 0 ? inRow(row, keys, looking) : looking.step.resolve(row))),
          `which row of a mapping is read is not known: ${key.why}`,
        );
  }
  const found = member(node, String(key));
  if (found === undefined) return looking.missing();
  return keys.length > 0 ? inRow(found, keys, looking) : looking.step.resolve(found);
}
