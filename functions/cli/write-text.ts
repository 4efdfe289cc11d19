import { writeFile } from 'node:fs/promises';
import { NivasError } from '../../shared/error.ts';

/** Writes a file that was asked for. Throws `request_invalid` where it cannot be written. */
export async function writeText(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((cause: unknown) => {
    throw new NivasError('request_invalid', `\`${file}\` cannot be written`, [], { cause });
  });
}
