import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Pack } from '../../shared/policy/pack.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { isUnknown } from '../../shared/policy/unknown.ts';
import { collect } from '../conformance/collect.ts';
import { narrowed } from '../conformance/mutants.ts';
import { currentRelease } from '../conformance/release.ts';
import { hear, type Ready, runCase } from '../conformance/run-case.ts';
import { formatLint, lint, looks } from './lint.ts';
import { folderOf, sampleCases, samplePack, spoilt } from './sample.ts';
import { greened, greenedRemarks } from './silence.ts';

// what `npm run lint:packs` says; of what can be left out of a case, a share is tried here
test('there is nothing wrong with the packs of this repository', { timeout: 300_000 }, async () => {
  const said = formatLint(await lint([], 15));
  expect(said.filter((line) => !line.includes(': remark: ')).slice(0, -1)).toEqual([]);
  expect(said.at(-1)).toMatch(/^\d+ packs, \d+ rules: (nothing to say|\d+ remarks?)$/);
});

const { registry } = releaseRulebook();
const parsed = (text: string) => Pack.parse(parse(text));

/** What the looks that need no cases say of a pack. */
const saidOf = (text: string, ...others: string[]) =>
  looks.flatMap((look) =>
    look(parsed(text), { packs: [text, ...others].map(parsed), registry }).map(
      ({ level, pointer, message }) => `${level} ${pointer} ${message}`,
    ),
  );

test('of the sample there is nothing to say', () => {
  expect(saidOf(samplePack)).toEqual([]);
});

describe('it is a problem that', () => {
  const rule = '/rules/0';
  test.each([
    ['no confidence', '    confidence: V1\n', '', `${rule} it does not say how its wording is known`],
    ['no source', 'source: https://example.in/ledgers\n', '', `${rule} neither it nor its pack has a \`source\``],
    ['no remedy', '    remedy: Have an auditor look at them.\n', '', '/rules/1 it can fail and has no `remedy`'],
    [
      'no control',
      '    controls: { finos-ccc: [CCC.Core.CN06] }\n',
      '',
      `${rule} it is about places and names no control`,
    ],
    ['an empty control', '[CCC.Core.CN06]', '[]', `${rule} it is about places and names no control`],
    [
      'a version that ends before it begins',
      'to: "2023-12-31"',
      'to: "2019-12-31"',
      '/versions/0 it ends on 2019-12-31',
    ],
    ['a superseded version without an end', 'to: "2023-12-31"', 'to: open', '/versions/0 it is superseded'],
    ['a version without rules', '    for: application', '    for: application\n    versions: ["2024"]', ''],
    ['a suspension backwards', 'from: "2021-01-01"', 'from: "2022-01-01"', `${rule}/suspended/0 it ends on 2021-06-30`],
    [
      'a rule that is suspended twice at once',
      'suspended: [',
      'suspended: [{ from: "2020-06-01", to: "2021-01-01", by: another order }, ',
      `${rule}/suspended it is suspended twice on 2021-01-01`,
    ],
    ['a question without its mark', 'in this year?', 'in this year', '/facts/audited/ask “Did an auditor look'],
    ['a reading without its mark', 'speak of copies?', 'speak of copies', '/readings/copies/ask “Does the order'],
    ['a reading of one option', ', first: of the first alone', '', '/readings/copies it has one option'],
    [
      'a line that is broken',
      'clause: paragraph 2',
      'clause: |-\n      paragraph\n      2',
      '/rules/1/clause it breaks a line',
    ],
    ['two spaces', 'Ledgers are kept', 'Ledgers  are kept', `${rule}/claim it has two spaces`],
    ['two full stops', 'in India.', 'in India..', `${rule}/claim it has two full stops`],
    ['a space before a stop', 'each year.', 'each year .', '/rules/1/claim it has a space before a stop'],
    [
      'a trailing line break',
      'because: nobody looked at the ledgers',
      'because: >\n      nobody looked',
      '/rules/1/because it begins or ends',
    ],
    ['a hole that is not closed', '{{place}}', '{{place', `${rule}/because a hole is not closed`],
    ['a lonely backtick', '`{{data.id}}`', '`{{data.id}}', `${rule}/because a backtick has no other`],
    ['a claim that is no sentence', 'in India.', 'in India', `${rule}/claim “Ledgers are kept in India” does not end`],
  ])('%s', (_, find, replace, want) => {
    const said = saidOf(spoilt(samplePack, find, replace));
    if (want === '') expect(said).toEqual([]);
    else expect(said.filter((one) => one.startsWith(`problem ${want}`))).toHaveLength(1);
  });

  test('no rule is of a version', () => {
    const text = samplePack.replaceAll(/ {4}for: /g, '    versions: ["2024"]\n    for: ');
    expect(saidOf(text).join()).toContain('problem /versions/0 no rule is of version `2020`');
  });

  test.each(['allowedAbroad', 'isExempt', 'compliant', 'stillPermitted'])('the fact `%s` names the answer', (name) => {
    expect(saidOf(samplePack.replaceAll('audited', name)).join()).toContain(
      `problem /facts/${name} \`${name}\` asks for`,
    );
  });

  test('a reading is asked by nobody', () => {
    const text = spoilt(samplePack, "reading.copies == 'all' || ", '');
    expect(saidOf(text).join()).toContain('problem /readings/copies no rule asks `reading.copies`');
  });

  test('two packs ask the same in other words', () => {
    const other = spoilt(
      spoilt(samplePack, 'pack: sample', 'pack: other'),
      'Did an auditor look',
      'Has an auditor looked',
    );
    expect(saidOf(samplePack, other).join()).toContain(
      'problem /facts/audited/ask `other` asks `audited` in other words',
    );
  });

  test('a list of the registry is misspelt', () => {
    const tables = { restricted: [] };
    const kept = { ...registry, registry: { ...registry.registry, tables } };
    const text = spoilt(samplePack, '|| placement.tier', "|| place.inTable('restrictd') || placement.tier");
    const said = looks.flatMap((look) => look(parsed(text), { packs: [], registry: kept }));
    expect(said.map(({ message }) => message)).toEqual([
      'no list `restrictd` is in the registry; did you mean `restricted`?',
    ]);
  });
});

