import { activities } from '../../shared/declaration/activity.ts';
import { indexRegistry, resolvePlace } from '../../shared/registry/lookup.ts';
import registryJson from '../../shared/registry/registry.json' with { type: 'json' };
import { Registry } from '../../shared/registry/registry.ts';
import type { Json, JsonMap } from './engine.ts';

const registry = indexRegistry(Registry.parse(registryJson));

/**
 * One thing left out, or said more vaguely.
 *
 * `silence`: saying less. `shorten`: an element of a list that is still claimed to be complete, which is a false
 * statement and not silence. `evidence`: what was sent beside the declaration.
 */
export type Cut = {
  readonly kind: 'silence' | 'shorten' | 'evidence';
  readonly what: string;
  readonly made: () => JsonMap;
};

type Path = readonly string[];
type Kind = Cut['kind'];

const isMap = (value: Json | undefined): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy in which the value at a path is another, or is gone. */
function changed(node: Json, [part, ...rest]: Path, to?: Json): Json {
  if (part === undefined) return node;
  if (Array.isArray(node))
    return rest.length > 0 || to !== undefined
      ? node.map((item, index) =>
          String(index) === part ? (rest.length > 0 ? changed(item, rest, to) : (to ?? null)) : item,
        )
      : node.filter((_, index) => String(index) !== part);
  if (!isMap(node)) return node;
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, value]) => {
      if (key !== part) return [[key, value]];
      if (rest.length > 0) return [[key, changed(value, rest, to)]];
      return to === undefined ? [] : [[key, to]];
    }),
  );
}

function cutAt(posted: JsonMap, kind: Kind, path: Path, to?: Json): Cut {
  const made = () => {
    const copy = changed(posted, path, to);
    return isMap(copy) ? copy : {};
  };
  return { kind, what: `/${path.join('/')}${to === undefined ? '' : ` := ${String(to)}`}`, made };
}

const entries = (value: Json | undefined): [string, Json][] =>
  Array.isArray(value) ? value.map((item, index) => [String(index), item]) : isMap(value) ? Object.entries(value) : [];

/** Every single thing that can be left out of what was posted. */
export function cuts(posted: JsonMap): Cut[] {
  const complete = new Set(entries(posted.complete).map(([, list]) => list));
  const cut = (kind: Kind, path: Path, to?: Json) => cutAt(posted, kind, path, to);
  const open = (list: string): Kind => (complete.has(list) ? 'shorten' : 'silence');
  const fields = (path: Path, value: Json | undefined): Cut[] =>
    entries(value).flatMap(([key, inner]) => [
      cut('silence', [...path, key]),
      ...statement(cut, [...path, key], inner),
    ]);
  return [
    ...Object.keys(posted)
      .filter((key) => key !== 'application' && key !== 'evidence')
      .map((key) => cut('silence', [key])),
    ...['complete', 'notRoles'].flatMap((list) => entries(posted[list]).map(([key]) => cut('silence', [list, key]))),
    ...['roles', 'exemptions'].flatMap((list) => entries(posted[list]).map(([key]) => cut(open(list), [list, key]))),
    ...['operator', 'facts', 'terms'].flatMap((list) => fields([list], posted[list])),
    ...['documents', 'parties'].flatMap((list) =>
      entries(posted[list]).flatMap(([key, one]) => [cut(open(list), [list, key]), ...fields([list, key], one)]),
    ),
    ...ownersAt(cut, ['owners'], posted.owners, open('owners')),
    ...entries(posted.data).flatMap(([id, one]) => [
      cut(open('data'), ['data', id]),
      ...assetCuts(cut, ['data', id], one, open('contexts'), observedOf(posted)),
    ]),
    ...entries(posted.evidence).flatMap(([key, one]) => [
      cut('evidence', ['evidence', key]),
      ...(isMap(one)
        ? entries(one.placements).map(([index]) => cut('evidence', ['evidence', key, 'placements', index]))
        : []),
    ]),
  ];
}

type Cutter = (kind: Kind, path: Path, to?: Json) => Cut;

/** Of `{value, document}` the document can be left out. */
const statement = (cut: Cutter, path: Path, value: Json): Cut[] =>
  isMap(value) && Object.hasOwn(value, 'document') && Object.hasOwn(value, 'value')
    ? [cut('silence', [...path, 'document'])]
    : [];

function ownersAt(cut: Cutter, path: Path, owners: Json | undefined, kind: Kind): Cut[] {
  return entries(owners).flatMap(([key, owner]) => [
    cut(kind, [...path, key]),
    ...entries(owner).flatMap(([field, value]) => [
      cut(field === 'owners' ? kind : 'silence', [...path, key, field]),
      ...(field === 'owners'
        ? ownersAt(cut, [...path, key, field], value, kind)
        : statement(cut, [...path, key, field], value)),
    ]),
  ]);
}

/** `asset/activity` pairs that evidence shows. */
const observedOf = ({ evidence }: JsonMap): ReadonlySet<string> =>
  new Set(
    entries(evidence).flatMap(([, item]) =>
      entries(isMap(item) ? item.placements : undefined).flatMap(([, one]) =>
        isMap(one) ? [`${String(one.asset)}/${String(one.activity)}`] : [],
      ),
    ),
  );

function assetCuts(cut: Cutter, path: Path, asset: Json, contexts: Kind, observed: ReadonlySet<string>): Cut[] {
  return entries(asset).flatMap(([field, value]) => {
    const at = [...path, field];
    const listed = field === 'contexts' ? contexts : field === 'none' ? 'silence' : 'shorten';
    const isActivity = activities.some((activity) => activity === field);
    return [
      cut('silence', at),
      ...(Array.isArray(value) ? value.map((_, index) => cut(listed, [...at, String(index)])) : []),
      ...(field === 'category' ? coarserCategories(value).map((to) => cut('silence', at, to)) : []),
      ...(isActivity ? lineCuts(cut, at, value, observed.has(`${path.at(-1)}/${field}`)) : statement(cut, at, value)),
    ];
  });
}

/**
 * A place that evidence shows elsewhere is coarsened to words only: to a country it would not be vaguer but right,
 * `IN` instead of a site that contradicts what is seen in India.
 */
function lineCuts(cut: Cutter, path: Path, line: Json, seen: boolean): Cut[] {
  if (Array.isArray(line)) return line.flatMap((one, index) => lineCuts(cut, [...path, String(index)], one, seen));
  const coarser = (at: Json) => (seen ? ['somewhere'] : coarserPlaces(at));
  if (typeof line === 'string') return coarser(line).map((to) => cut('silence', path, to));
  return entries(line).flatMap(([field, value]) => [
    cut('silence', [...path, field]),
    ...(field === 'at'
      ? coarser(value).map((to) => cut('silence', [...path, field], to))
      : statement(cut, [...path, field], value)),
  ]);
}

function coarserCategories(category: Json): string[] {
  const parts = String(category).split('.');
  return [...parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.')), 'things'];
}

/** The subdivision, the country, and words. */
function coarserPlaces(at: Json): string[] {
  const { possible, subdivision, site } = resolvePlace(registry, String(at));
  const country = possible?.length === 1 ? possible : [];
  return [...(site && subdivision ? [subdivision] : []), ...country, 'somewhere'].filter((one) => one !== at);
}
