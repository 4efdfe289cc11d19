import { describe, expect, test } from 'vitest';
import { NivasError } from '../../shared/error.ts';
import { checkPacks } from '../../shared/policy/check.ts';
import { loadPolicy } from '../../shared/policy/load.ts';
import { Pack, PolicySet } from '../../shared/policy/pack.ts';
import { allPacks, setOf, words } from './fixture-packs.ts';

const written = {
  pack: 'p',
  title: 'A pack',
  kind: 'law',
  issuer: 'nobody',
  scope: 'everybody there is',
  versions: [{ id: '1', instrument: 'one', from: '2020-01-01', to: 'open' }],
  appliesTo: "'bank' in app.roles",
  facts: {
    kept: { on: 'asset', type: 'period', ask: 'How long is it kept?' },
    tier: { on: 'placement', type: 'string', values: ['hot', 'cold'], ask: 'Is it hot or cold?' },
    home: { on: 'application', type: 'country', ask: 'Where is the home office?' },
  },
  readings: { where: { ask: 'Where?', options: { here: 'here', there: 'there' } } },
  rules: [
    {
      id: 'one',
      claim: 'Data is kept for a day.',
      for: 'placement',
      data: 'user',
      activities: ['store'],
      when: "placement.tier == 'hot'",
      require: "data.kept >= period('P1D') && app.home == 'IN' && reading.where == 'here'",
      clause: 'one',
      because: '{{data.id}} is kept for {{data.kept}}',
    },
  ],
};
const [rule] = written.rules;

/** Every problem of packs, whichever of the two checks finds it. */
function problems(...packs: unknown[]): string[] {
  const parsed = packs.map((pack) => Pack.parse(pack));
  const found = checkPacks(parsed, words);
  try {
    loadPolicy(parsed, { ...setOf(), packs: { law: 'all', also: [] } }, words);
  } catch (error) {
    if (!(error instanceof NivasError)) throw error;
    expect(error.code).toBe('pack_invalid');
    found.push(...error.issues);
  }
  return found.map(({ pointer, message }) => `${pointer} ${message}`);
}

test('the packs that are shipped and those of the fixture have no problem', () => {
  expect(checkPacks(allPacks, words)).toEqual([]);
  expect(problems(written)).toEqual([]);
});

