import { activities } from '../../shared/declaration/activity.ts';
import type { FactSpec, FactSubject } from '../../shared/declaration/fact.ts';
import { categories } from '../../shared/declaration/taxonomy.ts';
import { contexts, documentKinds, roles } from '../../shared/declaration/vocabulary.ts';
import { allPacks } from '../policy/fixture-packs.ts';
import type { Given, Json, JsonMap } from './engine.ts';

/** Chooses one of a few; the less likely later ones make a declaration worse. */
export type Pick = <T>(from: readonly T[]) => T;

const specs = allPacks.flatMap(({ facts }) => Object.entries(facts));
const good = ['aws/ap-south-1', 'aws/ap-south-2', 'yotta/nm1', 'IN-MH', 'IN'];
const places = [
  ...good,
  'SG',
  'US-VA',
  'aws/us-east-1',
  'aws/cloudfront',
  'gcp/asia',
  'example/lapsed-1',
  'Asia Pacific',
];
const periods = ['PT18H', 'PT24H', 'P1D', 'P7M', 'P12M', 'P200D', 'P5Y', 'never'];

export function factValue({ type, values }: FactSpec, pick: Pick): Json {
  switch (type) {
    case 'bool':
      return pick([true, true, true, false]);
    case 'int':
      return pick([1, 3, 4, 60]);
    case 'country':
      return pick(['IN', 'IN', 'SG']);
    case 'date':
      return pick(['2026-10-01', '2026-06-01', '2024-01-01', '2027-04-01']);
    case 'period':
      return pick(periods);
    case 'list':
      return pick([values ?? ['a'], [values?.[0] ?? 'a']]).slice();
    case 'string':
      return pick(values ?? ['plain', 'a sound one', 'zz']);
  }
}

const facts = (on: FactSubject, pick: Pick): JsonMap =>
  Object.fromEntries(specs.filter(([, spec]) => spec.on === on).map(([name, spec]) => [name, factValue(spec, pick)]));

function line(pick: Pick, from: readonly string[]): JsonMap {
  return { at: pick(from), by: pick(['us', 'them']), ...facts('placement', pick) };
}

function anyAsset(pick: Pick): JsonMap {
  const from = pick([good, good, places]);
  const placed = activities.filter(() => pick([true, false]));
  const none = activities.filter((activity) => !placed.includes(activity));
  return {
    category: pick(categories),
    contexts: pick<Json>(['none', 'none', [pick(contexts)]]),
    ...facts('asset', pick),
    ...(none.length > 0 ? { none } : {}),
    ...Object.fromEntries(
      placed.map((activity) => [
        activity,
        pick([1, 1, 1, 2]) === 1 ? line(pick, from) : [line(pick, from), line(pick, from)],
      ]),
    ),
  };
}

/** A declaration in which everything that any pack asks for has an answer. */
export function randomDeclaration(pick: Pick): Given {
  const chosen = roles.filter(() => pick([true, false, false]));
  const owner = (): JsonMap => ({
    country: pick(['IN', 'IN', 'US']),
    control: pick([true, false]),
    percent: pick([10, 60]),
    ...facts('owner', pick),
  });
  const posted: JsonMap = {
    application: 'random',
    operator: { country: pick(['IN', 'IN', 'SG']) },
    owners: { first: { ...owner(), owners: { behind: owner() } }, second: owner() },
    roles: chosen.length > 0 ? chosen : 'none',
    exemptions: pick<Json>(['none', ['roaming']]),
    facts: facts('application', pick),
    parties: { us: { country: 'IN', is: 'affiliate' }, them: { country: pick(['IN', 'SG']), is: 'vendor' } },
    documents: Object.fromEntries(documentKinds.map((kind) => [kind, { kind, ...facts('document', pick) }])),
    terms: { storedOnlyIn: pick([['IN'], ['IN'], ['IN', 'SG']]).slice() },
    data: Object.fromEntries(pick([['a'], ['a', 'b']]).map((id) => [id, anyAsset(pick)])),
    complete: ['roles', 'data', 'contexts', 'documents', 'owners', 'exemptions'],
  };
  const readings = pick<Readonly<Record<string, string>>>([
    {},
    {},
    { 'fixture-readings/logs': 'lenient' },
    { 'fixture-readings/where': 'here' },
  ]);
  return {
    name: 'random',
    posted,
    asOf: pick(['2026-11-22', '2026-03-31', '2026-12-15', '2027-06-01']),
    set: { readings, packs: { law: 'all', also: ['india-only', 'fixture-duties'] } },
  };
}
