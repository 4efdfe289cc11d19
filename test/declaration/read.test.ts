import { describe, expect, test } from 'vitest';
import { sha256 } from '../../shared/canonical.ts';
import { limits } from '../../shared/declaration/limits.ts';
import { normalForm } from '../../shared/declaration/normal-form.ts';
import { declarationReader } from '../../shared/declaration/read.ts';
import type { Format } from '../../shared/declaration/source.ts';
import { type Issue, NivasError } from '../../shared/error.ts';
import { loadPolicy } from '../../shared/policy/load.ts';
import { allPacks, setOf, words } from '../policy/fixture-packs.ts';

const read = declarationReader(loadPolicy(allPacks, setOf(), words).facts);

/** What is wrong with a text: its code, and each problem as `line:column pointer message`. */
function refused(text: string, format: Format = 'yaml'): { code: string; issues: string[]; all: readonly Issue[] } {
  try {
    read(text, format);
  } catch (error) {
    if (!(error instanceof NivasError)) throw error;
    const issues = error.issues.map(({ line, column, pointer, message }) => `${line}:${column} ${pointer} ${message}`);
    return { code: error.code, issues, all: error.issues };
  }
  return { code: 'none', issues: [], all: [] };
}

const yaml = `
$schema: https://nivas.example/residency.schema.json
application: Clips
operator: {name: Clips Private Limited, country: IN}
roles: [company, app-publisher]
owners: none
data:
  videos:
    category: user.content.video
    contexts: none
    store: yotta/nm1
    backup: [yotta/d1, {at: IN-MH, by: vendor}]
    none: [cache, log]
    retention: P1Y
  payments:
    category: user.financial.payment
    crossBorder: {value: false, document: sar}
parties: {vendor: {country: IN, is: vendor}}
documents: {sar: {kind: system-audit-report, boardApproved: true}}
terms: {storedOnlyIn: none}
complete: [roles, data]
`;

test('YAML and JSON of the same declaration are read alike', () => {
  const { declaration, evidence, source } = read(yaml, 'yaml');
  const again = read(JSON.stringify(source.raw, null, 2), 'json');
  expect(again.declaration).toEqual(declaration);
  expect(evidence).toEqual({});
  expect(declaration.data?.videos).toMatchObject({
    store: [{ at: 'yotta/nm1' }],
    backup: [{ at: 'yotta/d1' }, { at: 'IN-MH', by: 'vendor' }],
  });
  expect(declaration.owners).toBe('none');
});

test('words that YAML 1.1 would change stay words', () => {
  const { declaration } = read(
    'application: NO\noperator: {name: 12:30, country: NO}\nterms: {quote: on}\ndata: {y: {category: yes}}',
    'yaml',
  );
  expect(declaration).toMatchObject({
    application: 'NO',
    operator: { name: '12:30', country: 'NO' },
    terms: { quote: 'on' },
    data: { y: { category: 'yes' } },
  });
});

test('where something stands in the text can be asked, in either format', () => {
  const { source } = read(yaml, 'yaml');
  expect(source.locate(['data', 'videos', 'backup', 1])).toEqual({ line: 12, column: 24 });
  expect(source.locate(['data', 'videos', 'none'])).toEqual({ line: 13, column: 5 });
  expect(source.locate(['data', 'nothing'])).toBeUndefined();
  const json = read('{\n "application": "x",\n "data": {"a": {"store": ["IN",\n  "SG"]}}}', 'json').source;
  expect(json.locate(['data', 'a', 'store'])).toEqual({ line: 3, column: 17 });
  expect(json.locate(['data', 'a', 'store', 1])).toEqual({ line: 4, column: 3 });
});