describe('a condition is refused', () => {
  test.each([
    { what: 'a syntax error', require: "place.onlyIn('IN'", says: /Expected/ },
    { what: 'nothing', require: '', says: /./ },
    { what: 'no condition', require: 'data.id', says: /expected a condition, this is of type string/ },
    { what: 'a type error', require: "data.kept > 'P1D'", says: /no such overload: Period > string/ },
    { what: 'a misspelt fact', require: "data.kpet > period('P1D')", says: /kpet/ },
    { what: 'a misspelt variable', require: "plaec.onlyIn('IN')", says: /Unknown variable: plaec/ },
    { what: 'a variable of another rule', require: 'doc.kind == doc.kind', says: /Unknown variable: doc/ },
    { what: 'a misspelt function', require: "place.onlyInn('IN')", says: /onlyInn/ },
    {
      what: 'a misspelt category',
      require: "data.category.under('usr')",
      says: /no category `usr`; did you mean `user`\?/,
    },
    { what: 'a misspelt country', require: "place.onlyIn('INN')", says: /no country `INN`; did you mean `IN`\?/ },
    { what: 'a country that is not one', require: "place.includes('XX')", says: /no country `XX`/ },
    {
      what: 'a misspelt scheme',
      require: "place.approved('approved-host')",
      says: /no scheme `approved-host`; did you mean `approved-hosts`\?/,
    },
    {
      what: 'a misspelt role',
      require: "'bnak' in app.roles",
      says: /no value of `app.roles` `bnak`; did you mean `bank`\?/,
    },
    { what: 'a misspelt role in a list', require: "['bnak'].exists(role, role in app.roles)", says: /bnak/ },
    { what: 'a misspelt exemption', require: "'roming' in app.exemptions", says: /did you mean `roaming`\?/ },
    { what: 'a misspelt context', require: "'loanfile' in data.contexts", says: /did you mean `loan-file`\?/ },
    {
      what: 'a misspelt kind of document',
      require: "app.documents.exists(d, d.kind == 'public-term')",
      says: /did you mean `public-terms`\?/,
    },
    { what: 'a misspelt value of a fact', require: "placement.tier == 'hott'", says: /did you mean `hot`\?/ },
    {
      what: 'a misspelt value of a fact, in a list',
      require: "placement.tier in ['hot', 'codl']",
      says: /did you mean `cold`\?/,
    },
    { what: 'a misspelt option of a reading', require: "reading.where == 'heer'", says: /did you mean `here`\?/ },
    { what: 'a misspelt activity', require: "placement.activity == 'stor'", says: /did you mean `store`\?/ },
    { what: 'a reading that is not there', require: "reading.wear == 'here'", says: /wear/ },
    { what: '`has`', require: 'has(data.kept)', says: /has/ },
    { what: 'absence by `!has`', require: '!has(data.kept)', says: /has/ },
    { what: '`size`', require: 'size(data.store) > 0', says: /`size\(\)` is not part/ },
    { what: '`size` as a method', require: 'data.store.size() > 0', says: /`size\(\)` is not part/ },
    { what: '`matches`', require: "data.id.matches('a.*b')", says: /`matches\(\)` is not part/ },
    { what: '`map`', require: "data.store.map(s, s.activity) == ['store']", says: /./ },
    { what: '`exists_one`', require: 'data.store.exists_one(s, true)', says: /exists_one/ },
    { what: 'a map', require: "'a' in {'a': 1}", says: /maxMapEntries/ },
    { what: 'an index', require: "data.store[0].activity == 'store'", says: /`\[\]` is not part/ },
    { what: 'a sum', require: '1 + 1 == 2', says: /`\+` is not part/ },
    { what: 'lists compared', require: "['a'] == ['a']", says: /does not take list</ },
    { what: 'lists of the declaration compared', require: 'data.store == data.backup', says: /does not take list</ },
    { what: 'a number taken from a number', require: '3 - 2 == 1', says: /./ },
    { what: 'a date taken from a date', require: 'asOf - asOf == asOf - asOf', says: /./ },
    { what: 'numbers of two types', require: '1 < 1.5', says: /./ },
    { what: 'conditions in order', require: 'false < true', says: /./ },
    { what: 'a list of dates compared', require: '[asOf] == [asOf]', says: /does not take list</ },
    {
      what: 'three quantifiers in one another',
      require: 'app.assets.all(a, a.store.all(b, app.assets.all(c, true)))',
      says: /nest at most twice/,
    },
    { what: 'too many nodes', require: Array.from({ length: 250 }, () => 'true').join(' && '), says: /maxAstNodes/ },
    { what: 'too much depth', require: `${'('.repeat(60)}true${')'.repeat(60)}`, says: /maxDepth/ },
    {
      what: 'a list that is too long',
      require: `'a' in [${Array.from({ length: 80 }, () => "'a'").join(',')}]`,
      says: /maxListElements/,
    },
    { what: 'a period that is none', require: "data.kept > period('1d')", says: /`1d` is not an ISO 8601 period/ },
    { what: 'a date that is none', require: "asOf > date('2026-02-30')", says: /`2026-02-30` is not a date/ },
    {
      what: 'a period that is not written out',
      require: 'data.kept > period(data.id)',
      says: /takes a text in quotes/,
    },
    {
      what: 'a function of CEL',
      require: "timestamp('2026-01-01T00:00:00Z') < asOf",
      says: /`timestamp\(\)` is not part/,
    },
    { what: 'a word for people', require: "place.standing == 'x'", says: /is for reasons, not for conditions/ },
  ])('$what: `$require`', ({ require, says }) => {
    const found = problems({ ...written, rules: [{ ...rule, require }] }).filter(
      (one) => !one.includes('no rule reads'),
    );
    expect(found.join('\n')).toMatch(says);
    expect(found[0]).toMatch(/^\/rules\/0\/require pack `p`: /);
  });
});

