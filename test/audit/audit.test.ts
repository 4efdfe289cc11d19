import { describe, expect, test } from 'vitest';
import { audit } from '../../shared/audit/audit.ts';
import { Audit } from '../../shared/audit/finding.ts';
import { declarationReader } from '../../shared/declaration/read.ts';
import { loadPolicy } from '../../shared/policy/load.ts';
import type { Pack, PolicySet } from '../../shared/policy/pack.ts';
import { allPacks, fixturePacks, registry, setOf, words } from '../policy/fixture-packs.ts';
import { but, day, declarations, observed, placing, whole } from './declarations.ts';
import { engine, type JsonMap, merge } from './engine.ts';
import { scenarios, wrong } from './scenarios.ts';

test.each(
  scenarios.map((scenario) => ({ name: scenario.given.name, want: scenario.want, pack: scenario.pack, scenario })),
)('$name: $pack is $want', ({ scenario }) => {
  expect([...wrong(engine, [scenario])]).toEqual([]);
});

const deeply = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !(value instanceof Map) && !(value instanceof Set)) {
    Object.values(value).forEach(deeply);
    Object.freeze(value);
  }
  return value;
};

const some = declarations.filter((_, index) => index % 3 === 0);

describe('law 1: an audit is a function of its input', () => {
  test('the same input gives the same bytes, from another policy and reader too', () => {
    for (const given of some) {
      const policy = loadPolicy(structuredClone(allPacks), setOf(given.set), words);
      const reading = declarationReader(policy.facts)(JSON.stringify(given.posted), 'json');
      const again = audit({ ...reading, registry, policy, asOf: given.asOf, lift: given.lift ?? [] });
      expect(JSON.stringify(again)).toBe(JSON.stringify(engine(given)));
    }
  });

  test('an audit fits its schema, and changes nothing that it is given', () => {
    const policy = loadPolicy(allPacks, setOf(), words);
    const read = declarationReader(policy.facts);
    for (const { posted, asOf } of some) {
      const { declaration, evidence } = deeply(read(JSON.stringify(posted), 'json'));
      const made = audit({ declaration, evidence, registry, policy, asOf });
      expect(Audit.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
    }
  });

  test('findings name each subject once', () => {
    for (const given of some)
      for (const { pack, findings } of engine(given).packs) {
        const names = findings.map(({ rule, subject }) => `${rule} ${subject}`);
        expect(
          names.filter((name, index) => names.indexOf(name) !== index),
          `${given.name}, ${pack}`,
        ).toEqual([]);
      }
  });
});

describe('what a digest covers', () => {
  const of = (
    change: (pack: Pack) => Pack,
    set: Partial<Omit<PolicySet, 'set' | 'packs'>> = {},
    posted: JsonMap = whole,
  ) => {
    const policy = loadPolicy(
      allPacks.map((pack) => (pack.pack === 'fixture-documents' ? change(pack) : pack)),
      setOf(set),
      words,
    );
    const reading = declarationReader(policy.facts)(JSON.stringify(posted), 'json');
    return audit({ ...reading, registry, policy, asOf: day });
  };
  const plain = of((pack) => pack);

  test('another title of a pack is another pack: its digest says so, and the verdict’s with it', () => {
    const renamed = of((pack) => ({ ...pack, title: 'Papers' }));
    expect(renamed.digest).not.toBe(plain.digest);
    expect(renamed.inputs.policySet).not.toBe(plain.inputs.policySet);
    const [one, other] = [plain, renamed].map(({ packs }) => packs.map(({ pack, digest }) => `${pack} ${digest}`));
    expect(one?.filter((line) => !other?.includes(line)).map((line) => line.split(' ')[0])).toEqual([
      'fixture-documents',
    ]);
  });

  test('every part of a pack is in its digest', () => {
    const changes: ((pack: Pack) => Pack)[] = [
      (pack) => ({ ...pack, scope: 'everybody else' }),
      (pack) => ({ ...pack, appliesTo: "'insurer' in app.roles || app.agent || false" }),
      (pack) => ({ ...pack, rules: pack.rules.map((rule) => ({ ...rule, because: 'other words' })) }),
      (pack) => ({ ...pack, rules: pack.rules.toReversed() }),
      (pack) => ({ ...pack, versions: pack.versions.map((version) => ({ ...version, instrument: 'other' })) }),
    ];
    const digests = new Set(changes.map((change) => of(change).digest));
    expect(digests.size).toBe(changes.length);
    expect(digests.has(plain.digest)).toBe(false);
  });

  test('a reading, a scheme and whether evidence is required are in the digest of the set', () => {
    const sets = [
      {},
      { readings: { 'fixture-readings/where': 'here' } },
      { evidence: 'required' as const },
      { scheme: 'meity' },
    ];
    expect(new Set(sets.map((set) => of((pack) => pack, set).inputs.policySet)).size).toBe(sets.length);
  });

  test('where a deployment stands in a file is not, what is deployed is', () => {
    const seen = (patch: JsonMap) => {
      const { placements, ...item } = observed('configuration', ['payments', 'store', 'aws/ap-south-1']);
      const [one] = Array.isArray(placements) ? placements : [];
      const moved = typeof one === 'object' && one !== null && !Array.isArray(one) ? { ...one, ...patch } : {};
      return of((pack) => pack, {}, merge(whole, { evidence: { plan: { ...item, placements: [moved] } } }));
    };
    expect(seen({ at: 'main.tf:3' }).digest).toBe(seen({ at: 'main.tf:300' }).digest);
    expect(seen({ resource: 'other' }).digest).not.toBe(seen({}).digest);
  });

  test('the date is', () => {
    expect(engine(but('whole', {})).digest).not.toBe(engine(but('whole', {}, { asOf: '2026-11-21' })).digest);
  });

  test('a basis is: a fact that a document attests is another finding', () => {
    const attested = engine(but('whole', {}));
    const declared = engine(but('declared', { facts: { vaulted: true } }));
    expect(declared.verdict).toBe(attested.verdict);
    expect(declared.digest).not.toBe(attested.digest);
  });
});

describe('what an audit says beside its verdict', () => {
  test('every unknown that an answer would settle asks for it', () => {
    const said = engine({
      name: '',
      posted: {
        application: 'x',
        roles: ['bank'],
        data: { p: { category: 'user.financial.payment' } },
        complete: ['roles'],
      },
      asOf: day,
    });
    const asked = said.packs.flatMap(({ findings }) =>
      findings.flatMap(({ missing }) => missing.map(({ fact }) => fact)),
    );
    expect([...new Set(asked)].toSorted()).toEqual(
      expect.arrayContaining(['activity', 'data', 'documents', 'quote', 'storedOnlyIn']),
    );
    for (const { findings } of said.packs)
      for (const { missing } of findings) for (const { ask } of missing) expect(ask).toMatch(/\?/);
  });

  test('a misspelt category and place are warned about, with what may be meant', () => {
    const { warnings } = engine({
      name: '',
      posted: { application: 'x', data: { a: { category: 'user.finacial', store: ['yotta/nm11', 'IN'] } } },
      asOf: day,
    });
    expect(warnings).toEqual([
      {
        pointer: '/data/a/category',
        message: expect.stringContaining('not in the taxonomy'),
        candidates: ['user.financial'],
      },
      {
        pointer: '/data/a/store/0',
        message: expect.stringContaining('not in the registry'),
        candidates: expect.arrayContaining(['yotta/nm1']),
      },
    ]);
  });

  test('owners and orders are shown; they change no finding of a pack that does not ask for them', () => {
    const findings = (owner: JsonMap) =>
      engine({
        name: '',
        posted: { ...whole, owners: { one: owner }, orders: { '69a': { kind: 'blocking', status: 'blocked' } } },
        asOf: day,
      });
    const [here, there] = [findings({ country: 'IN' }), findings({ country: 'CN', control: true })];
    const of = (one: Audit) => one.packs.find(({ pack }) => pack === 'india-only')?.findings;
    expect(of(here)).toEqual(of(there));
    expect(there.beside.owners).toEqual([{ key: 'one', country: 'CN', control: true }]);
    expect(there.beside.orders).toEqual([{ key: '69a', kind: 'blocking', status: 'blocked' }]);
    expect(there.beside.packs.map(({ pack }) => pack)).toEqual(
      expect.arrayContaining(['fixture-advisory', 'fixture-beside']),
    );
  });

  test('many resources at one place are one contradiction, which names them', () => {
    const { placements: first } = observed('configuration', ['payments', 'store', 'SG']);
    const { placements: second, ...item } = observed('configuration', ['payments', 'store', 'SG']);
    const two = [...(Array.isArray(first) ? first : []), ...(Array.isArray(second) ? second : [])].map((one, index) =>
      typeof one === 'object' && one !== null && !Array.isArray(one) ? { ...one, resource: `bucket-${index}` } : one,
    );
    const said = engine(but('two', { evidence: { plan: { ...item, placements: two } } }));
    const found = said.packs
      .find(({ pack }) => pack === 'india-only')
      ?.findings.filter(({ rule }) => rule === 'contradicts');
    expect(found?.map(({ because }) => because)).toEqual([
      '`bucket-0`, `bucket-1` are deployed at `SG`, which is not declared',
    ]);
  });

  test('a remedy stands beside a failure only', () => {
    for (const { findings } of engine(but('abroad', placing('payments', { backup: 'SG' }))).packs)
      for (const { outcome, remedy } of findings) if (outcome !== 'fail') expect(remedy).toBeUndefined();
  });
});

test('a pack of which no version is in force, or only a proposed one, is not applicable', () => {
  const [pack] = fixturePacks;
  if (pack === undefined) throw new Error('there is no fixture');
  const judged = (versions: Pack['versions']) => {
    const policy = loadPolicy([{ ...pack, versions }], { ...setOf(), packs: { law: 'all', also: [] } }, words);
    const { declaration, evidence } = declarationReader(policy.facts)(
      JSON.stringify({ application: 'x', roles: ['company'] }),
      'json',
    );
    return audit({ declaration, evidence, registry, policy, asOf: day }).packs[0];
  };
  const version = { id: '1', instrument: 'x', from: '2020-01-01', to: 'open', status: 'live' } as const;
  expect(judged([{ ...version, status: 'proposed' }])?.verdict).toBe('not-applicable');
  expect(judged([{ ...version, status: 'proposed' }])?.version).toBeNull();
  expect(judged([{ ...version, from: '2026-11-23' }])?.verdict).toBe('not-applicable');
  expect(judged([{ ...version, to: '2026-11-21' }])?.verdict).toBe('not-applicable');
  expect(judged([{ ...version, to: '2026-11-22', status: 'superseded' }])?.version).toBe('1');
});

test('no pack at all is indeterminate', () => {
  const policy = loadPolicy(allPacks, { ...setOf(), packs: { law: [], also: [] } }, words);
  const { declaration, evidence } = declarationReader(policy.facts)('{"application": "x"}', 'json');
  expect(audit({ declaration, evidence, registry, policy, asOf: day }).verdict).toBe('indeterminate');
});
