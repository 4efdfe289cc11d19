import type { FactSpec, FactSpecs } from '../declaration/fact.ts';
import { type Declaration, statedFacts } from '../declaration/schema.ts';
import type { DocumentKind } from '../declaration/vocabulary.ts';
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
  /** Documents that are named by digest, with their kinds: a fact that one of them shows is attested. */
  readonly attested: Attested;
  /** Whether the policy set demands the documents that instruments want behind facts. */
  readonly demanded: boolean;
};

type Attested = ReadonlyMap<string, DocumentKind>;

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
  return new Words(list, denied, complete ? undefined : (word) => unknown(ask(word), fact, word));
}

/** A list that ends where the operator says that it is complete. */
export const ended = <T>(items: readonly Bound<T>[], complete: boolean, because: string, fact: string): T[] => {
  const list = items.map(({ it }) => it);
  return complete ? list : openList(list, because, fact);
};

/** Puts the facts of a subject on it, typed as the packs declare them, and remembers how each is known. */
export function bound<T extends object>(
  it: T,
  subject: string,
  at: string,
  from: object,
  specs: ReadonlyMap<string, FactSpec>,
  { attested, demanded }: Binding,
): Bound<T> {
  const stated = statedFacts(from, specs).flatMap(([name, { value, document }]) => {
    const spec = specs.get(name);
    return spec ? [{ name, spec, value, shown: shows(spec, attested.get(document ?? '')) }] : [];
  });
  const values = stated.map(({ name, spec, value, shown }) => [
    name,
    demanded && !shown && spec.attestedBy ? bare(name, spec.attestedBy) : typed(spec, value),
  ]);
  const bases = stated.map(({ name, shown }) => [name, shown ? 'attested' : 'declared'] as const);
  return { it: Object.assign(it, Object.fromEntries(values)), subject, at, bases: new Map<string, Basis>(bases) };
}

/** Whether a document of this kind shows the fact: where the instrument wants a kind, no other does. */
const shows = ({ attestedBy }: FactSpec, kind: DocumentKind | undefined): boolean =>
  kind !== undefined && (attestedBy === undefined || attestedBy === kind);

/** A claim that counts for nothing until its document is named: whether it is a good or a bad one. */
const bare = (name: string, kind: DocumentKind) =>
  unknown(`\`${name}\` is a bare claim: no ${kind.replaceAll('-', ' ')} is named by its digest`, 'attested');

/** CEL's own types: its integers are bigints, its dates are dates. */
function typed({ type }: FactSpec, value: unknown): unknown {
  if (type === 'int' && typeof value === 'number') return BigInt(value);
  if (type === 'date') return parseDate(String(value));
  if (type === 'period') return new Period(String(value));
  return value;
}

/** The documents that are named by digest, by key. */
export const attestedDocuments = ({ documents }: Declaration): Attested =>
  new Map(Object.entries(listed(documents)).flatMap(([key, { kind, sha256 }]) => (sha256 ? [[key, kind]] : [])));
