import type { RegistryIndex } from '../../../registry/lookup.ts';
import { type Deployment, Later, type Resource, type Unread } from '../resource.ts';
import type { Sink } from '../sinks/sink.ts';
import { releasedSinks, type SinkTable, stepsOf } from '../sinks/sink-table.ts';
import { coverageOf } from './coverage.ts';
import { type Found, providerOf } from './found.ts';
import { ownPlace } from './location.ts';
import { type Neighbours, neighboursOf } from './neighbours.ts';
import { observeSink } from './observe-sink.ts';
import type { Observation, ObservedPlacement } from './observed.ts';
import { namesAbroad, strangeSinks } from './strange.ts';
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
export function observe(deployment: Deployment, { registry, sinks = releasedSinks() }: ObserveContext): Observation {
  const { resources, unread } = deployment;
  const neighbours = neighboursOf(resources);
  const placed = resources.flatMap((resource) => ofResource(resource, { registry, sinks, neighbours }));
  const placements = [...placed, ...unread.map(hidden)];
  return { placements: placements.toSorted(byOrder), coverage: coverageOf(resources, sinks) };
}

/** What could not be read may put anything anywhere: it is observed in words, so that no audit passes over it. */
const hidden = ({ file, pointer, because }: Unread): ObservedPlacement => ({
  resource: pointer === '' ? file : `${file}#${pointer}`,
  subjects: [],
  activity: 'store',
  place: `not read: ${because}`,
  certainty: 'configuration',
  because,
  at: { file, pointer },
  sink: 'unread',
});

type Context = { readonly registry: RegistryIndex; readonly sinks: SinkTable; readonly neighbours: Neighbours };

/** Types of CloudFormation's registry that others publish: where these put data, their own words for places say. */
const published = /^(?!AWS::|Custom::|Alexa::)/;

const thirdParty = (resource: Resource): ObservedPlacement => ({
  ...hidden({ ...resource.at, because: `\`${resource.type}\` is a type of somebody else than AWS` }),
  resource: resource.address,
  subjects: [resource],
});

function ofResource(resource: Resource, { registry, sinks, neighbours }: Context): ObservedPlacement[] {
  if (resource.platform === 'cloudformation' && published.test(resource.type)) return [thirdParty(resource)];
  const { sinks: rows, general } = sinks.of(resource.platform, resource.type);
  const owners = ownersOf(resource, rows.find(({ of }) => of !== undefined)?.of, neighbours);
  const provider = providerOf(resource.platform);
  const own = placeOf(resource, owners, registry);
  const all = (some: readonly Sink[]) =>
    some.flatMap((sink) => observeSink({ sink, resource, own, provider, registry, neighbours }, owners));
  const found = all(rows);
  const placed = found.some(({ sink }) => rows.some(({ id, effect }) => id === sink && effect === 'REST'));
  const strange = all(strangeSinks(resource, rows)).filter((one) => namesAbroad(one, registry));
  return once([...found, ...(placed ? [] : all(general)), ...strange]);
}

/** Properties by which a part names what it belongs to, where it has no location of its own. */
const wholes = (
  'server_id server_name namespace_id namespace_name storage_account_id storage_account_name account_name account_id ' +
  'key_vault_id virtual_network_name cluster_id workspace_id topic_id servicebus_namespace_id instance dataset_id bucket'
).split(' ');

/** The resources that a property says this one acts for, or is part of: a replication belongs to its bucket. */
function ownersOf(resource: Resource, of: string | undefined, neighbours: Neighbours): Resource[] {
  const parts = of === undefined && resource.region instanceof Later && resource.platform !== 'cloudformation';
  const paths = of === undefined ? (parts ? wholes : []) : [of];
  const owners = paths.flatMap((path) =>
    walk(resource.properties, stepsOf(path)).flatMap(({ value }) => neighbours.meant(value)),
  );
  return [...new Set(owners)].filter((one) => one !== resource);
}

/** Where it is; a part that has no region of its own is where the whole is. */
function placeOf(resource: Resource, owners: readonly Resource[], registry: RegistryIndex): Found {
  const own = ownPlace(registry, resource);
  if (own.sure || typeof resource.region === 'string') return own;
  const [whole, ...others] = owners.map((one) => ownPlace(registry, one));
  if (whole === undefined || others.some(({ place }) => place !== whole.place)) return own;
  // only of Azure is it documented that a part is where the whole is: a data set of Google has a location of its own
  const sure = whole.sure && resource.platform === 'terraform-azurerm';
  return { ...whole, sure, because: `stands where \`${owners[0]?.address ?? ''}\` is, which it is part of` };
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
