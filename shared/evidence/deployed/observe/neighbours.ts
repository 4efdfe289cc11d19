import { Either, Joined, type Later, Reference, type Resource, type Value } from '../resource.ts';
import type { Sink } from '../sinks/sink.ts';
import { stepsOf } from '../sinks/sink-table.ts';
import { walk } from './walk.ts';

/** The other resources of the deployment, by what a property may call them. */
export type Neighbours = {
  /** The resources that a text or a reference means. Several, where names clash. */
  readonly meant: (value: Value) => readonly Resource[];
  /** Whether resources of a nested template are part of the deployment: they are addressed below it. */
  readonly isRead: (nested: Resource) => boolean;
  /** Resources that write the same at the path of this row, two of each region: members of one group. */
  readonly members: (sink: Sink, value: Value) => readonly Resource[];
};

/** Properties that name the resource itself; each vocabulary has its own. */
const naming = /^(id|arn|bucket|name|(\w+_)?(name|identifier|id_suffix)|(\w+)?(Name|Identifier))$/;
/** Which name something else. */
const namesOther =
  /(Subnet|Security|Role|Policy|Parameter|Option|Snapshot|Source|Kms|Domain)|^(subnet|role|policy|parameter|option|snapshot|source|kms|domain|resource_group|db_subnet|virtual_network)/;

export function neighboursOf(resources: readonly Resource[]): Neighbours {
  const named = new Map<string, Set<Resource>>();
  const wholes = new Set(resources.map(({ address }) => address.slice(0, Math.max(0, address.lastIndexOf('/')))));
  const groups = new Map<string, ReadonlyMap<string, readonly Resource[]>>();
  const say = (name: string, resource: Resource) => {
    if (name === '' || name.length > 300) return;
    const others = named.get(name);
    if (others === undefined) named.set(name, new Set([resource]));
    else others.add(resource);
  };
  for (const resource of resources) {
    say(addressed(resource.address), resource);
    say(addressed(lastOf(resource.address)), resource);
    for (const [key, value] of Object.entries(resource.properties))
      if (typeof value === 'string' && naming.test(key) && !namesOther.test(key)) say(value, resource);
  }
  return {
    meant: (value) => [...new Set(callings(value).flatMap((name) => sharing(named.get(name))))],
    isRead: ({ address }) => wholes.has(address),
    members: (sink, value) => {
      if (keyOf(value) === '') return [];
      const group = groups.get(sink.id) ?? groupsOf(sink, resources);
      groups.set(sink.id, group);
      return group.get(keyOf(value)) ?? [];
    },
  };
}

/** A name that so many share means none of them, and comparing them all for each would be slow. */
const crowd = 50;
const sharing = (all: ReadonlySet<Resource> | undefined): readonly Resource[] =>
  all === undefined || all.size > crowd ? [] : [...all];

/** What a value may call a resource by, and the resources it refers to. */
function callings(value: Value): string[] {
  if (value instanceof Reference) return [addressed(value.address)];
  if (value instanceof Either) return value.options.flatMap((one) => (one === undefined ? [] : callings(one)));
  if (value instanceof Joined)
    return value.parts.flatMap((part, at) =>
      part instanceof Reference && isWhole(value.parts[at - 1], value.parts[at + 1]) ? [addressed(part.address)] : [],
    );
  if (typeof value !== 'string' || value.length > 2_000) return [];
  const text = value.trim();
  const reference = /^\$\{([^}]+)\}$/.exec(text)?.[1];
  const meant = reference === undefined ? [] : [reference, reference.replace(/\.(?:arn|id|name|bucket|Arn)$/, '')];
  return [...new Set([text, lastOf(text), ...meant.map(addressed)])];
}

/** No text is an address: a bucket called as a resource is called in its template may be anybody's. */
const addressed = (address: string): string => `\n${address}`;

/** Whether a reference is a whole name between its neighbours: `${Videos}-replica` is another bucket than `${Videos}`. */
const isWhole = (before: string | Later | undefined, after: string | Later | undefined): boolean =>
  (before === undefined || (typeof before === 'string' && /[:/]$/.test(before))) &&
  (after === undefined || (typeof after === 'string' && /^(?:[:/?]|$)/.test(after)));

/** `arn:aws:s3:::name` and `/subscriptions/…/name` end in the name. */
const lastOf = (text: string): string => text.split(/[:/]/).findLast((part) => part !== '' && part !== '*') ?? '';

const keyOf = (value: Value): string =>
  value instanceof Reference ? `at ${value.address}` : typeof value === 'string' ? `text ${value}` : '';

/** More regions than any cloud has: what is past them is nobody's group. */
const mostRegions = 100;

/** The members of each group, two for each region: that is who is elsewhere, for any of them. */
function groupsOf(sink: Sink, resources: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const path = stepsOf(sink.path);
  const groups = Map.groupBy(
    resources.filter(({ platform, type }) => platform === sink.platform && type === sink.type),
    (resource) => keyOf(walk(resource.properties, path)[0]?.value ?? null),
  );
  return new Map([...groups].map(([key, members]) => [key, ofEachRegion(members)]));
}

function ofEachRegion(members: readonly Resource[]): Resource[] {
  const sorted = members.toSorted((a, b) => (a.address < b.address ? -1 : 1));
  const regions = Map.groupBy(sorted, ({ region }) => (typeof region === 'string' ? region : region.why));
  return [...regions.values()].slice(0, mostRegions).flatMap((all) => all.slice(0, 2));
}