test('the normal form sorts sets, drops repeats and what is for editors, and keeps names', () => {
  const { declaration } = read(
    '$schema: x\napplication: b\nroles: [company, bank, company]\ndata: {z: {store: [yotta/nm1, IN, IN]}}',
    'yaml',
  );
  expect(normalForm(declaration)).toEqual({
    application: 'b',
    roles: ['bank', 'company'],
    data: { z: { store: [{ at: 'IN' }, { at: 'yotta/nm1' }] } },
  });
});

test('every problem is said at once, each with its place', () => {
  const text = `
application: x
aplication: y
roles: [bnak, company]
data:
  clips:
    categry: user.content
    stor: IN
    store: [IN, {at: SG, teir: hot}]
    crosBorder: true
    none: [store, cach]
documents: {a: {kind: public-term}}
complete: [datas]
`;
  const { code, issues } = refused(text);
  expect(code).toBe('declaration_invalid');
  const at = (place: string) => issues.filter((issue) => issue.startsWith(`${place} `)).join('\n');
  expect(at('3:1 /aplication')).toMatch(/is not a field here; did you mean `application`\?/);
  expect(at('4:9 /roles/0')).toMatch(/`bnak` is not one of .*did you mean `bank`\?/);
  expect(at('7:5 /data/clips/categry')).toMatch(/did you mean `category`\?/);
  expect(at('8:5 /data/clips/stor')).toMatch(/did you mean `store`\?/);
  expect(at('9:26 /data/clips/store/1/teir')).toMatch(/did you mean `tier`\?/);
  expect(at('10:5 /data/clips/crosBorder')).toMatch(/did you mean `crossBorder`\?/);
  expect(at('11:19 /data/clips/none/1')).toMatch(/`cach` is not one of .*did you mean `cache`\?/);
  expect(at('12:17 /documents/a/kind')).toMatch(/did you mean `public-terms`\?/);
  expect(at('13:12 /complete/0')).toMatch(/did you mean `data`\?/);
});

test('JSON is told the same, with lines and columns', () => {
  const { code, issues, all } = refused('{\n  "application": "x",\n  "roles": ["bnak"]\n}', 'json');
  expect(code).toBe('declaration_invalid');
  expect(issues).toEqual([expect.stringMatching(/^3:13 \/roles\/0 `bnak` is not one of .*did you mean `bank`\?/)]);
  expect(Object.keys(all[0] ?? {}).toSorted()).toEqual(['column', 'line', 'message', 'pointer']);
});

const asset = (fields: string) => `application: x\ndata: {a: {${fields}}}`;

