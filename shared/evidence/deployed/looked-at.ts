import type { Position } from '../../declaration/source.ts';
import { type RegistryIndex, resolvePlace } from '../../registry/lookup.ts';
import type { DeploymentCoverage, Observation, ObservedPlacement } from './observe/observed.ts';
import type { Spot, Unread } from './resource.ts';

/** Finds where a pointer into a file of evidence stands; nowhere in a file that people do not write, such as a plan. */
export type LocateSpot = (spot: Spot) => Position | undefined;

/** One template, assembly or plan that was looked at: what it is called, what was seen in it, and what was not. */
export type LookedAt = {
  readonly name: string;
  /** Of the original bytes, in hex. */
  readonly sha256: string;
  readonly coverage: DeploymentCoverage;
  /** What leaves India, or may, each with the property that says so. */
  readonly away: readonly ObservedPlacement[];
  readonly unread: readonly Unread[];
  readonly locate: LocateSpot;
};

/** The placements of which it is not certain that they are in India alone; what could not be read is told apart. */
export function awayFromIndia({ placements }: Observation, registry: RegistryIndex): readonly ObservedPlacement[] {
  const onlyInIndia = (place: string) =>
    resolvePlace(registry, place, false).possible?.every((country) => country === 'IN') ?? false;
  return placements.filter(({ place, sink }) => sink !== 'unread' && !onlyInIndia(place));
}
