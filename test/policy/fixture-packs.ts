import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { CompiledPolicy, wordsOf } from '../../shared/policy/compiled.ts';
import { Pack, PolicySet } from '../../shared/policy/pack.ts';
import packsJson from '../../shared/policy/packs.json' with { type: 'json' };
import { indexRegistry } from '../../shared/registry/lookup.ts';
import registryJson from '../../shared/registry/registry.json' with { type: 'json' };
import { Registry } from '../../shared/registry/registry.ts';

const text = readFileSync(new URL('fixture-packs.yaml', import.meta.url), 'utf8');

export const fixturePacks = parseAllDocuments(text).map((document) => Pack.parse(document.toJS()));

/** The packs of the release and of the fixture. */
export const allPacks = [...CompiledPolicy.parse(packsJson).packs, ...fixturePacks];

const law = ['rbi-payment-data', ...fixturePacks.flatMap(({ pack, kind }) => (kind === 'law' ? [pack] : []))];

/** A policy set of the fixture's packs and two of the release, so that one audit says what each of them says. */
export const setOf = (change: Partial<Omit<PolicySet, 'set'>> = {}): PolicySet =>
  PolicySet.parse({
    set: 'everything',
    packs: { law, also: ['india-only', 'fixture-duties'] },
    scheme: 'approved-hosts',
    ...change,
  });

/** The registry of the release, with a list that an authority keeps. */
export const registry = indexRegistry({
  ...Registry.parse(registryJson),
  tables: { restricted: [{ country: 'US', from: '2026-01-01', to: '2026-12-31', source: 'fixture' }] },
});

export const words = wordsOf(registry);
