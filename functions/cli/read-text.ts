import { createReadStream } from 'node:fs';
import { limits } from '../../shared/declaration/limits.ts';
import { NivasError } from '../../shared/error.ts';

/**
 * A file as text. Whoever wrote it chose its bytes: throws `request_invalid` for one that is not there, is no UTF-8, or
 * has more bytes than a service would take of a declaration.
 */
export const readText = async (file: string, most: number = limits.bytes): Promise<string> =>
  utf8(await readBytes(file, most), file);

/** A file as it is. Throws `request_invalid` for one that is not there, or has more bytes than `most`. */
export async function readBytes(file: string, most: number): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of createReadStream(file)) {
      bytes += part.length;
      if (bytes > most) throw refused(`\`${file}\` has more than ${most} bytes`);
      parts.push(part);
    }
  } catch (cause) {
    if (cause instanceof NivasError) throw cause;
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw refused(missing ? `there is no file \`${file}\`` : `\`${file}\` cannot be read`, cause);
  }
  return Buffer.concat(parts);
}

/** The text of these bytes; throws `request_invalid` where they are none. */
export function utf8(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw refused(`\`${file}\` is not UTF-8 text: save it as UTF-8`, cause);
  }
}

const refused = (message: string, cause?: unknown) => new NivasError('request_invalid', message, [], { cause });
