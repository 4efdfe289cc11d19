import { globSync, readFileSync } from 'node:fs';
import { basename, posix } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Each folder and what it may import: folders and files of ours, then packages. */
type Allowed = { readonly ours: readonly string[]; readonly packages: RegExp };

const judging = ['shared/declaration', 'shared/registry', 'shared/policy', 'shared/evidence', 'shared/audit'];
const ground = ['shared/canonical.ts', 'shared/error.ts'];
const pure = [...judging, 'shared/remedy', 'shared/report', 'shared/waiver', 'shared/ledger'];

const allowed: Readonly<Record<string, Allowed>> = {
  'shared/canonical.ts': { ours: [], packages: /^(canonicalize|node:crypto)$/ },
  'shared/error.ts': { ours: [], packages: /^$/ },
  'shared/declaration': {
    ours: ['shared/declaration', 'shared/evidence', ...ground],
    packages: /^(zod|yaml|fastest-levenshtein|@humanwhocodes\/momoa)$/,
  },
  'shared/registry': { ours: ['shared/registry', ...ground], packages: /^(zod|fastest-levenshtein)$/ },
  'shared/policy': {
    ours: ['shared/policy', 'shared/declaration', 'shared/registry', ...ground],
    packages: /^(zod|@marcbachmann\/cel-js)$/,
  },
  'shared/evidence': {
    ours: ['shared/evidence', 'shared/declaration', 'shared/registry', ...ground],
    packages: /^(zod|yaml|htmlparser2|@humanwhocodes\/momoa)$/,
  },
  'shared/audit': { ours: [...judging, ...ground], packages: /^zod$/ },
  'shared/audit/ids.ts': { ours: [], packages: /^node:crypto$/ },
  'shared/remedy': { ours: ['shared/remedy', ...judging, ...ground], packages: /^$/ },
  'shared/report': { ours: [...pure, ...ground], packages: /^zod$/ },
  // no audit knows of waivers: they change what a command ends with, and nothing else
  'shared/waiver': { ours: ['shared/waiver', 'shared/audit', 'shared/declaration', ...ground], packages: /^zod$/ },
  'shared/ledger': { ours: ['shared/ledger', 'shared/audit', ...ground], packages: /^zod$/ },
  'shared/evidence-store.ts': { ours: [], packages: /^$/ },
  'shared/ports.ts': { ours: ['shared/evidence-store.ts', ...pure, ...ground], packages: /^$/ },
  'shared/api': { ours: ['shared/api', ...pure, ...ground], packages: /^zod$/ },
  'shared/operations': {
    ours: ['shared/operations', 'shared/ports.ts', 'shared/api', ...pure, ...ground],
    packages: /^(zod|node:crypto|node:zlib)$/,
  },
  // what reach and filters mean, for every store
  'shared/adapters/filter.ts': { ours: ['shared/ports.ts', 'shared/audit'], packages: /^$/ },
  'shared/adapters/aws': {
    ours: ['shared/adapters/aws', 'shared/adapters/filter.ts', 'shared/ports.ts', ...pure, ...ground],
    packages: /^(zod|@aws-sdk\/|node:)/,
  },
  'shared/adapters/local': {
    ours: ['shared/adapters/local', 'shared/adapters/filter.ts', 'shared/ports.ts', ...pure, ...ground],
    packages: /^(zod$|node:)/,
  },
  functions: { ours: ['functions', 'shared'], packages: /./ },
  // of the CDK only types: the test of the packed plugin finds no word of it there
  'functions/cdk': { ours: ['functions/cdk', 'functions/cli', 'shared'], packages: /^(zod$|aws-cdk-lib\/core$|node:)/ },
  // `nivas token` signs with the key that the local issuer made
  'functions/cli/token.ts': { ours: ['infra/local/issuer.ts', 'infra/local/state.ts', 'shared'], packages: /./ },
  // `nivas doctor` finds the service that `npm start` runs
  'functions/cli/doctor/local-service.ts': {
    ours: ['functions/cli/doctor', 'infra/local/service-file.ts', 'infra/local/state.ts', 'shared'],
    packages: /^zod$/,
  },
  infra: { ours: ['infra', 'shared'], packages: /./ },
  // the packed command has the name and version of the checkout
  'infra/pack': { ours: ['infra/pack', 'package.json'], packages: /^(esbuild$|node:)/ },
  'infra/local': { ours: ['infra', 'shared', 'functions'], packages: /./ },
  // the hook is made with a declaration as the command reads it
  'infra/hook/declared.ts': { ours: ['functions/cli/audit-file.ts', 'shared'], packages: /^$/ },
};

