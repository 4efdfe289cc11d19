import { fileURLToPath } from 'node:url';
import { type Fault, readPacks } from '../../infra/compile/pack-file.ts';
import { compileSets, packFiles } from '../../infra/compile/packs.ts';
import { compileRegistry } from '../../infra/compile/registry.ts';
import { wordsOf } from '../../shared/policy/compiled.ts';
import { indexRegistry } from '../../shared/registry/lookup.ts';
import { readYaml } from './case-file.ts';
import { filesOf } from './collect.ts';
import { isTree } from './merge.ts';
import { type Release, releaseOf } from './run-case.ts';

/** Packs and registry from their sources, and what is wrong with packs that do not load: the others are judged by. */
export type CurrentRelease = Release & { readonly faults: readonly Fault[] };

/**
 * The packs of this repository as they are being written, with those that lie in files and folders of cases: these
 * take the place of a pack of their id.
 */
export async function currentRelease(paths: readonly string[] = []): Promise<CurrentRelease> {
  const published = await compileRegistry();
  const words = wordsOf(indexRegistry(published));
  const brought = await packsIn(paths);
  const home = await readPacks(
    packFiles().filter((file) => !brought.some((path) => sameFile(path, file))),
    words,
  );
  const ids = new Set(await Promise.all(brought.map(idOf)));
  const kept = home.read.flatMap(({ pack }) => (ids.has(pack.pack) ? [] : [pack]));
  const own = await readPacks(brought, words, kept);
  const packs = [...kept, ...own.read.map(({ pack }) => pack)];
  const release = releaseOf({ packs, sets: await compileSets() }, published, [...home.refused, ...own.refused]);
  return { ...release, faults: [...home.faults, ...own.faults] };
}

/** The files that are packs: a map with rules and without cases. What does not parse is said with the cases. */
async function packsIn(paths: readonly string[]): Promise<string[]> {
  const files = paths.flatMap(filesOf);
  const packs = await Promise.all(files.map((file) => treeOf(file)));
  return files.filter((_, index) => {
    const tree = packs[index];
    return tree !== undefined && Object.hasOwn(tree, 'rules') && !Object.hasOwn(tree, 'cases');
  });
}

const idOf = async (file: string) => (await treeOf(file))?.pack;

async function treeOf(file: string) {
  const value = await readYaml(file).catch((error: unknown) => {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  });
  return isTree(value) ? value : undefined;
}

const sameFile = (one: string, other: string) => pathOf(one) === pathOf(other);
const pathOf = (file: string) => fileURLToPath(new URL(file, `file://${process.cwd()}/`));