describe('a declaration is refused', () => {
  test.each([
    { what: 'nothing of it but a map', text: '{}', says: '`application` is missing' },
    { what: 'an empty list', text: 'application: x\nroles: []', says: '/roles' },
    { what: 'an empty map', text: 'application: x\ndata: {}', says: '/data expected at least one entry' },
    { what: 'an empty list of places', text: asset('store: []'), says: '/data/a/store' },
    {
      what: 'an empty list of countries',
      text: 'application: x\nterms: {storedOnlyIn: []}',
      says: '/terms/storedOnlyIn',
    },
    { what: 'an empty text', text: 'application: ""', says: '/application' },
    { what: 'null', text: 'application: x\nroles: ~', says: '/roles' },
    { what: 'a null place', text: asset('store: ~'), says: '/data/a/store' },
    { what: 'a number for a text', text: 'application: 7', says: '/application' },
    { what: 'a place that is a number', text: asset('store: 7'), says: '/data/a/store' },
    {
      what: 'an activity both placed and denied',
      text: asset('store: IN, none: [store]'),
      says: '/data/a/store `store` is both placed and in `none`',
    },
    {
      what: 'an activity placed twice as much as allowed',
      text: asset(`store: [${Array.from({ length: 51 }, (_, n) => `p${n}`)}]`),
      says: '/data/a/store',
    },
    {
      what: 'a party that is not declared',
      text: asset('store: {at: IN, by: vendro}').concat('\nparties: {vendor: {}}'),
      says: '/data/a/store/by no party `vendro` is declared; did you mean `vendor`?',
    },
    {
      what: 'a party, and none declared',
      text: asset('store: {at: IN, by: vendor}'),
      says: '/data/a/store/by no party `vendor` is declared',
    },
    {
      what: 'resources of an asset that is not declared',
      text: 'application: x\ndata: {videos: {}}\nresources: {video: ["Media/*"]}',
      says: '/resources/video no asset `video` is declared; did you mean `videos`?',
    },
    {
      what: 'resources of an asset, and none declared',
      text: 'application: x\nresources: {toString: ["Media/*"]}',
      says: '/resources/toString no asset `toString` is declared',
    },
    {
      what: 'a document that is not declared',
      text: asset('crossBorder: {value: true, document: sra}').concat(
        '\ndocuments: {sar: {kind: system-audit-report}}',
      ),
      says: '/data/a/crossBorder/document no document `sra` is declared; did you mean `sar`?',
    },
    {
      what: 'the document of the terms, not declared',
      text: 'application: x\nterms: {document: tos}',
      says: '/terms/document no document `tos` is declared',
    },
    {
      what: 'the document of a fact, named like a member of Object',
      text: 'application: x\nfacts: {vaulted: {value: true, document: constructor}}\ndocuments: {a: {kind: public-terms}}',
      says: '/facts/vaulted/document no document `constructor` is declared',
    },
    {
      what: 'the document of a document’s fact',
      text: 'application: x\ndocuments: {a: {kind: storage-policy, approved: {value: true, document: nothing}}}',
      says: '/documents/a/approved/document no document `nothing` is declared',
    },
    {
      what: 'a date that is none',
      text: 'application: x\ndocuments: {a: {kind: compliance-certificate, issued: 2026-02-30}}',
      says: '/documents/a/issued',
    },
    {
      what: 'a period that is none',
      text: asset('retention: 1d'),
      says: '/data/a/retention expected an ISO 8601 period',
    },
    { what: 'a fact of another type', text: asset('crossBorder: "true"'), says: '/data/a/crossBorder' },
    {
      what: 'a fact outside its values',
      text: asset('store: {at: IN, tier: hto}'),
      says: '/data/a/store/tier `hto` is not one of `hot`, `cold`; did you mean `hot`?',
    },
    {
      what: 'a fact of another subject',
      text: 'application: x\nfacts: {crossBorder: true}',
      says: '/facts/crossBorder `crossBorder` is not a field here',
    },
    { what: 'infinity', text: 'application: x\nfacts: {seats: .inf}', says: '/facts/seats' },
    { what: 'not a number', text: 'application: x\nowners: {a: {percent: .nan}}', says: '/owners/a' },
    { what: 'half a person', text: 'application: x\nfacts: {seats: 1.5}', says: '/facts/seats' },
    { what: 'more than all of it', text: 'application: x\nowners: {a: {percent: 101}}', says: '/owners/a' },
    {
      what: 'a country in small letters',
      text: 'application: x\noperator: {country: in}',
      says: '/operator/country expected an ISO 3166-1 code',
    },
    {
      what: 'a key that is not plain',
      text: 'application: x\ndata: {"a/b": {store: IN}}',
      says: '/data/a~1b `a/b` is not a key',
    },
    {
      what: 'an owner of an owner of an owner',
      text: 'application: x\nowners: {a: {owners: {b: {owners: {c: {}}}}}}',
      says: '/owners/a/owners/b/owners',
    },
    { what: 'a date of audit', text: 'application: x\nasOf: 2026-11-22', says: '/asOf `asOf` is not a field here' },
    { what: 'a reading', text: 'application: x\nreadings: {a/b: c}', says: '/readings `readings` is not a field here' },
    {
      what: 'too many assets',
      text: JSON.stringify({
        application: 'x',
        data: Object.fromEntries(Array.from({ length: limits.assets + 1 }, (_, n) => [`a${n}`, { store: 'IN' }])),
      }),
      says: `/data expected at most ${limits.assets} entries`,
    },
    { what: 'too long a name', text: `application: ${'x'.repeat(limits.text + 1)}`, says: '/application' },
    { what: 'a url that is none', text: 'application: x\nterms: {url: here}', says: '/terms/url' },
    {
      what: 'terms under a wrong digest',
      text: `application: x\nevidence: {t: {kind: public-terms, sha256: ${sha256('b')}, mediaType: text/plain, text: a}}`,
      says: `/evidence/t/sha256 the text has the digest \`${sha256('a')}\``,
    },
    {
      what: 'a text that is only named',
      text: `application: x\nevidence: {t: {kind: public-terms, sha256: ${sha256('b')}, mediaType: text/plain}}`,
      says: '/evidence/t `text` is missing: send the words, or on the command line their `file`',
    },
    { what: 'evidence of no kind', text: 'application: x\nevidence: {t: {kind: rumour}}', says: '/evidence/t/kind' },
    {
      what: 'an observation of a misspelt activity',
      text: `application: x\nevidence: {t: {kind: observed, certainty: hint, sha256: ${sha256('b')}, placements: [{resource: r, activity: stor, place: IN}]}}`,
      says: '/evidence/t/placements/0/activity',
    },
  ])('$what', ({ text, says }) => {
    const { code, issues } = refused(text);
    expect(code).toBe('declaration_invalid');
    expect(issues.map((issue) => issue.replace(/^\d+:\d+ /, '')).join('\n')).toContain(says);
    for (const issue of issues) expect(issue).toMatch(/^\d+:\d+ /);
  });

  test('an asset too many is one problem, an asset fewer is none', () => {
    const assets = (count: number) =>
      JSON.stringify({
        application: 'x',
        data: Object.fromEntries(Array.from({ length: count }, (_, n) => [`a${n}`, { store: 'IN' }])),
      });
    expect(refused(assets(limits.assets), 'json').code).toBe('none');
    expect(refused(assets(limits.assets + 1), 'json').issues).toHaveLength(1);
  });
});

