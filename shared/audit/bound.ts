import type { FactSpec, FactSpecs } from '../declaration/fact.ts';
import { type Declaration, statedFacts } from '../declaration/schema.ts';
import type { EvidenceMap } from '../evidence/evidence.ts';
import { openList, Words } from '../policy/open-list.ts';
import { Period, parseDate } from '../policy/period.ts';
import type { PlaceContext } from '../policy/place.ts';
import { unknown } from '../policy/unknown.ts';
import type { Basis } from './outcome.ts';
import type { Sightings } from './places.ts';

/** A subject of rules, its content key, where it stands in the declaration, and how each of its facts is known. */
export type Bound<T> = {
  readonly it: T;
  readonly subject: string;
  readonly at: string;
  readonly bases: ReadonlyMap<string, Basis>;
};

export type Binding = {
  readonly declaration: Declaration;
  readonly evidence: EvidenceMap;
  readonly facts: FactSpecs;
  readonly context: PlaceContext;
  readonly seen: Sightings;
  readonly required: boolean;
  /** Keys of the documents that are named by digest: a fact that one of them shows is attested. */
  readonly attested: ReadonlySet<string>;
};

/** The entries of a map that may be said to be empty. */
export const listed = <T>(map: Readonly<Record<string, T>> | 'none' | undefined): Readonly<Record<string, T>> =>
  map === undefined || map === 'none' ? {} : map;

/** Words that are said, denied, or a question while their list is open. */
export function words(
  said: readonly string[] | 'none' | undefined,
  denied: readonly string[],
  complete: boolean,
  ask: (word: string) => string,
  fact: string,
): Words {
  const list = said === undefined || said === 'none' ? [] : said;
  return new Words(list, denied, complete ? undefined : (word) => unknown(ask(word), fact));
}

/** A list that ends where the operator says that it is complete. */
export const ended = <T>(items: readonly Bound<T>[], complete: boolean, because: string): T[] => {
  const list = items.map(({ it }) => it);
  return complete ? list : openList(list, because);
};

/** Puts the facts of a subject on it, typed as the packs declare them, and remembers how each is known. */
export function bound<T extends object>(
  it: T,
  subject: string,
  at: string,
  from: object,
  specs: ReadonlyMap<string, FactSpec>,
  { attested }: Binding,
): Bound<T> {
  const stated = statedFacts(from, specs);
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

/** Keys of the documents that are named by digest. */
export const attestedKeys = ({ documents }: Declaration): ReadonlySet<string> =>
  new Set(Object.entries(listed(documents)).flatMap(([key, { sha256 }]) => (sha256 ? [key] : [])));
