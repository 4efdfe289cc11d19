import { globSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Case, CaseFile, Circumstances, problemsOf, readYaml } from './case-file.ts';
import { isTree, merge, type Tree } from './merge.ts';

/** A case with everything it takes from its file and from the case it is like; or what is wrong with it. */
export type Collected =
  | { readonly id: string; readonly file: string; readonly fault: string }
  | { readonly id: string; readonly file: string; readonly written: Case; readonly circumstances: Circumstances };

type Raw = { readonly id: string; readonly file: string; readonly base: Tree; readonly raw: unknown };

/**
 * All cases of files and folders, in order. In a folder every YAML file with `cases` is a file of cases. What is
 * no case file, or holds none, is a fault: a run that judged nothing has shown nothing. `besides` are files, by their
 * whole path, of which it was told that they are packs.
 */
export async function collect(
  paths: readonly string[],
  besides: ReadonlySet<string> = new Set(),
): Promise<Collected[]> {
  const files = paths.flatMap((path) => filesOf(path)).filter((file) => !besides.has(resolve(file)));
  const read = await Promise.all(files.map((file) => casesOf(file)));
  const faults = paths
    .filter((path) => filesOf(path).length === 0)
    .map((path) => ({ id: path, file: path, fault: 'there is no such file, and no YAML file in it' }));
  const raws = read.flatMap(({ raws }) => raws);
  const all = [...faults, ...read.flatMap((one) => one.faults), ...raws.map((raw) => collected(raw, raws))];
  return all.length > 0 ? all : [{ id: paths.join(' '), file: '', fault: 'there is no case in it' }];
}

/** A file, or every YAML file of a folder. */
export function filesOf(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [path];
  return globSync('**/*.{yaml,yml}', { cwd: path })
    .toSorted()
    .map((file) => join(path, file));
}

type Read = { readonly raws: Raw[]; readonly faults: Collected[] };

async function casesOf(path: string): Promise<Read> {
  const file = relative('', path);
  try {
    const value = await readYaml(path);
    if (!isTree(value) || !Object.hasOwn(value, 'cases')) return notCases(file, value);
    const parsed = CaseFile.safeParse(value);
    if (!parsed.success) return { raws: [], faults: [{ id: file, file, fault: problemsOf(parsed.error) }] };
    const { pack, given, cases } = parsed.data;
    const base = { given: merge({}, given), ...(pack ? { pack } : {}) };
    return { raws: Object.entries(cases).map(([id, raw]) => ({ id, file, base, raw })), faults: [] };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { raws: [], faults: [{ id: file, file, fault: error.message }] };
  }
}

/** Packs lie beside their cases; any other file without `cases` was meant to have some. */
function notCases(file: string, value: unknown): Read {
  const pack = isTree(value) && Object.hasOwn(value, 'rules');
  return { raws: [], faults: pack ? [] : [{ id: file, file, fault: 'it has no `cases`' }] };
}

function collected(raw: Raw, all: readonly Raw[]): Collected {
  const { id, file } = raw;
  try {
    const written = parsed(raw);
    if (written.expect === undefined && !all.some((other) => isTree(other.raw) && other.raw.like === id))
      return { id, file, fault: 'it expects nothing, and no case is like it' };
    const circumstances = Circumstances.safeParse(circumstancesOf(raw, all, []));
    if (!circumstances.success) return { id, file, fault: problemsOf(circumstances.error) };
    return { id, file, written, circumstances: circumstances.data };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { id, file, fault: error.message };
  }
}

function parsed({ raw }: Raw): Case {
  const result = Case.safeParse(raw);
  if (result.success) return result.data;
  throw new SyntaxError(problemsOf(result.error), { cause: result.error });
}

/** `lift` is not taken over: a what-if is said by the case that asks it. Neither is anything that is expected. */
function circumstancesOf(raw: Raw, all: readonly Raw[], from: readonly Raw[]): Tree {
  if (from.includes(raw)) throw new SyntaxError(`it is like itself: ${[...from, raw].map(({ id }) => id).join(', ')}`);
  const { like, pack, asOf, readings, given, evidence, registry, demand } = parsed(raw);
  const base = like === undefined ? raw.base : circumstancesOf(named(like, raw, all), all, [...from, raw]);
  return merge(base, { pack, asOf, readings, given, evidence, registry, demand });
}

/** The case of that name: of the same file before another. */
function named(like: string, { file, raw }: Raw, all: readonly Raw[]): Raw {
  const others = all.filter((other) => other.id === like && other.raw !== raw);
  const own = others.find((other) => other.file === file);
  const found = own ?? others[0];
  if (found === undefined) throw new SyntaxError(`\`like\`: there is no case \`${like}\``);
  if (own === undefined && others.length > 1) throw new SyntaxError(`\`like\`: several files have a case \`${like}\``);
  return found;
}
