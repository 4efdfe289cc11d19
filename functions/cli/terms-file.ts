import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import { sha256 } from '../../shared/canonical.ts';
import type { Path } from '../../shared/declaration/pointer.ts';
import { formatPointer } from '../../shared/declaration/pointer.ts';
import type { Source } from '../../shared/declaration/source.ts';
import { NivasError } from '../../shared/error.ts';

/** As much as the evidence schema takes, and a byte order mark. */
const mostBytes = 8_000_000;

/**
 * The declaration with every `file:` of its public terms replaced by the text that stands there, with media type
 * and SHA-256 where they were not given (a digest that was given is compared by the reader).
 *
 * Who wrote the declaration chose the path: it must lead to a file inside the declaration's folder.
 */
export async function withTerms(source: Source, folder: string): Promise<unknown> {
  const { raw } = source;
  if (!isMap(raw) || !isMap(raw.evidence)) return raw;
  const evidence: [string, unknown][] = [];
  for (const [key, item] of Object.entries(raw.evidence))
    evidence.push([key, await withText(item, folder, source, ['evidence', key, 'file'])]);
  return { ...raw, evidence: Object.fromEntries(evidence) };
}

async function withText(item: unknown, folder: string, source: Source, path: Path): Promise<unknown> {
  if (!isMap(item) || item.kind !== 'public-terms' || item.file === undefined) return item;
  const { file, ...rest } = item;
  const refuse = (message: string, cause?: unknown): never => {
    const issue = { pointer: formatPointer(path), message, ...source.locate(path) };
    throw new NivasError('declaration_invalid', 'the declaration has one problem', [issue], { cause });
  };
  if (typeof file !== 'string') return refuse('expected the name of a file');
  if (rest.text !== undefined) return refuse('`file` and `text` are two ways to give the terms: write one of them');
  if (isAbsolute(file) || file.split(/[\\/]/).includes('..'))
    return refuse(`\`${file}\` leads out of the declaration's folder`);
  const bytes = await bytesInside(folder, file).catch((cause: unknown) =>
    refuse(cause instanceof NivasError ? cause.message : `\`${file}\` cannot be read`, cause),
  );
  const text = textOf(bytes);
  if (text === undefined) return refuse(`\`${file}\` is not UTF-8 text`);
  const mediaType = /\.(md|markdown)$/i.test(file) ? 'text/markdown' : 'text/plain';
  return { mediaType, sha256: sha256(text), ...rest, text };
}

/** Reads a plain file inside the folder, wherever links lead. */
async function bytesInside(folder: string, file: string): Promise<Uint8Array> {
  const root = await realpath(folder);
  const found = await realpath(join(root, file));
  if (!found.startsWith(root.endsWith(sep) ? root : root + sep))
    throw new NivasError('declaration_invalid', `\`${file}\` leads out of the declaration's folder`);
  // Asked before it is opened: to open a pipe would wait for somebody to write into it.
  const about = await stat(found);
  if (!about.isFile()) throw new NivasError('declaration_invalid', `\`${file}\` is not a file`);
  if (about.size > mostBytes)
    throw new NivasError('declaration_invalid', `\`${file}\` has more than ${mostBytes} bytes`);
  return readFile(found);
}

/** Byte for byte: a byte order mark stays, or the digest would be another than the file's. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // The one thing `decode` throws for: these bytes are no text.
    return undefined;
  }
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