describe('a pack is refused', () => {
  const of = (change: object) => ({ ...written, ...change });
  const ruled = (change: object) => of({ rules: [{ ...rule, ...change }] });
  const version = { id: '1', instrument: 'one', from: '2020-01-01', to: 'open' };
  test.each([
    { what: '`appliesTo` does not parse', pack: of({ appliesTo: 'yes please' }), says: /^\/appliesTo / },
    {
      what: '`appliesTo` reads data',
      pack: of({ appliesTo: "data.id == 'x'" }),
      says: /^\/appliesTo .*Unknown variable: data/,
    },
    {
      what: '`appliesTo` reads derived duties',
      pack: of({ appliesTo: 'app.assets.exists(a, a.staysInIndia)' }),
      says: /^\/appliesTo .*staysInIndia/,
    },
    { what: '`when` does not parse', pack: ruled({ when: 'placement.teir' }), says: /^\/rules\/0\/when / },
    { what: '`because` names nothing', pack: ruled({ because: '{{data.idd}} is there' }), says: /idd/ },
    { what: '`because` does not parse', pack: ruled({ because: '{{data.id is}} there' }), says: /^\/rules\/0/ },
    {
      what: '`because` calls what is not of the language',
      pack: ruled({ because: '{{1 + 1}} is there' }),
      says: /^\/rules\/0/,
    },
    { what: '`remedy` names nothing', pack: ruled({ remedy: 'Move it to {{place.neerest}}.' }), says: /neerest/ },
    {
      what: 'a document’s need depends on the document',
      pack: of({
        rules: [
          rule,
          {
            ...rule,
            id: 'two',
            for: 'document',
            document: 'board-approval',
            data: undefined,
            activities: undefined,
            when: "doc.kind == 'board-approval'",
            require: 'true',
            because: 'there is none',
          },
        ],
      }),
      says: /^\/rules\/1\/when .*Unknown variable: doc/,
    },
    {
      what: 'two versions in force at once',
      pack: of({
        versions: [
          { ...version, to: '2022-01-01' },
          { ...version, id: '2', from: '2022-01-01' },
        ],
      }),
      says: /^\/versions .*`1` and `2` are in force at once/,
    },
    {
      what: 'an open version before another',
      pack: of({ versions: [version, { ...version, id: '2', from: '2022-01-01' }] }),
      says: /in force at once/,
    },
    {
      what: 'a rule of a version that is not there',
      pack: ruled({ versions: ['2'] }),
      says: /^\/rules\/0\/versions .*no version `2`/,
    },
    { what: 'two rules of one id', pack: of({ rules: [rule, rule] }), says: /rule `one` stands twice/ },
    { what: 'a rule without data', pack: ruled({ data: undefined }), says: /names no data/ },
    { what: 'a rule without activities', pack: ruled({ activities: undefined }), says: /names no activities/ },
    { what: 'a rule without document', pack: ruled({ for: 'document' }), says: /names no document/ },
    {
      what: 'an effect of a rule that is not about placements',
      pack: ruled({ for: 'asset', effect: 'stays-in-india', when: undefined }),
      says: /has an effect/,
    },
    {
      what: 'a category that is not in the taxonomy',
      pack: ruled({ data: 'usr' }),
      says: /category `usr` is not in the taxonomy/,
    },
    {
      what: 'a suspect that is not in the taxonomy',
      pack: of({ suspects: ['usr'] }),
      says: /category `usr` is not in the taxonomy/,
    },
    {
      what: 'a fact with the name of an activity',
      pack: of({ facts: { ...written.facts, store: { on: 'asset', type: 'bool', ask: 'Is it stored?' } } }),
      says: /^\/facts\/store .*is a word of the engine/m,
    },
    {
      what: 'a fact with the name of a field',
      pack: of({ facts: { ...written.facts, by: { on: 'placement', type: 'bool', ask: 'By whom is it?' } } }),
      says: /^\/facts\/by .*is a word of the engine/m,
    },
    {
      what: 'a fact with the name of a derived duty',
      pack: of({ facts: { ...written.facts, staysInIndia: { on: 'asset', type: 'bool', ask: 'Does it stay?' } } }),
      says: /is a word of the engine/,
    },
    {
      what: 'a fact that no rule reads',
      pack: of({ facts: { ...written.facts, idle: { on: 'asset', type: 'bool', ask: 'Is it idle?' } } }),
      says: /^\/facts\/idle .*no rule reads `idle`/,
    },
  ])('$what', ({ pack, says }) => {
    expect(problems(pack).join('\n')).toMatch(says);
  });
});

test('a hole that holds an operator is refused when packs are checked, not when a rule fails', () => {
  expect(problems({ ...written, rules: [{ ...rule, because: '{{1 - 1}}' }] })).not.toEqual([]);
});

describe('a proposed version', () => {
  test('may overlap with the one in force', () => {
    const [version] = written.versions;
    expect(problems({ ...written, versions: [version, { ...version, id: '2', status: 'proposed' }] })).toEqual([]);
  });
});

describe('packs together are refused', () => {
  const { facts } = written;
  const other = (kept: object) => ({ ...written, pack: 'q', facts: { ...facts, kept: { ...facts.kept, ...kept } } });
  test.each([
    { what: 'two of one id', packs: [written, written], says: /pack `p` stands twice/ },
    {
      what: 'a fact of two types',
      packs: [
        written,
        { ...other({ type: 'date' }), rules: [{ ...rule, require: 'data.kept > asOf && app.home == reading.where' }] },
      ],
      says: /^\/facts\/kept pack `q`: `kept` means something else in `p`/m,
    },
    {
      what: 'a fact of two lists of values',
      packs: [
        written,
        { ...written, pack: 'q', facts: { ...facts, tier: { ...facts.tier, values: ['hot', 'tepid'] } } },
      ],
      says: /^\/facts\/tier pack `q`: `tier` means something else/m,
    },
  ])('$what', ({ packs, says }) => {
    expect(problems(...packs).join('\n')).toMatch(says);
  });

  test('a fact that means the same may be asked for by both', () => {
    expect(problems(written, other({ ask: 'For how long do you keep it?' }))).toEqual([]);
  });
});

describe('a policy set is refused', () => {
  const pack = Pack.parse(written);
  test.each([
    { what: 'a pack that is not there', set: { packs: { law: ['other'], also: [] } }, pointer: '/packs' },
    { what: 'a policy that is not there', set: { packs: { law: 'all', also: ['other'] } }, pointer: '/packs' },
    { what: 'a reading that is not there', set: { readings: { 'p/ware': 'here' } }, pointer: '/readings' },
    { what: 'an option that is not there', set: { readings: { 'p/where': 'nowhere' } }, pointer: '/readings' },
    { what: 'a scheme that is not there', set: { scheme: 'other' }, pointer: '/scheme' },
  ])('$what', ({ set, pointer }) => {
    const load = () =>
      loadPolicy([pack], PolicySet.parse({ set: 's', packs: { law: 'all' }, scheme: 'approved-hosts', ...set }), words);
    expect(load).toThrow(
      expect.objectContaining({ code: 'pack_invalid', issues: [expect.objectContaining({ pointer })] }),
    );
  });
});
