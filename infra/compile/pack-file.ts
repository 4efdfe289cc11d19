import { readPackText } from '../../shared/adapters/local/pack-text.ts';
import type { Source } from '../../shared/declaration/source.ts';
import { type Issue, NivasError } from '../../shared/error.ts';
import type { Words } from '../../shared/policy/lint.ts';
import type { Pack } from '../../shared/policy/pack.ts';
import { issuesIn, locate, type PackRead, readPack } from '../../shared/policy/read.ts';
import { placeOf } from './yaml-file.ts';

/** A pack that can be judged by, and where its parts stand. */
export type PackFile = { readonly file: string; readonly pack: Pack; readonly source: Source };

/** Something that is wrong with a file of a pack; `pack` and `rule` are what it says of itself. */
export type Fault = Omit<Issue, 'pointer'> & {
  readonly file: string;
  readonly pack?: string | undefined;
  readonly rule?: string | undefined;
};

/** Packs that load, and everything that is wrong with the others. `refused` are the ids that these give themselves. */
export type ReadPacks = {
  readonly read: readonly PackFile[];
  readonly faults: readonly Fault[];
  readonly refused: readonly string[];
};

/**
 * Reads every file by itself, so that what is wrong with one hides nothing of another. Of two packs that cannot
 * stand side by side the later is refused; `beside` are packs that stand already.
 */
export async function readPacks(
  files: readonly string[],
  words: Words,
  beside: readonly Pack[] = [],
): Promise<ReadPacks> {
  const read: PackFile[] = [];
  const faults: Fault[] = [];
  const refused: string[] = [];
  for (const file of files) {
    const one = await readFile(file, words, [...beside, ...read.map(({ pack }) => pack)]);
    if ('pack' in one) read.push(one);
    else {
      faults.push(...one.faults);
      refused.push(...one.refused);
    }
  }
  return { read, faults, refused };
}

async function readFile(
  file: string,
  words: Words,
  others: readonly Pack[],
): Promise<PackFile | Pick<ReadPacks, 'faults' | 'refused'>> {
  const { source, pack, issues } = await textOf(file, (text) => readPack(text, words, others));
  if (source !== undefined && pack !== undefined) return { file, pack, source };
  return { faults: placed(file, source, issues), refused: [nameIn(source?.raw, 'pack') ?? []].flat() };
}

async function textOf(file: string, read: (text: string) => PackRead): Promise<PackRead> {
  try {
    return read(await readPackText(file));
  } catch (error) {
    if (!(error instanceof NivasError)) throw error;
    return { issues: issuesIn(error) };
  }
}

/** Issues at their lines in the order of the file, with the pack and the rule that they are about. */
export function placed(file: string, source: Source | undefined, issues: readonly Issue[]): Fault[] {
  const pack = nameIn(source?.raw, 'pack');
  return issues
    .map(({ pointer, message, ...position }) => ({
      file,
      pack,
      rule: ruleAt(source?.raw, pointer),
      message: message.replace(/^pack `[^`]*`: /, ''),
      ...locate(source, pointer),
      ...position,
    }))
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}

/** `packs/x.yaml:12:5 x/rule: what is wrong`. */
export function formatFault({ file, line, column, pack, rule, message }: Fault): string {
  const about = pack === undefined ? '' : ` ${pack}${rule === undefined ? '' : `/${rule}`}`;
  const place = placeOf(file, { ...(line ? { line } : {}), ...(column ? { column } : {}) });
  return `${place}${about}: ${message}`;
}

/** The id of the rule that a pointer leads into. */
function ruleAt(raw: unknown, pointer: string): string | undefined {
  const [, index] = /^\/rules\/(\d+)/.exec(pointer) ?? [];
  const rules = index === undefined ? undefined : fieldOf(raw, 'rules');
  return Array.isArray(rules) ? nameIn(rules[Number(index)], 'id') : undefined;
}

function nameIn(raw: unknown, field: string): string | undefined {
  const name = fieldOf(raw, field);
  return typeof name === 'string' ? name.slice(0, 80) : undefined;
}

const fieldOf = (raw: unknown, field: string): unknown =>
  typeof raw === 'object' && raw !== null && Object.hasOwn(raw, field) ? Reflect.get(raw, field) : undefined;
