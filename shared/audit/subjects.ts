import { canonical, sha256 } from '../canonical.ts';
import { type Activity, activities, fieldOf } from '../declaration/activity.ts';
import type { FactSpec, FactSpecs } from '../declaration/fact.ts';
import { formatPointer } from '../declaration/pointer.ts';
import { type Declaration, type Line, statedFacts } from '../declaration/schema.ts';
import { taxonomy } from '../declaration/taxonomy.ts';
import type { Completable } from '../declaration/vocabulary.ts';
import type { EvidenceMap } from '../evidence/evidence.ts';
import { Category } from '../policy/category.ts';
import { openList, Words } from '../policy/open-list.ts';
import { Period, parseDate } from '../policy/period.ts';
import type { PlaceContext } from '../policy/place.ts';
import { App, Asset, Doc, Owner, Party, Placement } from '../policy/subjects.ts';
import { unknown } from '../policy/unknown.ts';
import type { Basis } from './outcome.ts';
import { type Placed, placements, type Sightings } from './places.ts';
import { type BoundTerms, boundTerms } from './terms.ts';

/** A subject of rules, its content key, where it stands in the declaration, and how each of its facts is known. */
export type Bound<T> = {
  readonly it: T;
  readonly subject: string;
  readonly at: string;
  readonly bases: ReadonlyMap<string, Basis>;
};

export type BoundPlacement = Bound<Placement> & { readonly placed: Placed };

export type BoundAsset = Bound<Asset> & {
  /** Placements by activity; an activity that was not answered is not a key. */
  readonly answers: ReadonlyMap<Activity, readonly BoundPlacement[]>;
};

/** A declaration made ready to be judged. Lists that the operator did not call complete are open. */
export type Subjects = {
  readonly app: Bound<App>;
  readonly assets: readonly BoundAsset[];
  readonly documents: readonly Bound<Doc>[];
  readonly owners: readonly Bound<Owner>[];
  readonly terms: BoundTerms;
  readonly asOf: Date;
  readonly closed: ReadonlySet<Completable>;
  /** The roles as if their list were open: what the operator would have to deny. */
  readonly openRoles: Words;
};

export type Binding = {
  readonly declaration: Declaration;
  readonly evidence: EvidenceMap;
  readonly facts: FactSpecs;
  readonly context: PlaceContext;
  readonly seen: Sightings;
  readonly required: boolean;
};

export function bind(binding: Binding): Subjects {
  const { declaration, evidence, context } = binding;
  const closed = closedLists(declaration);
  const assets = Object.keys(listed(declaration.data))
    .toSorted()
    .map((id) => bindAsset(id, binding, closed));
  const documents = bindDocuments(binding);
  const owners = bindOwners(binding);
  const rolesWith = (complete: boolean) =>
    words(
      declaration.roles,
      declaration.notRoles ?? [],
      complete,
      (role) => `whether the operator or application is a \`${role}\` was not said`,
      'roles',
    );
  const app = Object.assign(new App(), {
    name: declaration.application,
    ...(declaration.operator?.country === undefined ? {} : { country: declaration.operator.country }),
    roles: rolesWith(closed.has('roles')),
    exemptions: words(
      declaration.exemptions,
      [],
      closed.has('exemptions'),
      (name) => `whether the exemption \`${name}\` is claimed was not said`,
      'exemptions',
    ),
    assets: ended(assets, closed.has('data'), 'the data were not said to be complete'),
    documents: ended(documents, closed.has('documents'), 'the documents were not said to be complete'),
    owners: ended(owners, closed.has('owners'), 'the owners were not said to be complete'),
  });
  return {
    app: bound(app, '/facts', '/facts', declaration.facts ?? {}, binding.facts.application, binding),
    assets,
    documents,
    owners,
    terms: boundTerms(declaration, evidence),
    asOf: parseDate(context.asOf),
    closed,
    openRoles: rolesWith(false),
  };
}

/** A list is closed when the operator says so, aloud: by `none`, or by `complete` beside a list that was given. */
function closedLists(declaration: Declaration): ReadonlySet<Completable> {
  const claimed = (declaration.complete ?? []).filter((list) => list === 'contexts' || declaration[list] !== undefined);
  const lists = ['roles', 'documents', 'owners', 'parties', 'exemptions'] as const;
  return new Set([...claimed, ...lists.filter((list) => declaration[list] === 'none')]);
}

const listed = <T>(map: Readonly<Record<string, T>> | 'none' | undefined): Readonly<Record<string, T>> =>
  map === undefined || map === 'none' ? {} : map;

function words(
  said: readonly string[] | 'none' | undefined,
  denied: readonly string[],
  complete: boolean,
  ask: (word: string) => string,
  fact: string,
): Words {
  const list = said === undefined || said === 'none' ? [] : said;
  return new Words(list, denied, complete ? undefined : (word) => unknown(ask(word), fact));
}

const ended = <T>(items: readonly Bound<T>[], complete: boolean, because: string): T[] => {
  const list = items.map(({ it }) => it);
  return complete ? list : openList(list, because);
};

