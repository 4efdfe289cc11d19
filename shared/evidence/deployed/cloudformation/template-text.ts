import type { Format, Position } from '../../../declaration/source.ts';
import { jsonFault, makeLocate, makePositionAt } from '../locate.ts';
import { duplicateKeys } from './duplicate-keys.ts';
import { yamlTree } from './yaml-tree.ts';

/** What is wrong in a text, before anything of it is known: by pointer, or by offset where nothing has a pointer. */
export type Problem = { readonly pointer: string; readonly because: string; readonly offset?: number };

/** A text as plain values: maps, lists and scalars, and `Later` where a YAML tag is not known. */
export type Tree = { readonly raw: unknown; readonly format: Format; readonly problems: readonly Problem[] };

/**
 * How much text is read. CloudFormation itself accepts a megabyte; files of an assembly may be larger. YAML takes some
 * thirty times as long as JSON.
 */
const most = { json: 32_000_000, yaml: 8_000_000 } as const;

/** How many parts of YAML are read: what costs the time is parts and not characters. */
const mostParts = 1_000_000;

/** How many things of one kind are reported one by one. */
export const mostProblems = 100;

/** Deeper than any template: CloudFormation and IAM together reach some 30 levels. */
export const deepest = 100;

/** Parses a text that anybody may have written. Never throws: what is wrong is a problem. */
export function parseTree(text: string, format: Format | undefined, file: string): Tree {
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text;
  const found = format ?? formatOf(plain, file);
  const refusal = refusalOf(plain, found);
  if (refusal !== undefined)
    return { raw: undefined, format: found, problems: [{ pointer: '', because: refusal, offset: 0 }] };
  if (found === 'yaml') return { format: found, ...yamlTree(plain, deepest) };
  return { format: found, ...jsonTree(plain) };
}

/** YAML reads JSON too, only slowly. */
const formatOf = (text: string, file: string): Format =>
  /\.json$/i.test(file) || /^\s*\{\s*["}]/.test(text.slice(0, 1000)) ? 'json' : 'yaml';

function refusalOf(text: string, format: Format): string | undefined {
  if (text.trim() === '') return 'the file is empty: expected a template';
  const head = text.slice(0, 64);
  if (/\0/.test(head) || head.startsWith('\ufffe') || head.startsWith('\ufffd\ufffd'))
    return 'the text is UTF-16 or no text: save it as UTF-8';
  if (text.length > most[format])
    return `the text has ${text.length} characters, and ${format.toUpperCase()} is read up to ${most[format]}${
      format === 'yaml' ? ': send JSON' : ''
    }`;
  if (format === 'yaml' && yamlParts(text) > mostParts)
    return `the text has more than ${mostParts} parts, and YAML is read up to that: send JSON`;
  return undefined;
}

/** At least as many as there are: what begins or ends a part may also stand in a text. */
function yamlParts(text: string): number {
  let parts = 0;
  for (let index = 0; index < text.length; index++) if (marks.has(text.charCodeAt(index))) parts++;
  return parts;
}

const marks = new Set([...',:\n[{'].map((mark) => mark.charCodeAt(0)));

function jsonTree(text: string): { raw: unknown; problems: readonly Problem[] } {
  try {
    const raw: unknown = JSON.parse(text);
    const problems = duplicateKeys(text, raw);
    if (problems) return { raw, problems };
    return { raw: undefined, problems: [{ pointer: '', because: `nested deeper than ${deepest} levels`, offset: 0 }] };
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const message = cause.message.replace(/(, |\.\.\.)".*$| in JSON at position .*$/s, '').slice(0, 200);
    return {
      raw: undefined,
      problems: [{ pointer: '', because: `the text is not JSON: ${message}`, ...faultIn(text, cause) }],
    };
  }
}

/** Where a text stops to be JSON: V8 says it, or says what stands there, or that the text ends too early. */
function faultIn(text: string, { message }: SyntaxError): { offset?: number } {
  const offset = / at position (\d+)/.exec(message)?.[1];
  if (offset !== undefined) return { offset: Number(offset) };
  return /end of JSON/.test(message) ? { offset: text.length } : (jsonFault(text) ?? {});
}

/** Gives problems their positions: the text is parsed again for them, once, and only if there are any. */
export function makePositions(text: string, format: Format): (problem: Problem) => Position | undefined {
  const plain = text.startsWith('\ufeff') ? text.slice(1) : text;
  const find = makeLocate(plain, format);
  const positionAt = makePositionAt(plain);
  return ({ offset, pointer }) => (offset === undefined ? find(pointer) : positionAt(offset));
}
