import type { RegistryIndex } from '../../../registry/lookup.ts';
import type { Deployment, Resource } from '../resource.ts';
import type { Sink } from '../sinks/sink.ts';
import { releasedSinks, type SinkTable, stepsOf } from '../sinks/sink-table.ts';
import { coverageOf } from './coverage.ts';
import { providerOf } from './found.ts';
import { ownPlace } from './location.ts';
import { type Neighbours, neighboursOf } from './neighbours.ts';
import { observeSink } from './observe-sink.ts';
import type { Observation, ObservedPlacement } from './observed.ts';
import { walk } from './walk.ts';

/** What a deployment is held against. */
export type ObserveContext = { readonly registry: RegistryIndex; readonly sinks?: SinkTable };

/**
 * Where a deployment puts data and sends it: by the table of sinks, each place with the property that says so.
 *
 * Nothing is dropped: what is only known later, a bucket that is not in the deployment, a type that no row names, each
 * gives a place in words, which is nowhere. Every resource gives at least its region, unless it holds no data. The
 * result depends on the resources, not on their order.
 */
export function observe({ resources }: Deployment, { registry, sinks = releasedSinks() }: ObserveContext): Observation {
  const neighbours = neighboursOf(resources);
  const placements = resources.flatMap((resource) => ofResource(resource, { registry, sinks, neighbours }));
  return { placements: placements.toSorted(byOrder), coverage: coverageOf(resources, sinks) };
}

type Context = { readonly registry: RegistryIndex; readonly sinks: SinkTable; readonly neighbours: Neighbours };

function ofResource(resource: Resource, { registry, sinks, neighbours }: Context): ObservedPlacement[] {
  const { sinks: rows, general } = sinks.of(resource.platform, resource.type);
  const [row] = rows.filter(({ of }) => of !== undefined);
  const owners = row === undefined ? [] : ownersOf(resource, row, neighbours);
  const provider = providerOf(resource.platform);
  const own = placeOf(resource, owners, registry);
  const all = (some: readonly Sink[]) =>
    some.flatMap((sink) => observeSink({ sink, resource, own, provider, registry, neighbours }, owners));
  const found = all(rows);
  const placed = found.some(({ sink }) => rows.some(({ id, effect }) => id === sink && effect === 'REST'));
  return once(placed ? found : [...found, ...all(general)]);
}

/** The resources that a property says this one acts for: a replication belongs to its bucket. */
function ownersOf(resource: Resource, { of = '' }: Sink, neighbours: Neighbours): Resource[] {
  return walk(resource.properties, stepsOf(of))
    .flatMap(({ value }) => neighbours.meant(value))
    .filter((one) => one !== resource);
}

/** Where it is; a part that has no region of its own is where the whole is. */
function placeOf(resource: Resource, owners: readonly Resource[], registry: RegistryIndex) {
  const own = ownPlace(registry, resource);
  const [owner] = owners;
  if (own.sure || typeof resource.region === 'string' || owner === undefined) return own;
  const whole = ownPlace(registry, owner);
  return whole.sure ? { ...whole, because: `stands where \`${owner.address}\` is, which it is part of` } : own;
}

/** The same said by two rows, or by two entries of a list, is one placement; the surer one. */
function once(placements: readonly ObservedPlacement[]): ObservedPlacement[] {
  const byKey = new Map<string, ObservedPlacement>();
  for (const one of placements) {
    const key = `${one.activity}\n${one.place}`;
    const other = byKey.get(key);
    if (other === undefined || (other.certainty === 'hint' && one.certainty === 'configuration')) byKey.set(key, one);
  }
  return [...byKey.values()];
}

const orderOf = ({ resource, activity, place }: ObservedPlacement): string => `${resource}\n${activity}\n${place}`;

function byOrder(a: ObservedPlacement, b: ObservedPlacement): number {
  const [one, other] = [orderOf(a), orderOf(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}