/** Puts the facts of a subject on it, typed as the packs declare them, and remembers how each is known. */
function bound<T extends object>(
  it: T,
  subject: string,
  at: string,
  from: object,
  specs: ReadonlyMap<string, FactSpec>,
  { declaration }: Binding,
): Bound<T> {
  const stated = statedFacts(from, specs);
  const attested = new Set(
    Object.entries(listed(declaration.documents)).flatMap(([key, { sha256: digest }]) => (digest ? [key] : [])),
  );
  const values = stated.flatMap(([name, { value }]) => {
    const spec = specs.get(name);
    return spec ? [[name, typed(spec, value)] as const] : [];
  });
  const bases = stated.map(
    ([name, { document }]) =>
      [name, document !== undefined && attested.has(document) ? 'attested' : 'declared'] as const,
  );
  return { it: Object.assign(it, Object.fromEntries(values)), subject, at, bases: new Map<string, Basis>(bases) };
}

/** CEL's own types: its integers are bigints, its dates are dates. */
function typed({ type }: FactSpec, value: unknown): unknown {
  if (type === 'int' && typeof value === 'number') return BigInt(value);
  if (type === 'date') return parseDate(String(value));
  if (type === 'period') return new Period(String(value));
  return value;
}

function bindAsset(id: string, binding: Binding, closed: ReadonlySet<Completable>): BoundAsset {
  const { declaration, facts } = binding;
  const asset = listed(declaration.data)[id] ?? {};
  const at = formatPointer(['data', id]);
  const answers = new Map(activities.flatMap((activity) => answerOf(id, activity, asset, binding)));
  const complete = asset.contexts === 'none' || (asset.contexts !== undefined && closed.has('contexts'));
  const it = Object.assign(new Asset(), {
    id,
    ...(asset.category === undefined ? {} : { category: new Category(asset.category, taxonomy) }),
    contexts: words(
      asset.contexts,
      [],
      complete,
      (context) => `whether \`${id}\` is part of a ${context.replaceAll('-', ' ')} was not said`,
      'contexts',
    ),
    ...Object.fromEntries([...answers].map(([activity, placed]) => [fieldOf(activity), placed.map((one) => one.it)])),
  });
  return { ...bound(it, at, at, asset, facts.asset, binding), answers };
}

type AssetDeclared = NonNullable<Declaration['data']>[string];

/** The placements of one activity; none at all when it was neither placed nor said to happen nowhere. */
function answerOf(
  id: string,
  activity: Activity,
  asset: AssetDeclared,
  binding: Binding,
): [Activity, BoundPlacement[]][] {
  const lines = distinct(asset[activity] ?? []);
  const answered = asset[activity] !== undefined || (asset.none ?? []).includes(activity);
  const placed = placements(id, activity, lines, answered, binding);
  if (!answered && placed.length === 0) return [];
  const names = placed.map(({ line }) => line.at ?? '');
  return [
    [
      activity,
      placed.map((one) => {
        const name = one.line.at ?? '(not said)';
        const twin =
          names.filter((other) => other === (one.line.at ?? '')).length > 1
            ? `#${sha256(canonical(one.line)).slice(0, 8)}`
            : '';
        const subject = `${formatPointer(['data', id, activity])}@${name}${twin}`;
        const index = asset[activity]?.indexOf(one.line) ?? -1;
        const at = formatPointer(index < 0 ? ['data', id] : ['data', id, activity, index]);
        return {
          ...bound(placementOf(activity, one, binding), subject, at, one.line, binding.facts.placement, binding),
          placed: one,
        };
      }),
    ],
  ];
}

const distinct = (lines: readonly Line[]): Line[] => [
  ...new Map(lines.map((line) => [canonical(line), line] as const).toReversed()).values(),
];

function placementOf(activity: Activity, { line, place }: Placed, { declaration }: Binding): Placement {
  const party = line.by === undefined ? undefined : listed(declaration.parties)[line.by];
  return Object.assign(new Placement(), {
    activity,
    place,
    ...(party ? { by: Object.assign(new Party(), party) } : {}),
  });
}

function bindDocuments(binding: Binding): Bound<Doc>[] {
  return Object.entries(listed(binding.declaration.documents))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, document]) => {
      const at = formatPointer(['documents', key]);
      const one = bound(
        Object.assign(new Doc(), { kind: document.kind }),
        at,
        at,
        document,
        binding.facts.document,
        binding,
      );
      const basis: Basis = document.sha256 === undefined ? 'declared' : 'attested';
      return { ...one, bases: new Map([...one.bases.keys(), 'kind'].map((name) => [name, basis])) };
    });
}

function bindOwners(binding: Binding): Bound<Owner>[] {
  const bindOne = (owner: OwnerDeclared, at: string): Bound<Owner>[] => {
    const beneficial = Object.entries(owner.owners ?? {}).flatMap(([key, inner]) =>
      bindOne(inner, `${at}${formatPointer(['owners', key])}`),
    );
    const it = Object.assign(new Owner(), {
      ...(owner.country === undefined ? {} : { country: owner.country }),
      ...(owner.control === undefined ? {} : { control: owner.control }),
      ...(owner.percent === undefined ? {} : { percent: BigInt(Math.ceil(owner.percent)) }),
      owners: beneficial.map((one) => one.it),
    });
    return [bound(it, at, at, owner, binding.facts.owner, binding), ...beneficial];
  };
  return Object.entries(listed(binding.declaration.owners)).flatMap(([key, owner]) =>
    bindOne(owner, formatPointer(['owners', key])),
  );
}

type OwnerDeclared = {
  readonly country?: string | undefined;
  readonly control?: boolean | undefined;
  readonly percent?: number | undefined;
  readonly owners?: Readonly<Record<string, OwnerDeclared>> | undefined;
};
