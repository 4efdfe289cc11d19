import { readPackText } from '../../shared/adapters/local/pack-text.ts';
import { NivasError } from '../../shared/error.ts';
import type { Words } from '../../shared/policy/lint.ts';
import { type LoadedPack, loadPack } from '../../shared/policy/load.ts';
import { readPack } from '../../shared/policy/read.ts';

/** The pack of a YAML file. Throws `pack_invalid` with everything that is wrong with it, each at its line. */
export async function readPackFile(file: string, words: Words): Promise<LoadedPack> {
  const text = await readPackText(file).catch((cause: unknown) => {
    if (!(cause instanceof NivasError)) throw cause;
    throw new NivasError('pack_invalid', `\`${file}\`: ${cause.message}`, [], { cause });
  });
  const { pack, issues } = readPack(text, words);
  if (pack !== undefined) return loadPack(pack, words);
  const said = issues.map(({ line = 1, column = 1, message }) => ({
    pointer: '',
    message: `${file}:${line}:${column} ${message}`,
  }));
  throw new NivasError('pack_invalid', `\`${file}\` is no pack that can be read`, said);
}
