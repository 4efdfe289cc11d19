import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import type { Path } from '../../shared/declaration/pointer.ts';
import { formatPointer } from '../../shared/declaration/pointer.ts';
import type { Source } from '../../shared/declaration/source.ts';
import { NivasError } from '../../shared/error.ts';
import { termsText } from './terms-text.ts';

/** As much as the evidence schema takes, and a byte order mark. */
const mostBytes = 8_000_000;

/**
 * The declaration with every `file:` of its public terms replaced by the text that stands there, with media type
 * and SHA-256 where they were not given (a digest that was given is compared).
 *
 * Who wrote the declaration chose the path: it must lead to a file inside the declaration's folder.
 */
export async function withTerms(source: Source, folder: string): Promise<unknown> {
  const { raw } = source;
  if (!isMap(raw) || !isMap(raw.evidence)) return raw;
  const evidence: [string, unknown][] = [];
  for (const [key, item] of Object.entries(raw.evidence))
    evidence.push([key, await withText(item, folder, source, ['evidence', key])]);
  return { ...raw, evidence: Object.fromEntries(evidence) };
}

async function withText(item: unknown, folder: string, source: Source, path: Path): Promise<unknown> {
  if (!isMap(item) || item.kind !== 'public-terms' || item.file === undefined) return item;
  const { file, ...rest } = item;
  const refuse = (message: string, cause?: unknown, field = 'file'): never => {
    const at = [...path, field];
    const issue = { pointer: formatPointer(at), message, ...source.locate(at) };
    throw new NivasError('declaration_invalid', 'the declaration has one problem', [issue], { cause });
  };
  if (typeof file !== 'string') return refuse('expected the name of a file');
  if (rest.text !== undefined) return refuse('`file` and `text` are two ways to give the terms: write one of them');
  if (isAbsolute(file) || file.split(/[\\/]/).includes('..'))
    return refuse(`\`${file}\` leads out of the declaration's folder`);
  const bytes = await bytesInside(folder, file).catch((cause: unknown) =>
    refuse(cause instanceof NivasError ? cause.message : `\`${file}\` cannot be read`, cause),
  );
  const found = await termsText(file, bytes).catch((cause: unknown) => {
    throw cause instanceof NivasError ? refuse(`\`${file}\` ${cause.message}`, cause) : cause;
  });
  if (found.original === undefined) return { ...found, ...rest };
  // Beside a file that is no text, the digest that its author wrote is that of the file.
  if (rest.sha256 !== undefined && rest.sha256 !== found.original)
    return refuse(`\`${file}\` has the digest \`${found.original}\``, undefined, 'sha256');
  return { ...rest, ...found };
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

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
