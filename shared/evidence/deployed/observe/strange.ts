import { type RegistryIndex, resolvePlace } from '../../../registry/lookup.ts';
import { Either, type Resource, type Value } from '../resource.ts';
import type { Sink } from '../sinks/sink.ts';
import { stepsOf } from '../sinks/sink-table.ts';
import type { ObservedPlacement } from './observed.ts';
import { isList, isMap } from './walk.ts';

/** What no row names, of a type that none or only some do: a place abroad in it is a doubt. */
export const strangeSinks = ({ platform, type, properties }: Resource, rows: readonly Sink[]): Sink[] =>
  unnamed(
    properties,
    // a row that is about the resource's own region reads nothing of the property by which it is told
    rows.flatMap(({ path, derive }) => (derive === 'R1' ? [] : [stepsOf(path)])),
  ).map((path) => ({
    id: 'not-understood',
    platform,
    type,
    path,
    effect: 'REST',
    activity: 'store',
    derive: 'R8',
    verdict: 'P',
    meaning: 'A property that is not understood names a place.',
    pathConfidence: 'general',
    meaningConfidence: 'memory',
    source: 'Nivas',
  }));

/** Who may do what, and what people wrote for people, put nothing anywhere. */
const wordsOnly =
  /^(?:(?:key|bucket|queue|resource|access|repository|filesystem|inline|assume_?role)?_?polic(?:y|ies)(?:_?document|_?text)?|managed_?policy_?arns|tags|tags_?all|\w*tag_?specifications|description|comment|condition)$/i;

/** What R8 would find no place in: numbers, switches and words of letters alone, as most properties are. */
const tellsNothing = (value: Value): boolean =>
  value === null ||
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && /^[A-Za-z_]*$/.test(value));

/** Paths of the largest parts of which no row names a part. */
function unnamed(from: Value, named: readonly (readonly string[])[], path: readonly string[] = []): string[] {
  if (from instanceof Either)
    return unnamed(
      from.options.flatMap((one) => one ?? []),
      named,
      path,
    );
  if (isList(from)) return [...new Set(from.flatMap((one) => unnamed(one, named, path)))];
  const within = named.filter((steps) => path.every((step, at) => steps[at] === step));
  if (path.length > 0 && within.length === 0) return tellsNothing(from) ? [] : [path.join('.')];
  if (within.some((steps) => steps.length === path.length) || !isMap(from)) return [];
  return [
    ...new Set(
      Object.entries(from).flatMap(([key, value]) =>
        wordsOnly.test(key) ? [] : unnamed(value, within, [...path, key]),
      ),
    ),
  ];
}

/** What of it is worth a doubt: a place that is known, and is not in India alone. */
export function namesAbroad({ place }: ObservedPlacement, registry: RegistryIndex): boolean {
  const { site, possible } = resolvePlace(registry, place, false);
  return possible === null ? site !== undefined : possible.some((country) => country !== 'IN');
}
