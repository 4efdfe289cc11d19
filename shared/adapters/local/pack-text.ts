import { readFile, stat } from 'node:fs/promises';
import { NivasError } from '../../error.ts';

/** Bytes of one file of packs or cases: reading YAML takes a second or two for so much. */
export const largestFile = 300_000;

/** The text of a YAML file. Throws `pack_invalid` for what is no file or no text, and for one that is too large unread. */
export async function readPackText(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw refusal(found ? 'this is no file' : 'there is no such file');
  if (found.size > largestFile)
    throw refusal(`the file has ${found.size} bytes, and at most ${largestFile} are read: split it`);
  const bytes = await readFile(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw refusal('the file is not UTF-8', cause);
  }
}

const refusal = (message: string, cause?: unknown) =>
  new NivasError('pack_invalid', message, [{ pointer: '', message }], { cause });
