import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { samplePack, spoilt } from '../lint/sample.ts';
import { newFolder, typed, written } from './terminal.ts';

const Told = z.object({
  from: z.string(),
  to: z.string(),
  differences: z.array(z.record(z.string(), z.string())),
});

let folder: string;
let sample: string;
beforeAll(async () => {
  folder = await newFolder();
  sample = await written(samplePack, 'sample.yaml', folder);
});

/** The differences from a version of the sample to that of another text. */
async function differ(text: string, version = '2024') {
  const other = await written(text, `${crypto.randomUUID()}.yaml`, folder);
  const { out, err, status } = await typed('packs', 'diff', `${sample}@2024`, `${other}@${version}`, '--json');
  expect({ err, status }).toEqual({ err: '', status: 0 });
  return Told.parse(JSON.parse(out)).differences;
}

describe('nivas packs', () => {
  test('lists the packs of this release with what is in force today', async () => {
    const { out, status } = await typed('packs');
    expect(status).toBe(0);
    expect(out).toContain('india-only: User data and technology stay in India (policy, not law)');
    expect(out).toContain('rbi-payment-data@2018, in force today: RBI/2017-18/153');
  });

  test('as JSON, too', async () => {
    const { out } = await typed('packs', '--json');
    const [first] = z.array(z.record(z.string(), z.unknown())).parse(JSON.parse(out));
    expect(Object.keys(first ?? {})).toEqual(['pack', 'title', 'kind', 'versions']);
  });
});

