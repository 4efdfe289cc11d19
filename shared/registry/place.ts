import { distance } from 'fastest-levenshtein';
import { type Site, siteId } from './registry.ts';
import { codeOf, folded, type RegistryIndex } from './registry-index.ts';

/** What is known of where a named place is. `why` says why a country is not known; `candidates` may have been meant. */
export type Resolved = {
  readonly name: string;
  readonly site?: Site;
  readonly certain: readonly string[];
  /** The countries it may be in, null for no bound. */
  readonly possible: readonly string[] | null;
  readonly subdivision?: string;
  readonly why?: string;
  readonly candidates: string[];
};

/** Longer names are not compared with others: the caller chose the length. */
const longest = 100;

/**
 * Finds the place that a declaration or a template names: a site, a country (ISO 3166-1), a subdivision (3166-2).
 *
 * Anything else is words, and words are nowhere: a country is never guessed from a brand or from part of a region's
 * name. A name that may mean several sites means none of them, even when all lie in one country. `suggest` also looks
 * for what an unlisted name may have meant, which is dear.
 */
export function resolvePlace(index: RegistryIndex, name: string, suggest = true): Resolved {
  const found = codeNamed(index, name) ?? siteNamed(index, name);
  return found ?? unknown(name, whyUnlisted(index, name), suggest ? candidates(index, name) : []);
}

/**
 * Finds places and remembers them, for the length of one audit: near names of an unlisted one are dear to find,
 * and the caller may have written it ten thousand times.
 */
export function resolver(index: RegistryIndex): (name: string) => Resolved {
  const known = new Map<string, Resolved>();
  return (name) => {
    const found = known.get(name) ?? resolvePlace(index, name, known.size < searched);
    known.set(name, found);
    return found;
  };
}

/** For how many different names of one audit near ones are looked for. */
const searched = 200;

/** The site that a name means, if it means exactly one. */
export const siteOf = (index: RegistryIndex, name: string): Site | undefined => siteNamed(index, name)?.site;

/**
 * The id of the site that a name means, or that it spells where the provider is known and the site is not listed.
 * `n/a` is spelt like an id and names nobody.
 */
export function idOf(index: RegistryIndex, name: string): string | undefined {
  const meant = siteNamed(index, name);
  if (meant !== undefined) return meant.site?.id;
  const id = idSpelt(name);
  return id !== undefined && Object.hasOwn(index.registry.providers, id.split('/')[0] ?? '') ? id : undefined;
}

/** The id that a name spells, if it is spelt as one: `aws:AP-SOUTH-1` is `aws/ap-south-1`. */
function idSpelt(name: string): string | undefined {
  const id = name.trim().toLowerCase().replaceAll(':', '/');
  return siteId.test(id) ? id : undefined;
}

function codeNamed({ countries, subdivisions, formerSubdivisions }: RegistryIndex, name: string): Resolved | undefined {
  if (countries.has(name)) return { name, certain: [name], possible: [name], candidates: [] };
  const subdivision = formerSubdivisions.get(name) ?? name;
  const country = subdivision.slice(0, 2);
  if (!subdivisions.has(subdivision)) return undefined;
  return { name, certain: [country], possible: [country], subdivision, candidates: [] };
}

function siteNamed(index: RegistryIndex, name: string): Resolved | undefined {
  const site = index.sites.get(idSpelt(name) ?? '');
  if (site) return resolvedSite(name, site);
  const key = folded(name);
  const ids = index.names().given.get(key) ?? index.names().made.get(key);
  if (ids === undefined) return undefined;
  const [id, ...others] = [...ids].toSorted();
  const only = id === undefined || others.length > 0 ? undefined : index.sites.get(id);
  if (only) return resolvedSite(name, only);
  return unknown(name, `\`${brief(name)}\` may be any of ${ids.size} sites`, [...ids].toSorted());
}

function resolvedSite(name: string, site: Site): Resolved {
  const { certain, possible, subdivision } = site;
  const why = whyNowhere(site);
  return {
    name,
    site,
    certain,
    possible,
    ...(subdivision === undefined ? {} : { subdivision }),
    ...(why === undefined ? {} : { why }),
    candidates: [],
  };
}

