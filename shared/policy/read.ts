import type * as z from 'zod';
import { issuesOf, most } from '../declaration/issue.ts';
import { limits } from '../declaration/limits.ts';
import { parsePointer } from '../declaration/pointer.ts';
import { fieldsAt } from '../declaration/read.ts';
import { type Position, parseSource, type Source } from '../declaration/source.ts';
import { type Issue, NivasError } from '../error.ts';
import { checkPacks } from './check.ts';
import type { Words } from './lint.ts';
import { Pack } from './pack.ts';
import { clashes, packIssues } from './structure.ts';

/** A pack that can be judged by, or everything that is wrong with its text, each at its line. */
export type PackRead = {
  readonly source?: Source;
  readonly pack?: Pack;
  readonly issues: readonly Issue[];
};

/** Reads the text of a pack, which anybody may have written, to stand beside others. */
export function readPack(text: string, words: Words, others: readonly Pack[] = []): PackRead {
  let source: Source | undefined;
  try {
    source = sourceOf(text);
    const pack = parsed(source, Pack, 'pack');
    const found = [...packIssues(pack), ...clashes(pack, others), ...checkPacks([pack], words)];
    const issues = found.slice(0, most).map((issue) => ({ ...issue, ...locate(source, issue.pointer) }));
    return issues.length === 0 ? { source, pack, issues } : { source, issues };
  } catch (error) {
    if (!(error instanceof NivasError)) throw error;
    return { ...(source ? { source } : {}), issues: issuesIn(error) };
  }
}

/** A YAML text of a pack, a policy set or cases. Throws `pack_invalid` for what `parseSource` refuses. */
export function sourceOf(text: string): Source {
  try {
    return parseSource(text, 'yaml', limits.depth);
  } catch (error) {
    if (!(error instanceof NivasError)) throw error;
    throw new NivasError('pack_invalid', error.message, issuesIn(error), { cause: error });
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
export function locate(source: Source | undefined, pointer: string): Position | undefined {
  const path = parsePointer(pointer);
  for (let length = path.length; length > 0; length -= 1) {
    const found = source?.locate(path.slice(0, length));
    if (found) return found;
  }
  return undefined;
}

/** The issues of a refusal, or its message as one. */
export const issuesIn = ({ issues, message }: NivasError): readonly Issue[] =>
  issues.length > 0 ? issues : [{ pointer: '', message }];
