import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Issue, NivasError } from '../../shared/error.ts';
import { type CompiledPolicy, wordsOf } from '../../shared/policy/compiled.ts';
import { PolicySet } from '../../shared/policy/pack.ts';
import { issuesIn, parsed } from '../../shared/policy/read.ts';
import { indexRegistry } from '../../shared/registry/lookup.ts';
import { type Fault, formatFault, readPacks } from './pack-file.ts';
import { compileRegistry } from './registry.ts';
import { placeOf, readSource } from './yaml-file.ts';

const folder = fileURLToPath(new URL('../../shared/policy/', import.meta.url));

/** Reads every pack and policy set, checks every expression, and gives them as one value, or throws `pack_invalid`. */
export async function compilePacks(): Promise<CompiledPolicy> {
  const words = wordsOf(indexRegistry(await compileRegistry()));
  const { read, faults } = await readPacks(packFiles(), words);
  if (faults.length > 0) throw refusal(faults);
  return { packs: read.map(({ pack }) => pack), sets: await compileSets() };
}

/** The files of the packs of this repository. */
export const packFiles = (): string[] => filesIn('packs/**/!(*.cases).yaml');

const refusal = (faults: readonly Fault[]) =>
  new NivasError(
    'pack_invalid',
    faults.map(formatFault).join('\n'),
    faults.map((fault): Issue => ({ pointer: '', message: formatFault(fault) })),
  );

export const compileSets = (): Promise<PolicySet[]> => Promise.all(filesIn('sets/*.yaml').map(readSet));

async function readSet(file: string): Promise<PolicySet> {
  try {
    return parsed(await readSource(file), PolicySet, 'policy set');
  } catch (error) {
    if (!(error instanceof NivasError)) throw error;
    const said = issuesIn(error).map((issue) => `${placeOf(file, issue)} ${issue.message}`);
    throw new NivasError('pack_invalid', said.join('\n'), error.issues, { cause: error });
  }
}

export const formatPacks = (compiled: CompiledPolicy): string => `${JSON.stringify(compiled, null, 1)}\n`;

const filesIn = (pattern: string) =>
  globSync(pattern, { cwd: folder })
    .toSorted()
    .map((file) => `${folder}${file}`);