function whyNowhere({ id, kind, status, confidence, certain, possible }: Site): string | undefined {
  if (status === 'unknown') return `\`${id}\` is unconfirmed: it is not known whether it operates`;
  if (status !== 'operating') return `\`${id}\` is ${status}`;
  if (confidence === 'memory') return `where \`${id}\` lies is not confirmed by any source`;
  if (kind === 'edge') return `\`${id}\` is an edge site, to which no data is pinned`;
  if (kind === 'network') return `\`${id}\` is a worldwide network`;
  if (certain.length === 0 && possible === null) return `\`${id}\` is not tied to a country`;
  return undefined;
}

function whyUnlisted(index: RegistryIndex, name: string): string {
  const id = idSpelt(name);
  if (id !== undefined) return `\`${brief(id)}\` is not in the registry`;
  if (index.names().providers.has(folded(name))) return `\`${brief(name)}\` is a provider, not a place`;
  if (/^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(name)) return `\`${name}\` is not a code of ISO 3166-2`;
  return `\`${brief(name)}\` is not in the registry`;
}

function candidates(index: RegistryIndex, name: string): string[] {
  const id = idSpelt(name);
  if (id !== undefined) return near(id, index.sites.keys());
  const provider = index.names().providers.get(folded(name));
  if (provider !== undefined)
    return index.registry.sites.flatMap((site) => (site.provider === provider ? site.id : [])).slice(0, 5);
  const { countries, subdivisions } = index;
  if (name.length > longest) return [];
  const code = name.toUpperCase();
  const key = folded(name);
  if (/^[A-Z]{2}-/.test(name))
    return near(
      name,
      [...subdivisions.keys()].filter((other) => other.startsWith(name.slice(0, 3))),
    );
  if (countries.has(code) || subdivisions.has(code)) return [code];
  const country = [...countries].find(([, title]) => folded(title) === key);
  if (country) return [country[0]];
  const same = index.names().codes.get(key);
  if (same) return [...same].toSorted().slice(0, 5);
  const part = sitesCalled(index, key);
  if (part.length > 0) return part;
  const { given } = index.names();
  return [...new Set(near(key, given.keys()).flatMap((other) => [...(given.get(other) ?? [])]))].slice(0, 5);
}

/** Sites with the words in their name or city: `Virginia` is part of `US East (N. Virginia)`, and no more than that. */
function sitesCalled({ registry }: RegistryIndex, words: string): string[] {
  if (words.length < 4) return [];
  const called = (text = '') => folded(text).includes(words);
  return registry.sites
    .filter(
      ({ kind, name, city }) => (kind === 'data-centre' || kind === 'cloud-region') && (called(name) || called(city)),
    )
    .map(({ id }) => id)
    .toSorted()
    .slice(0, 5);
}

/** At most five of `others`, nearest first, in which at most a third of the letters differ. */
function near(name: string, others: Iterable<string>): string[] {
  if (name.length > longest) return [];
  const provider = siteId.test(name) ? name.slice(0, name.indexOf('/') + 1) : '';
  return [...others]
    .filter((other) => Math.abs(other.length - name.length) <= Math.max(other.length, name.length) / 3)
    .map((other) => ({ other, away: distance(name, other), same: provider !== '' && other.startsWith(provider) }))
    .filter(({ other, away, same }) => {
      if (same) return distance(codeOf(name), codeOf(other)) <= Math.max(2, codeOf(name).length / 2);
      return away <= Math.max(1, Math.floor(Math.max(other.length, name.length) / 3));
    })
    .toSorted((a, b) => Number(b.same) - Number(a.same) || a.away - b.away || (a.other < b.other ? -1 : 1))
    .slice(0, 5)
    .map(({ other }) => other);
}

function brief(name: string): string {
  return name.length > longest ? `${name.slice(0, longest)}…` : name;
}

function unknown(name: string, why: string, candidates: string[]): Resolved {
  return { name, certain: [], possible: null, why, candidates };
}
