import { Joined, Later, type Value } from '../resource.ts';
import { forEach } from './alternatives.ts';
import { tooMuch, type Work } from './work.ts';

/** Parts as one text: known where all parts are, else what is known of it with the rest in its place. */
export const joined = (parts: readonly (Value | undefined)[], work: Work): Value | undefined =>
  forEach(parts, work, (chosen) => concatenated(chosen.flatMap(piecesOf), work));

/** A value as pieces of text. */
function piecesOf(value: Value | undefined): readonly (string | Later)[] {
  if (value === undefined || value === null) return [];
  if (value instanceof Joined) return value.parts;
  if (value instanceof Later) return [value];
  if (typeof value === 'object') return [new Later('a list or a map stands where text is expected')];
  return [String(value)];
}

function concatenated(pieces: readonly (string | Later)[], work: Work): Value {
  const length = pieces.reduce((sum, piece) => sum + (typeof piece === 'string' ? piece.length : 16), 0);
  if (!work.characters(length)) return new Later(tooMuch);
  const parts: (string | Later)[] = [];
  let known = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      known += piece;
      continue;
    }
    if (known !== '') parts.push(known);
    parts.push(piece);
    known = '';
  }
  if (known !== '') parts.push(known);
  return textOf(parts);
}

function textOf(parts: readonly (string | Later)[]): Value {
  const [first, ...others] = parts;
  if (first === undefined) return '';
  if (others.length === 0) return typeof first === 'string' ? withReferences(first) : first;
  const open = parts.find((part) => part instanceof Later);
  return new Joined(parts, open?.why ?? '');
}

/**
 * Text with dynamic references, `{{resolve:ssm:/name}}`: CloudFormation reads them when it deploys.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export function withReferences(text: string): Value {
  // half of a character is no text: what is signed later would refuse it
  if (!text.includes('{{resolve:')) return text.toWellFormed();
  const parts = text
    .split(/(\{\{resolve:[^{}]*\}\})/)
    .filter((part) => part !== '')
    .map((part) => (/^\{\{resolve:[^{}]*\}\}$/.test(part) ? dynamic(part) : part));
  const [first, ...others] = parts;
  if (first !== undefined && others.length === 0) return first;
  return new Joined(parts, parts.find((part) => part instanceof Later)?.why ?? '');
}

const dynamic = (reference: string) => new Later(`\`${reference.slice(0, 200)}\` is read when it is deployed`);
