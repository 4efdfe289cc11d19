import { resolve } from 'node:path';
import { type Fault, type PackFile, readPacks } from '../../infra/compile/pack-file.ts';
import { compileSets, packFiles } from '../../infra/compile/packs.ts';
import { compileRegistry } from '../../infra/compile/registry.ts';
import { wordsOf } from '../../shared/policy/compiled.ts';
import { indexRegistry } from '../../shared/registry/lookup.ts';
import { readYaml } from './case-file.ts';
import { filesOf } from './collect.ts';
import { isTree } from './merge.ts';
import { type Release, releaseOf } from './run-case.ts';

/**
 * Packs and registry from their sources. `looked` are the packs that were asked for, and `faults` what keeps others of
 * them from loading; the release is made of those that load.
 */
export type CurrentRelease = Release & { readonly looked: readonly PackFile[]; readonly faults: readonly Fault[] };

/** The files of packs that do not load, by their whole path. */
export const brokenFiles = ({ faults }: CurrentRelease): ReadonlySet<string> =>
  new Set(faults.map(({ file }) => resolve(file)));

/**
 * The packs of this repository as they are being written, with those that lie in files and folders of cases: these
 * take the place of a pack of their id.
 */
export async function currentRelease(paths: readonly string[] = []): Promise<CurrentRelease> {
  const published = await compileRegistry();
  const words = wordsOf(indexRegistry(published));
  const brought = await packsIn(paths);
  const home = await readPacks(
    packFiles().filter((file) => !brought.some((one) => resolve(one.file) === file)),
    words,
  );
  const ids = new Set(brought.map(({ id }) => id));
  const kept = home.read.flatMap(({ pack }) => (ids.has(pack.pack) ? [] : [pack]));
  const own = await readPacks(
    brought.map(({ file }) => file),
    words,
    kept,
  );
  const packs = [...kept, ...own.read.map(({ pack }) => pack)];
  const refused = [...home.refused.filter((id) => !ids.has(id)), ...own.refused];
  const release = releaseOf({ packs, sets: await compileSets() }, published, refused);
  const { read: looked, faults } = paths.length > 0 ? own : home;
  return { ...release, looked, faults };
}

/** The files that are packs: no cases, by what they hold or, where they do not parse, by their name. */
async function packsIn(paths: readonly string[]): Promise<{ readonly file: string; readonly id: unknown }[]> {
  const all = await Promise.all(paths.flatMap(filesOf).map(async (file) => ({ file, tree: await treeOf(file) })));
  return all.flatMap(({ file, tree }) => {
    const cases = tree ? !Object.hasOwn(tree, 'rules') || Object.hasOwn(tree, 'cases') : /\.cases\.ya?ml$/.test(file);
    return cases ? [] : [{ file, id: tree?.pack }];
  });
}

async function treeOf(file: string) {
  const value = await readYaml(file).catch((error: unknown) => {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  });
  return isTree(value) ? value : undefined;
}