const files = globSync('{shared,functions,infra}/**/*.ts', { exclude: ['**/node_modules/**'] }).toSorted();
const text = (file: string) => readFileSync(file, 'utf8');

/** Whatever a module names in an import, an export from or a call of `import()`. */
const imports = (file: string) =>
  [
    ...text(file).matchAll(/^(?:import|export|\})[^'\n]*\bfrom '([^']+)'|^import '([^']+)'|\bimport\(\s*'([^']+)'/gm),
  ].map(([, from, bare, called]) => from ?? bare ?? called ?? '');

/** The most exact rule for a file. */
const ruleOf = (file: string): [string, Allowed] | undefined =>
  Object.entries(allowed)
    .filter(([root]) => file === root || file.startsWith(`${root}/`))
    .toSorted(([a], [b]) => b.length - a.length)[0];

const within = (file: string, root: string) => file === root || file.startsWith(`${root}/`);

test('every file belongs to a folder of the design', () => {
  expect(files.filter((file) => ruleOf(file) === undefined)).toEqual([]);
  expect(files.length).toBeGreaterThan(50);
});

test.each(Object.keys(allowed))('%s imports only what it may', (root) => {
  const wrong = files
    .filter((file) => ruleOf(file)?.[0] === root)
    .flatMap((file) =>
      imports(file).flatMap((name) => {
        const { ours, packages } = allowed[root] ?? { ours: [], packages: /^$/ };
        const target = posix.join(posix.dirname(file), name);
        const fine = name.startsWith('.') ? ours.some((one) => within(target, one)) : packages.test(name);
        return fine ? [] : [`${file} imports ${name}`];
      }),
    );
  expect(wrong).toEqual([]);
});

test('imports of our own modules end in `.ts` or `.json`', () => {
  const wrong = files.flatMap((file) =>
    imports(file).flatMap((name) =>
      name.startsWith('.') && !/\.(ts|json)$/.test(name) ? [`${file} imports ${name}`] : [],
    ),
  );
  expect(wrong).toEqual([]);
});

test('only infra/local, what the hook is made with, and tests import functions', () => {
  const wrong = files
    .filter((file) => !within(file, 'functions') && !within(file, 'infra/local') && file !== 'infra/hook/declared.ts')
    .filter((file) =>
      imports(file).some((name) => name.startsWith('.') && within(posix.join(posix.dirname(file), name), 'functions')),
    );
  expect(wrong).toEqual([]);
});

describe('what is pure reads nothing but its arguments', () => {
  /** Code without comments, and without text in quotes, where a word is only a word. */
  const code = (file: string) =>
    text(file)
      .replace(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '')
      .replace(/'(?:[^'\\\n]|\\.)*'/g, "''");
  test.each([
    {
      what: 'a clock',
      found: /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.|\bTemporal\.Now\b|\bsetTimeout\b|\bsetInterval\b/,
    },
    {
      what: 'the environment',
      found: /(?<!\.)\bprocess\s*[.[]|\bimport\.meta\.(?:env|dirname|filename|url)\b|\bglobalThis\b/,
    },
    { what: 'chance', found: /\bMath\.random\b|\bcrypto\.|\brandomUUID\b|\brandomBytes\b/ },
    { what: 'the network', found: /\bfetch\(|\bXMLHttpRequest\b|\bWebSocket\b/ },
    { what: 'the console', found: /\bconsole\./ },
    { what: 'the language of the machine', found: /\btoLocale\w+\(|\bIntl\.|\blocaleCompare\b/ },
    { what: 'a module at run time', found: /\bimport\(|(?<!\.)\brequire\(|\beval\(|\bnew Function\b/ },
  ])('not $what', ({ found }) => {
    const wrong = files.filter(
      (file) => [...pure, ...ground].some((root) => within(file, root)) && found.test(code(file)),
    );
    expect(wrong).toEqual([]);
  });
});

describe('files', () => {
  const named = globSync('{shared,functions,infra,test}/**', { exclude: ['**/node_modules/**'] });

  test('have plain names in kebab-case', () => {
    const wrong = [...files, ...named.filter((file) => file.startsWith('test/') && file.endsWith('.ts'))].filter(
      (file) => !file.split('/').every((part) => /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(part)),
    );
    expect(wrong).toEqual([]);
  });

  test('are not called utils, helpers, common, types or constants', () => {
    expect(named.filter((file) => /^(utils?|helpers?|common|types|constants)(\.|$)/.test(basename(file)))).toEqual([]);
  });

  test('are split before 200 lines', () => {
    const long = files
      .map((file) => ({ file, lines: text(file).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > 200);
    expect(long).toEqual([]);
  });
});
