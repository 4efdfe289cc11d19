import { limits } from '../../shared/declaration/limits.ts';
import { parseSource } from '../../shared/declaration/source.ts';
import { NivasError } from '../../shared/error.ts';
import { readWaivers, type Waiver } from '../../shared/waiver/waiver.ts';
import { readText } from './read-text.ts';

/**
 * The waivers in a file, YAML or JSON by its ending. Throws `request_invalid` for one that is not there or cannot be read,
 * and says in its own words where in it something is wrong: whoever answers has audited another file.
 */
export async function waiversIn(file: string): Promise<readonly Waiver[]> {
  const text = await readText(file);
  try {
    return readWaivers(parseSource(text, file.endsWith('.json') ? 'json' : 'yaml', limits.depth));
  } catch (error) {
    if (!(error instanceof NivasError)) throw error;
    const said = error.issues.map(({ line, column, message }) => `${[file, line, column].join(':')} ${message}`);
    throw new NivasError('request_invalid', said.join('; '), [], { cause: error });
  }
}
