import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod';
import { NivasError } from '../../shared/error.ts';
import { checkPacks } from '../../shared/policy/check.ts';
import { type CompiledPolicy, wordsOf } from '../../shared/policy/compiled.ts';
import { Pack, PolicySet } from '../../shared/policy/pack.ts';
import { indexRegistry } from '../../shared/registry/lookup.ts';
import { compileRegistry } from './registry.ts';

const folder = fileURLToPath(new URL('../../shared/policy/', import.meta.url));

/** Reads every pack and policy set, checks every expression, and gives them as one value, or throws `pack_invalid`. */
export async function compilePacks(): Promise<CompiledPolicy> {
  const packs = await Promise.all(filesIn('packs/**/!(*.cases).yaml').map((file) => readYaml(file, Pack)));
  const sets = await Promise.all(filesIn('sets/*.yaml').map((file) => readYaml(file, PolicySet)));
  const issues = checkPacks(packs, wordsOf(indexRegistry(await compileRegistry())));
  if (issues.length > 0)
    throw new NivasError(
      'pack_invalid',
      issues.map(({ pointer, message }) => `${pointer} ${message}`).join('\n'),
      issues,
    );
  return { packs, sets };
}

export const formatPacks = (compiled: CompiledPolicy): string => `${JSON.stringify(compiled, null, 1)}\n`;

const filesIn = (pattern: string) =>
  globSync(pattern, { cwd: folder })
    .toSorted()
    .map((file) => `${folder}${file}`);

/** Reads one YAML file against a schema; a fault names file and line. */
export async function readYaml<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const lines = new LineCounter();
  const document = parseDocument(await readFile(file, 'utf8'), { lineCounter: lines, prettyErrors: true });
  const [fault] = document.errors;
  if (fault) throw new NivasError('pack_invalid', `${file}: ${fault.message}`);
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const said = parsed.error.issues.map(({ path, message }) => {
    const node = document.getIn(path.map(String), true);
    const range =
      typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
        ? Number(node.range[0])
        : 0;
    return `${file}:${lines.linePos(range).line} /${path.join('/')}: ${message}`;
  });
  throw new NivasError('pack_invalid', said.join('\n'));
}
