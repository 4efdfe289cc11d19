import { readFile, stat } from 'node:fs/promises';
import { relative } from 'node:path';
import type * as z from 'zod';
import { issuesOf } from '../../shared/declaration/issue.ts';
import { limits } from '../../shared/declaration/limits.ts';
import { parsePointer } from '../../shared/declaration/pointer.ts';
import { fieldsAt } from '../../shared/declaration/read.ts';
import { type Position, parseSource, type Source } from '../../shared/declaration/source.ts';
import { type Issue, NivasError } from '../../shared/error.ts';

/** Bytes of one file of packs or cases: reading YAML takes a second or two for so much. */
export const largestFile = 300_000;

/**
 * The value of a YAML file that anybody may have written, and where its parts stand. Throws `pack_invalid` for a
 * file that is too large, which is then not read at all, and for what `parseSource` refuses.
 */
export async function readSource(file: string): Promise<Source> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw refusal(found ? 'this is no file' : 'there is no such file');
  if (found.size > largestFile)
    throw refusal(`the file has ${found.size} bytes, and at most ${largestFile} are read: split it`);
  const text = decoded(await readFile(file));
  try {
    return parseSource(text, 'yaml', limits.depth);
  } catch (error) {
    if (!(error instanceof NivasError)) throw error;
    const issues = error.issues.length > 0 ? error.issues : [{ pointer: '', message: error.message }];
    throw new NivasError('pack_invalid', error.message, issues, { cause: error });
  }
}

const refusal = (message: string) => new NivasError('pack_invalid', message, [{ pointer: '', message }]);

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new NivasError('pack_invalid', 'the file is not UTF-8', [{ pointer: '', message: 'it is not UTF-8' }], {
      cause,
    });
  }
}

/** A source against a schema. Throws `pack_invalid` with every problem at its line, and near names for misspelt fields. */
export function parsed<T>(source: Source, schema: z.ZodType<T>, what: string): T {
  const result = schema.safeParse(source.raw, { reportInput: true });
  if (result.success) return result.data;
  const issues = issuesOf(result.error, source, (path) => fieldsAt(schema, path));
  throw new NivasError('pack_invalid', `this is no ${what}`, issues);
}

/** Where a pointer stands, or the nearest thing around it that was written: a default was not. */
export function locate({ locate: find }: Source, pointer: string): Position | undefined {
  const path = parsePointer(pointer);
  for (let length = path.length; length > 0; length -= 1) {
    const found = find(path.slice(0, length));
    if (found) return found;
  }
  return undefined;
}

/** `packs/x.yaml:12:5`, of a file as seen from here. */
export const placeOf = (file: string, position: Partial<Position>): string => {
  const { line = 1, column = 1 } = position;
  return `${relative('', file) || file}:${line}:${column}`;
};

/** The issues of a refusal, or its message as one. */
export const issuesIn = ({ issues, message }: NivasError): readonly Issue[] =>
  issues.length > 0 ? issues : [{ pointer: '', message }];
