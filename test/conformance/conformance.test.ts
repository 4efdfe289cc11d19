import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatCasesDoc } from '../../infra/compile/cases-doc.ts';
import { audit } from '../../shared/audit/audit.ts';
import { Case, Circumstances } from './case-file.ts';
import { collect } from './collect.ts';
import { merge, type Tree, within } from './merge.ts';
import { mutantsOf } from './mutants.ts';
import { currentRelease } from './release.ts';
import { committed, formatReport, run, writtenReasons } from './run.ts';
import { type Release, runCase } from './run-case.ts';

let release: Release;
let folder: string;
beforeAll(async () => {
  release = await currentRelease();
  folder = await mkdtemp(join(tmpdir(), 'cases-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a text as a file of cases, in a folder of its own. */
async function runText(text: string) {
  const file = join(folder, `${crypto.randomUUID()}.yaml`);
  await writeFile(file, text);
  return formatReport(await run([file], { mutants: false, release }));
}

const example = async () => {
  const template = await readFile(new URL('../../infra/compile/cases.template.md', import.meta.url), 'utf8');
  return /```yaml\n([\s\S]*?)```/.exec(template)?.[1] ?? '';
};

describe('the committed cases', () => {
  test('every case passes, and every mutant that survives has a written reason', { timeout: 120_000 }, async () => {
    const { results, mutants, survivors } = await run(committed(), { mutants: true, release });
    expect(results.flatMap(({ id, problems }) => problems.map((problem) => `${id}: ${problem}`))).toEqual([]);
    expect(survivors.filter(({ reason }) => reason === undefined)).toEqual([]);
    expect(mutants).toBeGreaterThan(80);
    const stale = Object.keys(await writtenReasons()).filter((name) => !survivors.some((one) => one.name === name));
    expect(stale).toEqual([]);
  });

  test('every pack of the release has cases', async () => {
    const judged = new Set(
      (await collect(committed())).flatMap((one) => ('fault' in one ? [] : one.circumstances.pack)),
    );
    expect(release.packs.map(({ pack }) => pack).filter((pack) => !judged.has(pack))).toEqual([]);
  });
});

test('two declarations that differ only in the owner have equal findings', async () => {
  const all = await collect(committed());
  const findings = (id: string) => {
    const one = all.find((other) => other.id === id);
    const ready = one && runCase(one, release).ready;
    return ready && audit({ ...ready.input, declaration: { ...ready.input.declaration, application: 'same' } }).packs;
  };
  expect(findings('OWN-05')?.flatMap((pack) => pack.findings).length).toBeGreaterThan(10);
  expect(findings('OWN-05')).toEqual(findings('OWN-05-INDIA'));
  expect(findings('OWN-05-AT-HOME')).toEqual(findings('OWN-05-AT-HOME-INDIA'));
  expect(findings('OWN-05')).not.toEqual(findings('OWN-05-AT-HOME'));
});

test.each<{ name: string; base: Tree; over: Tree; want: Tree }>([
  { name: 'nothing over nothing', base: {}, over: {}, want: {} },
  { name: 'maps merge', base: { a: { x: 1 } }, over: { a: { y: 2 } }, want: { a: { x: 1, y: 2 } } },
  { name: '`~` takes a key away', base: { a: { x: 1, y: 2 } }, over: { a: { x: null } }, want: { a: { y: 2 } } },
  { name: '`~` of what is not there is nothing', base: {}, over: { a: null }, want: {} },
  { name: '`~` in a new map is nothing', base: {}, over: { a: { x: null, y: 2 } }, want: { a: { y: 2 } } },
  { name: 'lists replace', base: { a: [1, 2] }, over: { a: [3] }, want: { a: [3] } },
  { name: 'a map replaces a word', base: { a: 'IN' }, over: { a: { at: 'SG' } }, want: { a: { at: 'SG' } } },
  { name: 'a map replaces a list', base: { a: ['IN'] }, over: { a: { at: 'SG' } }, want: { a: { at: 'SG' } } },
  { name: 'a word replaces a map', base: { a: { at: 'SG' } }, over: { a: 'IN' }, want: { a: 'IN' } },
  { name: '`undefined` says nothing', base: { a: 1 }, over: { a: undefined }, want: { a: 1 } },
  { name: 'false and 0 are values', base: { a: true, b: 1 }, over: { a: false, b: 0 }, want: { a: false, b: 0 } },
  { name: 'a name of Object is a key', base: {}, over: { toString: { x: 1 } }, want: { toString: { x: 1 } } },
])('merge: $name', ({ base, over, want }) => {
  expect(merge(base, over)).toEqual(want);
});

test.each([
  { name: 'a part of a map', wanted: { a: 1 }, got: { a: 1, b: 2 }, want: true },
  { name: 'another value', wanted: { a: 1 }, got: { a: 2 }, want: false },
  { name: 'an entry anywhere in a list', wanted: [{ a: 1 }], got: [{ a: 2 }, { a: 1, b: 1 }], want: true },
  { name: 'an entry that is not there', wanted: [{ a: 1 }, { a: 3 }], got: [{ a: 1 }], want: false },
  { name: 'a list where a map is', wanted: [1], got: { 0: 1 }, want: false },
])('shown: $name: $want', ({ wanted, got, want }) => {
  expect(within(wanted, got)).toBe(want);
});

const base = { pack: ['rbi-payment-data'], given: { roles: ['bank'] } };

test.each([
  { name: 'pack', circumstances: { pack: ['rbi-payment-dat'] }, written: {}, says: 'did you mean `rbi-payment-data`' },
  { name: 'one pack of two', circumstances: { pack: ['india-only', 'nope'] }, written: {}, says: 'no pack `nope`' },
  { name: 'version', circumstances: {}, written: { version: '2019' }, says: 'no version `2019`' },
  { name: 'rule', circumstances: {}, written: { by: 'stored-only-in-indio' }, says: '`stored-only-in-india`' },
  { name: 'rule of another pack', circumstances: {}, written: { by: 'approved-host' }, says: 'no rule' },
  { name: 'lifted rule', circumstances: {}, written: { lift: ['rbi-payment-data/nope'] }, says: 'no rule' },
  { name: 'reading', circumstances: { readings: { 'rbi-payment-data/x': 'y' } }, written: {}, says: 'no reading' },
  { name: 'fact', circumstances: { given: { data: { a: { crossBordr: true } } } }, written: {}, says: '`crossBorder`' },
  { name: 'role', circumstances: { given: { roles: ['bnak'] } }, written: {}, says: '`bank`' },
  {
    name: 'evidence',
    circumstances: { given: { documents: { t: { kind: 'public-terms', sha256: 'of:terms' } } } },
    written: {},
    says: 'no evidence `terms`',
  },
  {
    name: 'scheme',
    circumstances: { registry: { approvals: [{ scheme: 'meitty', site: 'a/b', from: '2024-01-01', to: 'open' }] } },
    written: {},
    says: '`meity`',
  },
  {
    name: 'rule that carries not-applicable',
    circumstances: {},
    written: { expect: 'X', by: 'aggregates' },
    says: '`X`',
  },
])('a case that names an unknown $name is an error and never an `I`', ({ circumstances, written, says }) => {
  const one = {
    id: 'ONE',
    file: '',
    written: Case.parse({ expect: 'I', ...written }),
    circumstances: Circumstances.parse({ ...base, ...circumstances }),
  };
  const { problems, heard } = runCase(one, release);
  expect(heard).toBeUndefined();
  expect(problems.join()).toContain('error in the case');
  expect(problems.join()).toContain(says);
});

test.each([
  { name: 'a file that is no YAML', text: 'cases: [', says: 'error in the case' },
  { name: 'a file without cases', text: 'given: {}', says: 'it has no `cases`' },
  { name: 'a file with an empty list of cases', text: 'cases: {}', says: 'there is no case' },
  { name: 'a field that does not exist', text: 'pack: india-only\ncases: { A: { expct: C } }', says: 'expct' },
  { name: 'a letter that does not exist', text: 'pack: india-only\ncases: { A: { expect: P } }', says: '/expect' },
  { name: 'a case without a pack', text: 'cases: { A: { expect: I } }', says: '/pack' },
  { name: 'a case that nobody needs', text: 'pack: india-only\ncases: { A: { given: {} } }', says: 'expects nothing' },
  { name: '`like` of nothing', text: 'pack: india-only\ncases: { A: { like: B, expect: I } }', says: 'no case `B`' },
  {
    name: '`like` in a circle',
    text: 'pack: india-only\ncases: { A: { like: B, expect: I }, B: { like: A } }',
    says: 'itself',
  },
  { name: '`like` of itself', text: 'pack: india-only\ncases: { A: { like: A, expect: I } }', says: 'no case `A`' },
])('$name is a failure', async ({ text, says }) => {
  const lines = await runText(text);
  expect(lines.join('\n')).toContain(says);
  expect(lines.at(-1)).toMatch(/^0 passed, [12] failed$/);
});

test('a folder that does not exist is a failure', async () => {
  expect(formatReport(await run([join(folder, 'nope')], { mutants: false, release })).at(-1)).toBe(
    '0 passed, 1 failed',
  );
});

test('the example of the documentation passes', async () => {
  expect(await runText(await example())).toEqual(['2 passed, 0 failed']);
});

test('a wrong letter is printed with the letters and the findings that carry it', async () => {
  const lines = await runText((await example()).replace('expect: N', 'expect: C'));
  expect(lines[0]).toMatch(/^FAIL MY-02 .*expected C, got N/);
  expect(lines.join('\n')).toMatch(/fail stored-only-in-india \/data\/payments\/backup@SG/);
  expect(lines.at(-1)).toBe('1 passed, 1 failed');
});

test('the right letter for a wrong reason is a failure', async () => {
  const lines = await runText((await example()).replaceAll('by: stored-only-in-india', 'by: aggregates'));
  expect(lines.at(-1)).toBe('0 passed, 2 failed');
});

test('another version than was in force, and what is not shown, are failures', async () => {
  const text = (await example()).replace(
    'expect: C',
    'expect: C\n    version: 2018\n    shown: { orders: [{ key: a }] }',
  );
  expect((await runText(text))[0]).toContain('beside the verdict');
});

test('a case may be like one of another file, and be judged by several packs', async () => {
  const other = await mkdtemp(join(folder, 'two-'));
  await writeFile(join(other, 'one.yaml'), await example());
  const cases =
    'cases: { THEIRS: { like: MY-02, pack: [india-only, rbi-payment-data], expect: N, by: [only-in-india] } }';
  await writeFile(join(other, 'two.yaml'), cases);
  expect(formatReport(await run([other], { mutants: false, release }))).toEqual(['3 passed, 0 failed']);
});

test('a mutant changes its pack, and no two have one name', () => {
  const mutants = release.packs.flatMap((pack) => mutantsOf(pack, release.packs).map((mutant) => ({ pack, mutant })));
  for (const { pack, mutant } of mutants) expect(mutant.pack).not.toEqual(pack);
  expect(new Set(mutants.map(({ mutant }) => mutant.name)).size).toBe(mutants.length);
});

test('what few cases do not notice is reported', { timeout: 60_000 }, async () => {
  const file = join(folder, 'few.yaml');
  await writeFile(file, await example());
  const lines = formatReport(await run([file], { mutants: true, release }));
  expect(lines).toContain('survived rbi-payment-data: system-audit-report removed');
  expect(lines.at(-2)).toMatch(/^\d+ of \d+ mutants noticed$/);
  expect(lines.at(-1)).toBe('2 passed, 0 failed');
});

test('`docs/cases.md` is what `npm run compile` makes of the packs', async () => {
  const doc = await readFile(new URL('../../docs/cases.md', import.meta.url), 'utf8');
  expect(doc === (await formatCasesDoc())).toBe(true);
});
