import { type RegistryIndex, resolvePlace } from '../../../registry/lookup.ts';
import type { Resource } from '../resource.ts';
import type { Sink } from '../sinks/sink.ts';
import type { ObservedPlacement } from './observed.ts';

/** A type that no row names: what its properties mean is not known, so a place abroad in any of them is a doubt. */
export const strangeSinks = ({ platform, type, properties }: Resource): Sink[] =>
  Object.keys(properties).map((path) => ({
    id: 'not-understood',
    platform,
    type,
    path,
    effect: 'REST',
    activity: 'store',
    derive: 'R8',
    verdict: 'P',
    meaning: 'A property of a type that is not understood names a place.',
    pathConfidence: 'general',
    meaningConfidence: 'memory',
    source: 'Nivas',
  }));

/** What of it is worth a doubt: a place that is known, and is not in India alone. */
export function namesAbroad({ place }: ObservedPlacement, registry: RegistryIndex): boolean {
  const { site, possible } = resolvePlace(registry, place, false);
  return possible === null ? site !== undefined : possible.some((country) => country !== 'IN');
}
