import type * as z from 'zod';
import { type Issue, NivasError } from '../error.ts';
import { suggestion } from './near-name.ts';
import { formatPointer, type Path, writtenPath } from './pointer.ts';
import type { Source } from './source.ts';

type ZodIssue = z.core.$ZodIssue;

/**
 * Says every problem a schema found in words a person can act on: where (pointer and, from a text, line and
 * column), what was expected, and the near name for a misspelling. `schema` tells which fields exist there.
 */
export function issuesOf(error: z.ZodError, source: Source, fieldsAt: (path: Path) => readonly string[]): Issue[] {
  return error.issues
    .slice(0, most)
    .flatMap((issue) => said(issue, fieldsAt))
    .slice(0, most)
    .map(({ path, message }) => placed(source, path, message));
}

/** An issue at a place of the text as it was written. */
export function placed({ raw, locate }: Source, path: Path, message: string): Issue {
  const written = writtenPath(raw, path);
  return { pointer: formatPointer(written), message, ...locate(written) };
}

/** How many problems are said at once: finding where each stands walks the text. */
export const most = 100;

type Said = { readonly path: Path; readonly message: string };

function said(issue: ZodIssue, fieldsAt: (path: Path) => readonly string[]): Said[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, most).map((key) => ({
        path: [...path, key],
        message: `\`${key}\` is not a field here${suggestion(key, fieldsAt(path))}`,
      }));
    case 'invalid_value':
      return [{ path, message: invalidValue(issue) }];
    case 'invalid_type':
      return [{ path, message: issue.input === undefined ? `\`${path.at(-1)}\` is missing` : plain(issue) }];
    case 'invalid_format':
      return [{ path, message: formats[issue.format] ?? plain(issue) }];
    case 'invalid_union':
      if (issue.input === undefined) return [{ path, message: `\`${String(path.at(-1))}\` is missing` }];
      return inner(issue, path, fieldsAt);
    case 'invalid_key':
      return [
        {
          path,
          message: `\`${String(path.at(-1)).slice(0, 80)}\` is not a key: letters, digits, \`.\`, \`_\` and \`-\`, at most 64`,
        },
      ];
    default:
      return [{ path, message: plain(issue) }];
  }
}

function invalidValue({ input, values, path }: ZodIssue & { code: 'invalid_value' }): string {
  const words = values.map(String);
  const [only = ''] = words;
  const one = words.length === 1 ? `\`${only}\`` : `one of ${words.map((word) => `\`${word}\``).join(', ')}`;
  if (input === undefined) return `\`${String(path.at(-1))}\` is missing: ${one}`;
  if (typeof input !== 'string') return `this is not ${one}`;
  return `\`${input.slice(0, 80)}\` is not ${one}${words.length === 1 ? '' : suggestion(input, words)}`;
}

const formats: Readonly<Record<string, string>> = {
  date: 'expected a date that exists, such as `2026-11-22`',
  url: 'expected an address, such as `https://example.in/terms`',
};

const plain = ({ message }: ZodIssue) => message.replace(/^Invalid input: /, '');

/** Of a union, the branch that came furthest explains what is wrong; the others expected something else entirely. */
function inner(
  issue: ZodIssue & { code: 'invalid_union' },
  path: Path,
  fieldsAt: (path: Path) => readonly string[],
): Said[] {
  const deepest = issue.errors
    .filter(
      (branch) =>
        branch.some(({ path: within }) => within.length > 0) ||
        branch.every(({ code }) => code !== 'invalid_value' && code !== 'invalid_type'),
    )
    .toSorted((a, b) => b.length - a.length)
    .at(-1);
  if (deepest === undefined) return [{ path, message: plain(issue) }];
  return deepest.flatMap((nested) => said({ ...nested, path: [...issue.path, ...nested.path] }, fieldsAt));
}

/** Throws what is wrong, all of it, in the order of the text. */
export function refuse(issues: readonly Issue[], what: string): never {
  const sorted = issues
    .slice(0, most)
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.pointer < b.pointer ? -1 : 1));
  const count = issues.length === 1 ? 'one problem' : `${issues.length} problems`;
  throw new NivasError('declaration_invalid', `the ${what} has ${count}`, sorted);
}
