import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import { block } from './markdown.ts';

type Tree = Readonly<Record<string, unknown>>;

/** A written case with its file's `pack` and `given`, as far as a base for other cases needs it. */
type Written = { readonly id: string; readonly file: Tree; readonly raw: Tree };

const folder = new URL('../../shared/policy/packs/', import.meta.url);

/** Of each pack a file of cases to start from: a declaration that is compliant, taken from the cases beside the pack. */
export async function allRight(): Promise<(pack: string) => string> {
  const files = await Promise.all(
    globSync('**/*.cases.yaml', { cwd: folder })
      .toSorted()
      .map(async (name): Promise<Tree> => parse(await readFile(new URL(name, folder), 'utf8'))),
  );
  const written = files.flatMap((file) => Object.entries(treeOf(file.cases)).map(([id, raw]) => ({ id, file, raw })));
  const cases = written.map(({ id, file, raw }): Written => ({ id, file, raw: treeOf(raw) }));
  return (pack) => {
    const compliant = cases.filter((one) => one.raw.expect === 'C' && resolved(one, cases).pack === pack);
    const found = compliant.find(({ id }) => id.endsWith('ALL-RIGHT')) ?? compliant[0];
    return found ? baseOf(pack, resolved(found, cases)) : 'No declaration is compliant: what it asks nobody has read.';
  };
}

/** What a case and those it is like say together; nothing that is expected. */
function resolved({ file, raw }: Written, all: readonly Written[]): Tree {
  const like = all.find(({ id }) => id === raw.like);
  const { asOf, pack, given, readings, evidence, registry, demand } = raw;
  const under = like ? resolved(like, all) : { pack: file.pack, given: treeOf(file.given) };
  return laid(under, { pack, asOf, readings, given, evidence, registry, demand });
}

function laid(base: Tree, over: Tree): Tree {
  const said = Object.entries(over).filter(([, value]) => value !== undefined);
  const kept = Object.entries(base).filter(([key]) => !said.some(([other]) => other === key));
  const changed = said.flatMap(([key, value]) =>
    value === null ? [] : [[key, isTree(value) ? laid(treeOf(base[key]), value) : value]],
  );
  return Object.fromEntries([...kept, ...changed]);
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const treeOf = (value: unknown): Tree => (isTree(value) ? value : {});

function baseOf(pack: string, { given, ...circumstances }: Tree): string {
  const text = [
    `pack: ${pack}`,
    'given:',
    ...Object.entries(treeOf(given)).flatMap(([key, value]) => linesOf(key, value, key === 'data' ? 2 : 1)),
    'cases:',
    '  BASE:',
    ...Object.entries(circumstances).flatMap(([key, value]) =>
      key === 'pack' || value === undefined ? [] : [`    ${key}: ${flow(value)}`],
    ),
    '    expect: C',
  ];
  return block('yaml', text.join('\n'));
}

/** Maps on lines of their own down to a depth, and in braces below it. */
function linesOf(key: string, value: unknown, depth: number, indent = '  '): string[] {
  if (depth === 0 || !isTree(value)) return [`${indent}${key}: ${flow(value)}`];
  return [
    `${indent}${key}:`,
    ...Object.entries(value).flatMap(([name, one]) => linesOf(name, one, depth - 1, `${indent}  `)),
  ];
}

const flow = (value: unknown): string =>
  stringify(value, { collectionStyle: 'flow', lineWidth: 0, defaultStringType: 'PLAIN' }).trim();