describe('nivas packs diff', () => {
  test.each([
    ['a version with itself', samplePack],
    ['what only looks different', samplePack.replace('require: app.audited', 'require: >-\n      app.audited')],
    ['comments', `# a comment\n${samplePack}`],
    ['another version', spoilt(samplePack, 'First order', 'Order One')],
    ['the order of questions', samplePack.replace(/( {2}tier: .*\n)( {2}audited: .*\n)/, '$2$1')],
  ])('nothing differs: %s', async (_, text) => {
    expect(await differ(text)).toEqual([]);
  });

  test('says so in words', async () => {
    const { out, status } = await typed('packs', 'diff', 'india-only@2020', 'india-only');
    expect({ out, status }).toEqual({ out: 'nothing differs between india-only@2020 and india-only@2020', status: 0 });
  });

  const rule = { kind: 'rule', name: 'kept-in-india', change: 'changed' };
  const pack = { kind: 'pack', name: 'sample', change: 'changed' };
  test.each<[string, string, string, Record<string, unknown>]>([
    ['title', 'Ledgers of lenders', 'Books', { ...pack, aspect: 'title', was: 'Ledgers of lenders', is: 'Books' }],
    ['kind', 'kind: law', 'kind: policy', { ...pack, aspect: 'kind', was: 'law', is: 'policy' }],
    ['issuer', 'issuer: nobody', 'issuer: rbi', { ...pack, aspect: 'issuer', is: 'rbi' }],
    [
      'source',
      'source: https://example.in/ledgers\n',
      '',
      { ...pack, aspect: 'source', was: 'https://example.in/ledgers' },
    ],
    ['scope', 'lenders, for', 'banks, for', { ...pack, aspect: 'for' }],
    [
      'instrument',
      'Second order',
      'Third order',
      { ...pack, aspect: 'instrument', was: 'Second order', is: 'Third order' },
    ],
    [
      'dates',
      'from: "2024-01-01"',
      'from: "2024-02-01"',
      { ...pack, aspect: 'in force', is: 'from 2024-02-01 on, without an end' },
    ],
    [
      'appliesTo',
      "'nbfc' in",
      "'bank' in",
      { ...pack, aspect: 'applies where', is: '`bank` is one of the roles of the operator or application' },
    ],
    [
      'suspects',
      'suspects: [user.financial]',
      'suspects: []',
      { ...pack, aspect: 'suspects', was: '`user.financial`' },
    ],
    ['expects', 'facts:\n', 'expects: user.financial\nfacts:\n', { ...pack, aspect: 'expects' }],
    ['unverified', 'ever enforced.', 'ever in force.', { ...pack, aspect: 'not confirmed' }],
    ['claim', 'Ledgers are kept', 'Books are kept', { ...rule, aspect: 'claims', is: 'Books are kept in India.' }],
    [
      'activities',
      '[store, backup]',
      '[store]',
      { ...rule, aspect: 'looks at', is: 'each place that such data is stored at' },
    ],
    [
      'data',
      'data: user.financial',
      'data: user',
      { ...rule, aspect: 'data', is: '`user` with all that falls under it' },
    ],
    ['require', "|| placement.tier == 'cold'", "&& placement.tier == 'cold'", { ...rule, aspect: 'requires' }],
    ['clause', 'clause: paragraph 1', 'clause: paragraph 3', { ...rule, aspect: 'clause', is: 'paragraph 3' }],
    ['remedy', 'Move it:', 'Put it elsewhere:', { ...rule, aspect: 'remedy' }],
    ['because', '{{placement.happens}} {{place}}', 'at {{place}}', { ...rule, aspect: 'if broken' }],
    [
      'controls',
      '[CCC.Core.CN06]',
      '[CCC.Core.CN10]',
      { ...rule, aspect: 'controls', is: 'finos-ccc `CCC.Core.CN10`' },
    ],
    ['confidence', 'confidence: V1', 'confidence: V2', { ...rule, aspect: 'how sure' }],
    [
      'suspension',
      'to: "2021-06-30"',
      'to: open',
      { ...rule, aspect: 'suspended', is: 'from 2021-01-01 on, by an order of stay' },
    ],
    ['effect', 'confidence: V1', 'confidence: V1\n    effect: stays-in-india', { ...rule, aspect: 'effect' }],
    [
      'source of a rule',
      'confidence: V1',
      'confidence: V1\n    source: https://example.in/1',
      { ...rule, aspect: 'source' },
    ],
    [
      'a question',
      'in this year?',
      'in this month?',
      { kind: 'question', name: 'audited', change: 'changed', aspect: 'asks' },
    ],
    [
      'values',
      'values: [hot, cold]',
      'values: [hot, cold, warm]',
      { kind: 'question', name: 'tier', aspect: 'answer' },
    ],
    [
      'a document behind it',
      'type: bool, ask',
      'type: bool, attestedBy: data-audit, ask',
      { kind: 'question', aspect: 'document behind it', is: 'data-audit' },
    ],
    [
      'an option',
      'all: of all copies',
      'all: of each copy',
      { kind: 'reading', name: 'copies', aspect: 'option all', is: 'of each copy' },
    ],
  ])('%s', async (_, find, replace, want) => {
    const found = await differ(spoilt(samplePack, find, replace));
    expect(
      found.some((one) => Object.entries(want).every(([key, value]) => one[key] === value)),
      JSON.stringify(found),
    ).toBe(true);
  });

  test('an expression that comes to the same words is shown as it is written', async () => {
    const [other] = await differ(spoilt(samplePack, 'require: app.audited', "require: '!!app.audited'"));
    expect(other).toEqual({
      kind: 'rule',
      name: 'looked-at',
      change: 'changed',
      aspect: 'requires, as written',
      was: 'app.audited',
      is: '!!app.audited',
    });
  });

  test('`unless` in words, with its reason', async () => {
    const unless = `unless:\n  - { when: "'bank' in app.roles", why: banks have their own order }\n`;
    const [found] = await differ(spoilt(samplePack, 'suspects:', `${unless}suspects:`));
    expect(found).toEqual({
      ...pack,
      aspect: 'out of its reach where',
      is: '`bank` is one of the roles of the operator or application (banks have their own order)',
    });
  });

  test('a rule, a question and a reading of one side only are told as a whole', async () => {
    const text = samplePack
      .replace('id: looked-at', 'id: seen')
      .replaceAll('audited', 'seenToday')
      .replaceAll('copies', 'kopies');
    const found = await differ(text);
    expect(found.map(({ kind, name, change }) => `${kind} ${name} ${change}`)).toEqual(
      expect.arrayContaining([
        'rule looked-at removed',
        'rule seen added',
        'question audited removed',
        'question seenToday added',
        'reading copies removed',
        'reading kopies added',
      ]),
    );
    const order = ['pack', 'rule', 'question', 'reading'];
    const kinds = found.map(({ kind = '' }) => order.indexOf(kind));
    expect(kinds).toEqual(kinds.toSorted());
  });

  test('a rule of one version alone, the status and the dates: two versions of one file', async () => {
    const text = spoilt(samplePack, '    for: application', '    for: application\n    versions: ["2024"]');
    const other = await written(text, 'two.yaml', folder);
    const { out } = await typed('packs', 'diff', `${other}@2020`, `${other}@2024`);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(/^from \S+two\.yaml@2020 to \S+two\.yaml@2024: 5 differences$/),
      '',
      'instrument',
      '  was: First order',
      '  is:  Second order',
      'status',
      '  was: superseded',
      '  is:  live',
      'in force',
      '  was: from 2020-01-01 to 2023-12-31; superseded since',
      '  is:  from 2024-01-01 on, without an end',
      '',
      'rule looked-at',
      '  added: An auditor looks at the ledgers each year.',
      '',
      'question audited',
      '  added: Did an auditor look at it in this year?',
    ]);
  });

  test.each([
    [['india-onli', 'india-only'], 'nivas: there is no pack `india-onli` in this release; did you mean `india-only`?'],
    [['india-only@2021', 'india-only'], 'nivas: `india-only` has no version `2021`; it has `india-only@2020`'],
    [['india-only@', 'india-only'], 'nivas: `india-only` has no version ``; it has `india-only@2020`'],
    [['india-only', 'nowhere.yaml'], 'nivas: `nowhere.yaml`: there is no such file'],
    [['india-only'], "nivas: missing required argument 'to'"],
    [['constructor', 'india-only'], 'nivas: there is no pack `constructor` in this release'],
  ])('%j is refused: %s', async (args, says) => {
    const { status, out, err } = await typed('packs', 'diff', ...args);
    expect({ status, out, err }).toEqual({ status: 1, out: '', err: says });
  });

  test('a file with several versions wants one of them', async () => {
    const { err } = await typed('packs', 'diff', sample, 'india-only');
    expect(err).toMatch(/has several versions: write one of `\S+sample\.yaml@2020`, `\S+sample\.yaml@2024`$/);
  });

  test('a file that is wrong is told at its lines', async () => {
    const bad = await written(spoilt(samplePack, 'app.audited', 'app.auditd'), 'bad.yaml', folder);
    const { status, err } = await typed('packs', 'diff', 'india-only', `${bad}@2024`);
    expect(status).toBe(1);
    expect(err.split('\n')).toEqual([
      expect.stringMatching(
        /^\S+bad\.yaml:34:5 .*No such key: auditd, at character 5 in `app\.auditd`; did you mean `audited`\?$/,
      ),
      expect.stringMatching(/^nivas: `\S+bad\.yaml` is no pack that can be read$/),
    ]);
  });

  test('of this release needs no reader of YAML', async () => {
    const script = `
      import { registerHooks } from 'node:module';
      const seen = [];
      registerHooks({ resolve: (name, context, next) => { seen.push(name); return next(name, context); } });
      const { main } = await import('./functions/cli/program.ts');
      const terminal = { print() {}, complain: console.log, colour: false, today: () => '2026-11-22' };
      const status = await main(['packs', 'diff', 'india-only@2020', 'rbi-payment-data@2018'], terminal);
      const early = seen.includes('yaml');
      await main(['packs', 'diff', 'india-only', ${JSON.stringify(`${sample}@2024`)}], terminal);
      console.log(JSON.stringify({ status, early, late: seen.includes('yaml') }));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    expect(JSON.parse(stdout)).toEqual({ status: 0, early: false, late: true });
  });
});
