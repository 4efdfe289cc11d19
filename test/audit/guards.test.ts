import { globSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { declarations } from './declarations.ts';
import { type Engine, engine, engineOf, type Parts } from './engine.ts';
import { type Fault, faults } from './faults.ts';
import { scenarios, wrong } from './scenarios.ts';
import { singleCuts, tally } from './silence.ts';

// Each guard of the engine is taken out of a copy of it, and that must be noticed: by law 2, or by a scenario.
// The table names the counterexample, as a person would want to see it.

const source = fileURLToPath(new URL('../../shared/', import.meta.url));
const copies = fileURLToPath(new URL(`../../.nivas/guards/${process.pid}/`, import.meta.url));

afterAll(() => rm(copies, { recursive: true, force: true }));

const modules = new Map(
  globSync('{audit,policy,declaration,evidence,registry}/**/*.ts', { cwd: source }).map((file) => [
    file,
    readFileSync(`${source}${file}`, 'utf8'),
  ]),
);
const imported = /from '(\.[^']+)'/g;
const target = (file: string, to: string) => posix.join(posix.dirname(file), to);

/** A module and all that import it, at whatever remove: only they need to be copied. */
function dependents(file: string): ReadonlySet<string> {
  const found = new Set([file]);
  for (const one of found)
    for (const [other, text] of modules)
      if ([...text.matchAll(imported)].some(([, to = '']) => target(other, to) === one)) found.add(other);
  return found;
}

/** An engine with the fault in it, or an error that says that the table is stale. */
async function faulty({ file, find, replace }: Fault, copy: string): Promise<Engine> {
  const root = `${copies}${copy}/`;
  const stands = (modules.get(file) ?? '').split(find).length - 1;
  if (stands !== 1) throw new Error(`\`${find}\` stands ${stands} times in ${file}`);
  const copied = dependents(file);
  for (const one of copied) {
    const text = modules.get(one) ?? '';
    const broken = one === file ? text.split(find).join(replace) : text;
    const bound = broken.replaceAll(imported, (line, to: string) =>
      copied.has(target(one, to)) ? line : `from '${source}${target(one, to)}'`,
    );
    await mkdir(posix.dirname(`${root}${one}`), { recursive: true });
    await writeFile(`${root}${one}`, bound);
  }
  const from = async (module: string): Promise<Partial<Parts>> =>
    await import(/* @vite-ignore */ `${copied.has(module) ? root : source}${module}`);
  const { audit } = await from('audit/audit.ts');
  const { loadPolicy } = await from('policy/load.ts');
  const { declarationReader } = await from('declaration/read.ts');
  if (!audit || !loadPolicy || !declarationReader) throw new Error('the copy of the engine lacks a part');
  return engineOf({ audit, loadPolicy, declarationReader });
}

/** What the fault does where the table says that it shows. */
function noticed(mutant: Engine, fault: Fault): Generator<string> {
  if ('by' in fault) {
    const scenario = scenarios.find(({ given }) => given.name === fault.by);
    if (scenario === undefined) throw new Error(`no scenario \`${fault.by}\``);
    return wrong(mutant, [scenario]);
  }
  const given = declarations.find(({ name }) => name === fault.from);
  if (given === undefined) throw new Error(`no declaration \`${fault.from}\``);
  return singleCuts(mutant, { ...given, near: [fault.without] }, tally(), nothingElse);
}

const nothingElse = { every: Number.MAX_SAFE_INTEGER, from: 1 };

test('the engine itself has no such fault', () => {
  expect([...wrong(engine)]).toEqual([]);
});

test.each(faults.map((fault, index) => ({ guard: fault.guard, fault, copy: String(index) })))(
  'it is noticed when this is not so: $guard',
  async ({ fault, copy }) => {
    const mutant = await faulty(fault, copy);
    expect([...noticed(mutant, fault)].length).toBeGreaterThan(0);
  },
);
