import { dirname } from 'node:path';
import * as z from 'zod';
import type { AuditInput } from '../../shared/audit/audit.ts';
import { type AuditedText, auditReading, readText } from '../../shared/audit/audit-text.ts';
import { limits } from '../../shared/declaration/limits.ts';
import { parsePointer } from '../../shared/declaration/pointer.ts';
import type { Reading } from '../../shared/declaration/read.ts';
import type { Declaration } from '../../shared/declaration/schema.ts';
import { type Format, type Position, parseSource, type Source } from '../../shared/declaration/source.ts';
import { NivasError } from '../../shared/error.ts';
import { type Shown, withShown } from '../../shared/evidence/deployed/with-shown.ts';
import { type Rulebook, releaseRulebook } from '../../shared/policy/release.ts';
import { readText as textOf } from './read-text.ts';
import { withTerms } from './terms-file.ts';

export type AuditedFile = Pick<AuditedText, 'audit'> & {
  /** Name of the application. */
  readonly name: string;
  /** Where a pointer stands in the file as it was written. */
  readonly locate: (pointer: string) => Position | undefined;
  /** What was audited, evidence and all, as a service takes it: no file is named in it any more. */
  readonly sent: unknown;
  readonly declaration: Declaration;
  readonly rulebook: Rulebook;
};

/** What a file says, and by what it is judged: everything an audit of it depends on. */
export type ReadFile = {
  readonly input: AuditInput;
  readonly source: Source;
  readonly name: string;
  /** As it stands in the file. */
  readonly text: string;
  readonly format: Format;
};

/** A file with its terms filled in: what is deployed can still be added beside it, once it is known. */
export type OpenFile = Pick<ReadFile, 'source' | 'text' | 'format'> & { readonly filled: unknown };

/** Opens a file. Throws a NivasError for one that is not there, is no text or no YAML, or whose terms cannot be read. */
export async function openFile(file: string): Promise<OpenFile> {
  const text = await textOf(file);
  const format = file.endsWith('.json') ? 'json' : 'yaml';
  const source = parseSource(text, format, limits.depth);
  return { source, text, format, filled: await withTerms(source, dirname(file)) };
}

/**
 * Reads what was opened with the rules of this release; `shown` is evidence that stands beside it, `set` the policy
 * set. Throws a NivasError for every way in which a declaration can be wrong; its issues are placed in the file.
 */
export function readOpened(
  { filled, ...file }: OpenFile,
  asOf: string,
  shown: Shown = {},
  set?: string,
): ReadFile & { readonly reading: Reading } {
  if (!z.iso.date().safeParse(asOf).success)
    throw new NivasError('request_invalid', `\`${asOf}\` is not a date such as \`2026-11-22\``);
  const rulebook = releaseRulebook(set);
  try {
    // What is audited is the parsed value with the terms filled in; positions stay those of the file.
    const reading = readText(JSON.stringify(withShown(filled, shown)) ?? 'null', 'json', rulebook);
    return { ...file, input: { ...reading, ...rulebook, asOf }, reading, name: reading.declaration.application };
  } catch (error) {
    throw error instanceof NivasError ? inFile(error, file.source) : error;
  }
}

/** Audits what was opened, as `readOpened` reads it. */
export function auditOpened(file: OpenFile, asOf: string, shown?: Shown, set?: string): AuditedFile {
  const { input, reading, source, name } = readOpened(file, asOf, shown, set);
  const { audit } = auditReading(reading, input, asOf);
  return {
    audit,
    name,
    locate: locator(source),
    sent: reading.source.raw,
    declaration: reading.declaration,
    rulebook: input,
  };
}

/** Opens a file and reads it. */
export const readDeclaration = async (file: string, asOf: string, shown?: Shown, set?: string) =>
  readOpened(await openFile(file), asOf, shown, set);

/** Opens a file and audits it. */
export const auditFile = async (file: string, asOf: string, shown?: Shown, set?: string): Promise<AuditedFile> =>
  auditOpened(await openFile(file), asOf, shown, set);

const locator =
  ({ locate }: Source) =>
  (pointer: string) =>
    locate(parsePointer(pointer));

/** Its issues at their lines in the file, in the order of the file. */
function inFile({ code, message, issues }: NivasError, source: Source): NivasError {
  const placed = issues
    .map(({ pointer, message: said }) => ({ pointer, message: said, ...locator(source)(pointer) }))
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  return new NivasError(code, message, placed);
}
