import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatFault, readPacks } from '../../infra/compile/pack-file.ts';
import { largestFile } from '../../shared/adapters/local/pack-text.ts';
import { wordsOf } from '../../shared/policy/compiled.ts';
import { longestExpression } from '../../shared/policy/language.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { collect } from '../conformance/collect.ts';
import { currentRelease } from '../conformance/release.ts';
import { formatReport, run } from '../conformance/run.ts';
import { folderOf, sampleCases, samplePack, spoilt } from '../lint/sample.ts';

const words = wordsOf(releaseRulebook().registry);

/** What is said of one file; it must not load. */
async function refused(content: string | Uint8Array, name = 'bad.yaml'): Promise<string[]> {
  const folder = await folderOf({ [name]: content });
  const { read, faults } = await readPacks([join(folder, name)], words);
  expect(read).toEqual([]);
  return faults.map((fault) => formatFault(fault).replace(/^\S*\//, ''));
}

const require = (text: string) => spoilt(samplePack, 'require: app.audited', `require: ${JSON.stringify(text)}`);
const requireOfPlace = (text: string) =>
  spoilt(samplePack, "require: place.onlyIn('IN') || placement.tier == 'cold'", `require: ${JSON.stringify(text)}`);

test('the sample loads', async () => {
  const folder = await folderOf({ 'sample.yaml': samplePack });
  const { read, faults } = await readPacks([join(folder, 'sample.yaml')], words);
  expect(faults).toEqual([]);
  expect(read.map(({ pack }) => pack.pack)).toEqual(['sample']);
});

describe('a file is refused that', () => {
  const nested = (depth: number) => `a: ${'['.repeat(depth)}${']'.repeat(depth)}`;
  const laughs = `a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n`;
  test.each<[string, string | Uint8Array, string]>([
    ['is empty', '', 'bad.yaml:1:1: '],
    ['is a word', 'yes', 'bad.yaml:1:1: '],
    ['is a list', '- a\n', 'bad.yaml:1:1: '],
    ['is not YAML', 'pack: sample\nrules: [\n', 'bad.yaml:3:1: the text is not plain YAML'],
    ['has a key twice', spoilt(samplePack, 'kind: law\n', 'kind: law\nkind: policy\n'), 'bad.yaml:4:1: the key `kind`'],
    ['has an alias', laughs, 'bad.yaml:2:8: YAML aliases are not accepted'],
    ['has a tag', 'pack: !!js/function x\n', 'bad.yaml:1:21: the tag'],
    ['has a known tag', 'title: a\npack: !!str x\n', 'bad.yaml:2:13: the tag'],
    ['has a directive', `%YAML 1.1\n---\n${samplePack}`, 'bad.yaml:1:1: YAML directives'],
    ['is two documents', `${samplePack}---\n${samplePack}`, 'bad.yaml:'],
    ['is nested without end', nested(100_000), 'bad.yaml:'],
    ['is nested too deep', nested(30), 'bad.yaml:1:27: nested deeper than'],
    ['is not UTF-8', Uint8Array.of(0x70, 0xff, 0xfe), 'bad.yaml:1:1: the file is not UTF-8'],
    ['has a key of prototypes', `${samplePack}__proto__: { a: 1 }\n`, 'bad.yaml:1:1: `__proto__` is not a name'],
    [
      'is too large',
      `# ${'x'.repeat(10_000_000)}`,
      `bad.yaml:1:1: the file has 10000002 bytes, and at most ${largestFile}`,
    ],
  ])('%s', async (_, content, want) => {
    const said = await refused(content);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(want);
  });

  test('is none', async () => {
    const { faults } = await readPacks(['/nowhere.yaml', '/dev/zero', '/tmp'], words);
    expect(faults.map(({ message }) => message)).toEqual([
      'there is no such file',
      'this is no file',
      'this is no file',
    ]);
  });
});

describe('what does not fit the schema is said at its line', () => {
  test.each([
    [
      'a misspelt field',
      'remedy: Have',
      'remdy: Have',
      'bad.yaml:37:5 sample/looked-at: `remdy` is not a field here; did you mean `remedy`?',
    ],
    ['a misspelt kind', 'kind: law', 'kind: lawe', 'bad.yaml:3:1 sample: `lawe` is not one of `law`'],
    ['a missing clause', '    clause: paragraph 2\n', '', 'bad.yaml:31:5 sample/looked-at: `clause` is missing'],
    ['a missing date', ', to: "2023-12-31", status', ', status', 'bad.yaml:8:5 sample: `to` is missing'],
    [
      'a date that is none',
      'from: "2024-01-01"',
      'from: "2024-02-30"',
      'bad.yaml:9:45 sample: expected a date that exists',
    ],
    ['a suspension without end', 'to: "2021-06-30", ', '', 'bad.yaml:30:17 sample/kept-in-india: `to` is missing'],
    [
      'a misspelt document',
      'for: application',
      'for: document\n    document: board-aproval',
      'did you mean `board-approval`?',
    ],
    ['a misspelt activity', '[store, backup]', '[stor, backup]', '`stor` is not one of'],
  ])('%s', async (_, find, replace, want) => {
    const said = await refused(spoilt(samplePack, find, replace));
    expect(said.join('\n')).toContain(want);
  });

  test('all of it, in the order of the file', async () => {
    const said = await refused(
      spoilt(spoilt(samplePack, 'kind: law', 'kind: lawe'), 'confidence: V2', 'confidence: V3'),
    );
    expect(said.map((line) => line.split(' ')[0])).toEqual(['bad.yaml:3:1', 'bad.yaml:38:5:'.slice(0, -1)]);
  });
});

describe('what does not load is said at its line', () => {
  test.each([
    [
      'a misspelt category',
      'data: user.financial',
      'data: user.finacial',
      '21:5 sample/kept-in-india: category `user.finacial` is not in the taxonomy; did you mean `user.financial`?',
    ],
    ['a misspelt suspect', 'suspects: [user.financial]', 'suspects: [user.finacial]', '11:12 sample: category'],
    ['a misspelt role', "'nbfc' in", "'nbcf' in", '10:1 sample: no value of `app.roles` `nbcf`; did you mean `nbfc`?'],
    ['a misspelt fact', 'app.audited', 'app.auditd', '34:5 sample/looked-at: No such key: auditd, at character 5'],
    [
      'a misspelt variable',
      'app.audited',
      'ap.audited',
      'Unknown variable: ap, at character 1 in `ap.audited`; did you mean `app`?',
    ],
    ['a misspelt function', "place.onlyIn('IN')", "place.onlyin('IN')", 'did you mean `onlyIn`?'],
    [
      'a misspelt country',
      "place.onlyIn('IN')",
      "place.onlyIn('INN')",
      '24:5 sample/kept-in-india: no country `INN`; did you mean `IN`?',
    ],
    ['a misspelt option', "reading.copies == 'all'", "reading.copies == 'al'", 'did you mean `all`?'],
    [
      'a misspelt reading',
      'reading.copies',
      'reading.copis',
      "No such key: copis, at character 9 in `reading.copis == 'all' || placement…".slice(0, 40),
    ],
    [
      'a misspelt hole',
      '{{place}}',
      '{{plce}}',
      '26:5 sample/kept-in-india: Unknown variable: plce, at character 1 in `plce`; did you mean `place`?',
    ],
    [
      'a misspelt hole of a remedy',
      '{{place.nearest}}',
      '{{place.neerest}}',
      '27:5 sample/kept-in-india: No such key: neerest, at character 7 in `place.neerest`; did you mean `nearest`?',
    ],
    [
      'a type error',
      "placement.tier == 'cold'",
      'placement.tier == 1',
      '24:5 sample/kept-in-india: no such overload: string == int',
    ],
    [
      'a syntax error',
      'require: app.audited',
      'require: app.audited &&',
      '34:5 sample/looked-at: Unexpected token: EOF',
    ],
    [
      'no condition',
      'require: app.audited',
      'require: app.name',
      '34:5 sample/looked-at: expected a condition, this is of type string',
    ],
    [
      'a fact that nobody reads',
      'require: app.audited',
      "require: app.country == 'IN'",
      '14:3 sample: no rule reads `audited`',
    ],
    [
      'versions that overlap',
      '"2023-12-31"',
      '"2024-01-01"',
      '7:1 sample: versions `2020` and `2024` are in force at once',
    ],
    [
      'a rule that stands twice',
      'id: looked-at',
      'id: kept-in-india',
      '31:5 sample/kept-in-india: rule `kept-in-india` stands twice',
    ],
    ['a version that stands twice', 'id: "2024"', 'id: "2020"', '9:7 sample: version `2020` stands twice'],
    [
      'a version that is not there',
      'for: application',
      'for: application\n    versions: ["2025"]',
      '34:5 sample/looked-at: there is no version `2025`',
    ],
  ])('%s', async (_, find, replace, want) => {
    const said = await refused(spoilt(samplePack, find, replace));
    expect(said.join('\n')).toContain(want);
    expect(said.join('\n')).not.toContain('^');
  });

  test('each expression by itself', async () => {
    const text = spoilt(spoilt(samplePack, 'app.audited', 'app.auditd'), "place.onlyIn('IN')", 'place.onlyIn(1)');
    expect(await refused(text)).toHaveLength(2);
  });

  test('over several lines of the file, in one line', async () => {
    const text = spoilt(samplePack, 'require: app.audited', 'require: >-\n      app.audited &&\n      app.auditd');
    expect(await refused(text)).toEqual([
      'bad.yaml:34:5 sample/looked-at: No such key: auditd, at character 20 in `app.audited && app.auditd`; did you mean `audited`?',
    ]);
  });
});

describe('an expression is refused', () => {
  const chain = (part: string, count: number) => Array.from({ length: count }, () => part).join('&&');
  test.each([
    ['of 40,000 terms', require(chain('true', 40_000)), `at most ${longestExpression} characters`],
    ['of 500 terms', require(chain('true', 500)), 'Exceeded maxAstNodes'],
    [
      'of 100,000 parentheses',
      require(`${'('.repeat(100_000)}true${')'.repeat(100_000)}`),
      `at most ${longestExpression}`,
    ],
    ['of 1,000 parentheses', require(`${'('.repeat(1_000)}true${')'.repeat(1_000)}`), 'Exceeded maxDepth'],
    ['of 100,000 denials', require(`${'!'.repeat(100_000)}true`), `at most ${longestExpression} characters`],
    ['of 3,900 denials', require(`${'!'.repeat(3_900)}app.audited`), 'Exceeded maxAstNodes'],
    [
      'with a list of 100',
      require(`'a' in [${Array.from({ length: 100 }, () => "'a'").join(',')}]`),
      'maxListElements',
    ],
    ['with `matches`', requireOfPlace("data.id.matches('(a+)+b')"), '`matches()` is not part of the pack language'],
    ['with `size`', requireOfPlace('size(data.store) > 1'), '`size()` is not part of the pack language'],
    ['with a map', require("{'a': true}.a"), 'maxMapEntries'],
    ['with `has`', require('has(app.audited)'), '`has()` is not part of the pack language'],
    [
      'with three quantifiers in one another',
      require('app.assets.all(a, a.store.all(b, app.assets.all(c, true)))'),
      'quantifiers nest at most twice',
    ],
    [
      'that walks all data for all data of every place',
      requireOfPlace('app.assets.all(a, app.assets.exists(b, a.id == b.id))'),
      'over the largest declaration this takes 401 million steps, and at most 20 million are taken',
    ],
    [
      'in a sentence',
      spoilt(samplePack, '{{place}}', `{{${'!'.repeat(100_000)}true}}`),
      `at most ${longestExpression}`,
    ],
    [
      'in a scope',
      spoilt(samplePack, `"'nbfc' in app.roles"`, JSON.stringify(chain("'nbfc' in app.roles", 150))),
      'maxAstNodes',
    ],
  ])('%s', async (_, text, want) => {
    const said = await refused(text);
    expect(said.join('\n')).toContain(want);
    // nobody reads a page of brackets
    expect(Math.max(...said.map((line) => line.length))).toBeLessThan(400);
  });

  const walk = "app.assets.all(a, a.store.all(kept, kept.place.onlyIn('IN'))) || placement.tier == 'cold'";

  test('where a pack has many that are each within the bound', async () => {
    const [, rule = ''] = /( {2}- id: kept-in-india[\s\S]*?)( {2}- id: looked-at)/.exec(requireOfPlace(walk)) ?? [];
    const more = Array.from({ length: 5 }, (_, n) => rule.replace('kept-in-india', `kept-${n}`)).join('');
    const said = await refused(requireOfPlace(walk).replace('  - id: looked-at', `${more}  - id: looked-at`));
    expect(said).toEqual([expect.stringContaining('bad.yaml:17:1 sample: over the largest declaration this takes')]);
  });

  test('and of very many faults a hundred are said', async () => {
    const many = `suspects: [${Array.from({ length: 5_000 }, () => 'nothing').join(', ')}]`;
    expect(await refused(spoilt(samplePack, 'suspects: [user.financial]', many))).toHaveLength(100);
  });

  test('but not one that walks all places of all data', async () => {
    const text = requireOfPlace(walk);
    const folder = await folderOf({ 'sample.yaml': text });
    expect((await readPacks([join(folder, 'sample.yaml')], words)).faults).toEqual([]);
  });
});

describe('one bad pack', () => {
  const bad = spoilt(spoilt(samplePack, 'pack: sample', 'pack: bad'), 'app.audited', 'app.auditd');
  const clash = spoilt(spoilt(samplePack, 'pack: sample', 'pack: clash'), '[hot, cold]', '[hot, cold, tepid]');

  test('hides no other', async () => {
    const folder = await folderOf({ 'a.yaml': bad, 'b.yaml': 'rules: [', 'c.yaml': samplePack, 'd.yaml': clash });
    const files = ['a.yaml', 'b.yaml', 'c.yaml', 'd.yaml'].map((name) => join(folder, name));
    const { read, faults, refused } = await readPacks(files, words);
    expect(read.map(({ pack }) => pack.pack)).toEqual(['sample']);
    expect(faults.map(({ file, message }) => `${file.slice(-6)} ${message}`)).toEqual([
      expect.stringMatching(/^a\.yaml No such key: auditd/),
      expect.stringMatching(/^b\.yaml the text is not plain YAML/),
      'd.yaml `tier` means something else in `sample`',
    ]);
    expect(refused).toEqual(['bad', 'clash']);
  });

  test('keeps the cases of the others from nothing, and its own are errors', async () => {
    const cases = spoilt(sampleCases, 'pack: sample', 'pack: bad');
    const folder = await folderOf({
      'a.yaml': bad,
      'a.cases.yaml': cases,
      'b.yaml': samplePack,
      'b.cases.yaml': sampleCases,
    });
    const release = await currentRelease([folder]);
    expect(release.faults.map(({ pack }) => pack)).toEqual(['bad']);
    const lines = formatReport(await run([folder], { mutants: false, release }));
    expect(lines.at(-1)).toBe('5 passed, 5 failed');
    expect(lines[0]).toContain('error in the case: the pack `bad` does not load');
  });

  test('of a folder takes the place of the pack of the repository with its id', async () => {
    const own = spoilt(samplePack, 'pack: sample', 'pack: india-only');
    const folder = await folderOf({
      'x.yaml': own,
      'x.cases.yaml': spoilt(sampleCases, 'pack: sample', 'pack: india-only').replaceAll('sample/', 'india-only/'),
    });
    const release = await currentRelease([folder]);
    expect(release.packs.filter(({ pack }) => pack === 'india-only').map(({ title }) => title)).toEqual([
      'Ledgers of lenders',
    ]);
    expect(formatReport(await run([folder], { mutants: false, release }))).toEqual(['5 passed, 0 failed']);
    expect(await collect([folder])).toHaveLength(5);
  });
});