const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...'bcdefghi'.split('').map((one, n) => `${one}: &${one} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[n]}`)}]`),
].join('\n');

describe('a text is malformed', () => {
  test.each([
    { what: 'empty', text: '' },
    { what: 'blank', text: ' \n\n' },
    { what: 'a comment', text: '# nothing' },
    { what: 'a list', text: '[1, 2]' },
    { what: 'a text', text: 'hello' },
    { what: 'null', text: '~' },
    { what: 'two documents', text: 'application: x\n---\napplication: y' },
    { what: '`%YAML 1.1`', text: '%YAML 1.1\n---\napplication: NO' },
    { what: '`%YAML 1.2`', text: '%YAML 1.2\n---\napplication: x' },
    { what: '`%TAG`', text: '%TAG ! tag:example.com,2000:\n---\napplication: x' },
    { what: 'a tag', text: 'application: !!str x' },
    { what: 'a tag of our own', text: 'application: !secret x' },
    { what: 'a tag of binary', text: 'application: !!binary aGVsbG8=' },
    { what: 'an alias', text: 'application: &a x\nroles: [*a]' },
    { what: 'an alias that merges', text: 'application: x\ndata: {a: &a {store: IN}, b: {<<: *a}}' },
    { what: 'a bomb of aliases', text: `application: x\n${bomb}` },
    { what: 'an alias of nothing', text: 'application: *a' },
    { what: 'a key twice', text: 'application: x\napplication: y' },
    { what: 'a key twice within', text: 'application: x\ndata: {a: {store: IN, store: SG}}' },
    { what: '`__proto__`', text: 'application: x\n__proto__: {a: b}' },
    { what: '`__proto__` within', text: 'application: x\ndata: {__proto__: {store: IN}}' },
    { what: '`__proto__` deep within', text: 'application: x\ndata: {a: {store: [{at: IN, __proto__: {}}]}}' },
    { what: 'deep nesting', text: `application: ${'['.repeat(200)}${']'.repeat(200)}` },
    { what: 'deep nesting of maps', text: `application: x\ndata: ${'{a: '.repeat(60)}x${'}'.repeat(60)}` },
    { what: 'very deep nesting', text: `application: ${'['.repeat(20_000)}${']'.repeat(20_000)}` },
    { what: 'a tab for a space', text: 'application: x\ndata:\n\ta: {store: IN}' },
    { what: 'an open bracket', text: 'application: [x' },
    { what: 'a byte of zero', text: 'application: "x\u0000y"\n\u0000' },
  ])('in YAML: $what', ({ text }) => {
    const { code, issues } = refused(text, 'yaml');
    expect({ code, issues }).toMatchObject({ code: 'body_malformed' });
  });

  test.each([
    { what: 'empty', text: '' },
    { what: 'null', text: 'null' },
    { what: 'a list', text: '[]' },
    { what: 'a text', text: '"x"' },
    { what: 'a comma too many', text: '{"application": "x",}' },
    { what: 'a comment', text: '{"application": "x"} // x' },
    { what: 'NaN', text: '{"application": NaN}' },
    { what: 'a byte of zero', text: '{"application": "x\u0000"}' },
    { what: 'a key twice', text: '{"application": "x", "application": "y"}' },
    { what: 'a key twice, once escaped', text: '{"application": "x", "\\u0061pplication": "y"}' },
    { what: 'a key twice within', text: '{"application": "x", "data": {"a": {"store": "IN"}, "a": {"store": "SG"}}}' },
    { what: '`__proto__`', text: '{"application": "x", "__proto__": {"a": 1}}' },
    { what: '`__proto__` within', text: '{"application": "x", "data": {"__proto__": {"store": "IN"}}}' },
    { what: '`__proto__`, escaped', text: '{"application": "x", "data": {"\\u005f_proto__": {"store": "IN"}}}' },
    { what: 'deep nesting', text: `{"application": ${'['.repeat(200)}${']'.repeat(200)}}` },
    { what: 'very deep nesting', text: `{"application": ${'['.repeat(50_000)}${']'.repeat(50_000)}}` },
  ])('in JSON: $what', ({ text }) => {
    const { code, issues } = refused(text, 'json');
    expect({ code, issues }).toMatchObject({ code: 'body_malformed' });
  });

  test('where a key stands twice is said', () => {
    expect(refused('{"application": "x",\n "application": "y"}', 'json').issues).toEqual([
      '2:2  the key `application` stands twice in one object',
    ]);
    expect(refused('application: x\nroles: [bank]\nroles: [company]').issues.join()).toMatch(/^3:1 /);
  });

  test('nobody’s prototype is touched', () => {
    refused('{"application": "x", "__proto__": {"polluted": true}}', 'json');
    refused('application: x\n__proto__: {polluted: true}');
    refused('application: x\nconstructor: {prototype: {polluted: true}}');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

test('names like members of Object are names', () => {
  const { declaration } = read(
    'application: x\ndata: {constructor: {store: IN}, toString: {store: SG}, hasOwnProperty: {}}',
    'yaml',
  );
  expect(Object.keys(declaration.data ?? {})).toEqual(['constructor', 'toString', 'hasOwnProperty']);
});

test('a large text is answered in a moment', () => {
  const lines = Array.from(
    { length: 190 },
    (_, n) =>
      `  a${n}: {category: user.content, store: [${Array.from({ length: 10 }, (_, m) => `site-${m}`)}], none: [cache]}`,
  );
  const started = performance.now();
  read(`application: x\ndata:\n${lines.join('\n')}`, 'yaml');
  expect(performance.now() - started).toBeLessThan(8_000);
});