describe('a remark says that', () => {
  test.each([
    [
      'a list is not in the registry yet',
      '|| placement.tier',
      "|| place.inTable('far') || placement.tier",
      'the list `far` is not in the registry',
    ],
    [
      'no version is in force for a while',
      'from: "2024-01-01"',
      'from: "2024-02-01"',
      'from 2024-01-01 to before 2024-02-01',
    ],
    [
      '`when` asks what `require` may not need',
      "reading.copies == 'all' || placement.activity == 'store'",
      "reading.copies == 'all' && placement.tier == 'hot'",
      "`when` asks `tier` even where `place.onlyIn('IN')` already meets `require`",
    ],
  ])('%s', (_, find, replace, want) => {
    const said = saidOf(spoilt(samplePack, find, replace));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^remark /);
    expect(said[0]).toContain(want);
  });

  test.each([
    ['the place is asked first', "!place.onlyIn('IN') && placement.tier == 'hot'"],
    ['no fact is asked', "placement.activity == 'store'"],
  ])('but not where %s', (_, when) => {
    const text = spoilt(samplePack, "reading.copies == 'all' || placement.activity == 'store'", `"${when}"`);
    expect(saidOf(text).filter((one) => one.includes('/when'))).toEqual([]);
  });
});

describe('a rule that can be greened by leaving something out', () => {
  let abroad: Ready;
  beforeAll(async () => {
    const folder = await folderOf({ 'sample.yaml': samplePack, 'sample.cases.yaml': sampleCases });
    const release = await currentRelease([folder]);
    const results = (await collect([folder])).map((one) => runCase(one, release));
    const found = results.find(({ id }) => id === 'ABROAD')?.ready;
    if (found === undefined) throw new Error('there is no such case');
    abroad = found;
  });

  test('is none that the language lets through', () => {
    expect(greened(abroad)).toEqual([]);
    expect(hear(abroad, narrowed(abroad)).letter).toBe('N');
  });

  /** The pack as a language without a third truth value would have it. */
  const twoValued = () => {
    const policy = narrowed(abroad);
    const taken = policy.packs.map((pack) => ({
      ...pack,
      rules: pack.rules.map((rule) => ({
        ...rule,
        require: (scope: Parameters<typeof rule.require>[0]) => {
          const value = rule.require(scope);
          return isUnknown(value) || value;
        },
      })),
    }));
    return { ...policy, packs: taken, folded: taken };
  };

  test('is named with its case and the cut, where unknown counts as kept', () => {
    const found = greened(abroad, { every: 1, from: 0 }, twoValued());
    const cut = found.find(({ cut }) => cut === '/data/ledger/backup/tier');
    expect(cut).toMatchObject({ rules: ['kept-in-india'], case: 'ABROAD', was: 'non-compliant', is: 'compliant' });
    const [said] = greenedRemarks(parsed(samplePack), found);
    expect(said).toMatchObject({ pointer: '/rules/0', level: 'problem' });
    expect(said?.message).toMatch(/^kept-in-india can be greened by leaving something out: case ABROAD without `/);
  });

  test('is found by a share of the cuts, since what the case is about is always cut', () => {
    const found = greened(abroad, { every: Number.MAX_SAFE_INTEGER, from: 1 }, twoValued());
    expect(found.map(({ cut }) => cut)).toContain('/data/ledger/backup/tier');
  });
});

describe('a folder of packs', () => {
  const lintOf = async (files: Record<string, string>) => {
    const folder = await folderOf(files);
    return formatLint(await lint([folder])).map((line) => line.replace(/^\S*packs-[^/]*\//, ''));
  };

  test('that is as it should be', async () => {
    const said = await lintOf({ 'sample.yaml': samplePack, 'sample.cases.yaml': sampleCases });
    expect(said).toEqual(['1 pack, 2 rules: nothing to say']);
  });

  test('without cases', async () => {
    const said = await lintOf({ 'sample.yaml': samplePack });
    expect(said).toEqual([
      'sample.yaml:1:1 sample: no case judges it; write `sample.cases.yaml` beside it, as docs/cases.md says',
      '1 pack, 2 rules: 1 problem',
    ]);
  });

  test('with a rule that no case shows', async () => {
    const cases = spoilt(spoilt(sampleCases, 'expect: N, by: looked-at', 'expect: N'), 'I, by: looked-at', 'I');
    expect(await lintOf({ 'sample.yaml': samplePack, 'sample.cases.yaml': cases })).toEqual([
      'sample.yaml:31:5 sample/looked-at: no case shows that it fails or that it is unknown; write cases with `expect: N` and `expect: I`, `by: looked-at`',
      '1 pack, 2 rules: 1 problem',
    ]);
  });

  test('whose law is silent needs no case that fails', async () => {
    const text = spoilt(samplePack, 'require: app.audited', "require: app.audited || undecided('nobody says')");
    const cases = spoilt(sampleCases, 'expect: N, by: looked-at', 'expect: I, by: looked-at');
    expect(await lintOf({ 'sample.yaml': text, 'sample.cases.yaml': cases })).toEqual([
      '1 pack, 2 rules: nothing to say',
    ]);
  });

  test('with a case that does not pass', async () => {
    const cases = spoilt(sampleCases, 'HOME: { expect: C', 'HOME: { expect: N');
    const said = await lintOf({ 'sample.yaml': samplePack, 'sample.cases.yaml': cases });
    expect(said.join('\n')).toMatch(/^sample\.cases\.yaml:13:3: case HOME: expected N, got C/m);
  });

  test('with one bad pack: the other is looked at, and its cases are judged', async () => {
    const bad = spoilt(spoilt(samplePack, 'pack: sample', 'pack: bad'), 'app.audited', 'app.auditd');
    const other = spoilt(samplePack, '    confidence: V2\n', '');
    const said = await lintOf({ 'bad.yaml': bad, 'sample.yaml': other, 'sample.cases.yaml': sampleCases });
    expect(said).toEqual([
      'bad.yaml:34:5 bad/looked-at: No such key: auditd, at character 5 in `app.auditd`; did you mean `audited`?',
      expect.stringMatching(/^sample\.yaml:31:5 sample\/looked-at: it does not say how/),
      '2 packs, 2 rules: 2 problems',
    ]);
  });

  test('with cases of a bad pack, and what is no YAML: each is told once', async () => {
    const bad = spoilt(samplePack, 'app.audited', 'app.auditd');
    const said = await lintOf({ 'a.yaml': 'rules: [', 'sample.yaml': bad, 'sample.cases.yaml': sampleCases });
    expect(said).toEqual([
      expect.stringMatching(/^a\.yaml:1:\d+: the text is not plain YAML/),
      expect.stringMatching(/^sample\.yaml:34:5 sample\/looked-at: No such key/),
      '2 packs, no rule: 2 problems',
    ]);
  });

  test('that is given by its file has its cases beside it', async () => {
    const folder = await folderOf({ 'sample.yaml': samplePack, 'sample.cases.yaml': sampleCases });
    expect(formatLint(await lint([join(folder, 'sample.yaml')]))).toEqual(['1 pack, 2 rules: nothing to say']);
  });

  test('ends the command with 1 where something is wrong, and with 0 where not', async () => {
    const folder = await folderOf({
      'sample.yaml': samplePack,
      'sample.cases.yaml': sampleCases,
      'bad.yaml': 'pack: [',
    });
    const run = (file: string) => promisify(execFile)(process.execPath, ['test/lint/run.ts', join(folder, file)]);
    expect((await run('sample.yaml')).stdout).toBe('1 pack, 2 rules: nothing to say\n');
    await expect(run('bad.yaml')).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('bad.yaml:1:') });
  });

  test('that is not there', async () => {
    expect(formatLint(await lint(['/nowhere/at/all'])).at(-1)).toBe('no pack, no rule: 1 problem');
  });
});
