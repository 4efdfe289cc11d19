import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { limits } from '../../shared/declaration/limits.ts';
import { NivasError } from '../../shared/error.ts';

/**
 * A file as text. Whoever wrote it chose its bytes: throws `request_invalid` for one that is not there, is no UTF-8, or
 * has more bytes than a service would take of a declaration.
 */
export async function readText(file: string, most: number = limits.bytes): Promise<string> {
  const bytes = await readBytes(file, most);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw refused(`\`${file}\` is not UTF-8 text: save it as UTF-8`, cause);
  }
}

/** A file as it is. Throws `request_invalid` for one that is not there, or has more bytes than `most`. */
export async function readBytes(file: string, most: number): Promise<Uint8Array> {
  const bytes = await bytesWithin(file, most);
  if (bytes === undefined) throw refused(`\`${file}\` has more than ${most} bytes`);
  return bytes;
}

/**
 * A file as it is, or nothing for one that has more bytes than `most`: of such a one no byte is read, or, where the
 * system does not know how long it is, no more than `most`. Throws `request_invalid` for one that is not there.
 */
export async function bytesWithin(file: string, most: number): Promise<Uint8Array | undefined> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    if ((await stat(file)).size > most) return undefined;
    for await (const part of createReadStream(file)) {
      bytes += part.length;
      if (bytes > most) return undefined;
      parts.push(part);
    }
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw refused(missing ? `there is no file \`${file}\`` : `\`${file}\` cannot be read`, cause);
  }
  return Buffer.concat(parts);
}

/** Bytes as text, or nothing for bytes that are none: one file among many, of which the others are read all the same. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const refused = (message: string, cause?: unknown) => new NivasError('request_invalid', message, [], { cause });
