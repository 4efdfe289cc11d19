import { digestOf } from '../canonical.ts';
import { type NamesAbroad, namesAbroad } from './abroad.ts';
import type { Approval, Registry, Site } from './registry.ts';

/** A registry made ready for questions. Maps, not objects: the caller chooses the names that are asked for. */
export type RegistryIndex = {
  readonly registry: Registry;
  /** `sha256:<hex>` of the registry's canonical form; computed on first use. */
  readonly digest: () => string;
  readonly countries: ReadonlyMap<string, string>;
  readonly subdivisions: ReadonlyMap<string, string>;
  readonly formerSubdivisions: ReadonlyMap<string, string>;
  readonly schemes: ReadonlyMap<string, Registry['schemes'][string]>;
  readonly tables: ReadonlyMap<string, Registry['tables'][string]>;
  readonly sites: ReadonlyMap<string, Site>;
  readonly approvals: ReadonlyMap<string, readonly Approval[]>;
  /** Names of places outside India, made on first use. */
  readonly abroad: () => NamesAbroad;
  /** Made on first use: a declaration that names sites by id never pays for it. */
  readonly names: () => SiteNames;
};

/** Site ids by folded name: `given` are names and aliases of the registry, `made` are built from provider and place. */
export type SiteNames = {
  readonly given: ReadonlyMap<string, ReadonlySet<string>>;
  readonly made: ReadonlyMap<string, ReadonlySet<string>>;
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly providers: ReadonlyMap<string, string>;
};

/** `known`: its digest, where somebody computed it already. */
export function indexRegistry(registry: Registry, known?: string): RegistryIndex {
  let names: SiteNames | undefined;
  let digest = known;
  let abroad: NamesAbroad | undefined;
  return {
    registry,
    digest: () => {
      digest ??= digestOf(registry);
      return digest;
    },
    countries: new Map(Object.entries(registry.countries)),
    subdivisions: new Map(Object.entries(registry.subdivisions)),
    formerSubdivisions: new Map(Object.entries(registry.formerSubdivisions)),
    schemes: new Map(Object.entries(registry.schemes)),
    tables: new Map(Object.entries(registry.tables)),
    sites: new Map(registry.sites.map((site) => [site.id, site])),
    approvals: Map.groupBy(registry.approvals, ({ site }) => site),
    abroad: () => {
      abroad ??= namesAbroad(registry, 'IN');
      return abroad;
    },
    names: () => {
      names ??= namesOf(registry);
      return names;
    },
  };
}

/** One spelling of a name: lower case, and any run of spaces, `/` or `:` is one space. */
export function folded(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s/:]+/g, ' ')
    .trim();
}

/** The part of a site's id that its provider gave it: `ap-south-1` of `aws/ap-south-1`. */
export function codeOf(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}

function namesOf(registry: Registry): SiteNames {
  const given = new Map<string, Set<string>>();
  const made = new Map<string, Set<string>>();
  const codes = new Map<string, Set<string>>();
  const providers = new Map<string, string>();
  const labels = new Map<string, string[]>();
  for (const [id, { name, aliases }] of Object.entries(registry.providers)) {
    labels.set(id, [...new Set([id, name, ...aliases].map(folded))]);
    for (const label of labels.get(id) ?? []) providers.set(label, id);
  }
  for (const site of registry.sites) {
    for (const name of [site.name, ...site.aliases]) add(given, folded(name), site.id);
    add(codes, codeOf(site.id), site.id);
    const parts = [codeOf(site.id), site.name, ...citiesOf(site)].map(folded);
    for (const label of labels.get(site.provider) ?? [])
      for (const part of parts) add(made, `${label} ${part}`, site.id);
  }
  return { given, made, codes, providers };
}

/**
 * The cities a site may be called by.
 *
 * Only of data centres and regions: `AWS Mumbai` is the region, not an edge site there, and a multi-region has no city.
 */
function citiesOf({ kind, city }: Site): string[] {
  return city === undefined || (kind !== 'data-centre' && kind !== 'cloud-region') ? [] : citiesIn(city);
}

/** The cities that a site's `city` speaks of: `Mahape, Navi Mumbai` is both, and `Delhi NCR` is also `Delhi`. */
export function citiesIn(city: string): string[] {
  return city.split(/[(),/]/).flatMap((part) => {
    const name = part.trim();
    return name === '' ? [] : [name, name.replace(/ NCR$/, '')];
  });
}

function add(map: Map<string, Set<string>>, name: string, id: string): void {
  const ids = map.get(name);
  if (ids === undefined) map.set(name, new Set([id]));
  else ids.add(id);
}
