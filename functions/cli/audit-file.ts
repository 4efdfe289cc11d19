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
import { type Rulebook, releaseRulebook } from '../../shared/policy/release.ts';
import { readText as textOf } from './read-text.ts';
import { isMap, withTerms } from './terms-file.ts';

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

/** Evidence by key that is not written in the file, as a service would take it beside the declaration. */
export type Shown = Readonly<Record<string, unknown>>;

/**
 * Reads a file with the rules of this release; `shown` is evidence that stands beside it, `set` the policy set. Throws a
 * NivasError for every way in which a file can be wrong; its issues are placed in the file.
 */
export async function readDeclaration(
  file: string,
  asOf: string,
  shown: Shown = {},
  set?: string,
): Promise<ReadFile & { readonly reading: Reading }> {
  if (!z.iso.date().safeParse(asOf).success)
    throw new NivasError('request_invalid', `\`${asOf}\` is not a date such as \`2026-11-22\``);
  const text = await textOf(file);
  const format = file.endsWith('.json') ? 'json' : 'yaml';
  const source = parseSource(text, format, limits.depth);
  // What is audited is the parsed value with the terms filled in; positions stay those of the file.
  const filled = JSON.stringify(withShown(await withTerms(source, dirname(file)), shown)) ?? 'null';
  const rulebook = releaseRulebook(set);
  try {
    const reading = readText(filled, 'json', rulebook);
    return {
      input: { ...reading, ...rulebook, asOf },
      reading,
      source,
      text,
      format,
      name: reading.declaration.application,
    };
  } catch (error) {
    throw error instanceof NivasError ? inFile(error, source) : error;
  }
}

/** Audits a file, as `readDeclaration` reads it. */
export async function auditFile(file: string, asOf: string, shown?: Shown, set?: string): Promise<AuditedFile> {
  const { input, reading, source, name } = await readDeclaration(file, asOf, shown, set);
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

/** The declaration with evidence from elsewhere. One key for two pieces would hide one of them. */
function withShown(raw: unknown, shown: Shown): unknown {
  if (Object.keys(shown).length === 0 || !isMap(raw)) return raw;
  const own = isMap(raw.evidence) ? raw.evidence : {};
  const twice = Object.keys(shown).find((key) => Object.hasOwn(own, key));
  if (twice === undefined) return { ...raw, evidence: { ...own, ...shown } };
  throw new NivasError('request_invalid', `the declaration has evidence \`${twice}\` of its own: give one of the two`);
}

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
