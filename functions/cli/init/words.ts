import type { FactSpec } from '../../../shared/declaration/fact.ts';
import { NivasError } from '../../../shared/error.ts';

/** What was answered: the words as they stand, and as a list. */
export type Answer = { readonly text: string; readonly words: readonly string[] };

/** A line that somebody typed; a list has commas. */
export const typedAnswer = (line: string): Answer => ({
  text: line.trim(),
  words: line
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== ''),
});

/** An answer as a fact takes it. Throws where it is none; whether the value fits is for the reader of declarations. */
export function factValue({ type, values }: FactSpec, { text, words }: Answer): unknown {
  switch (type) {
    case 'bool':
      return yesOrNo(text);
    case 'int':
      if (!/^-?\d{1,15}$/.test(text)) throw wrong(`\`${text}\` is not a whole number`);
      return Number(text);
    case 'list':
      return words;
    default:
      if (values !== undefined && !values.includes(text))
        throw wrong(`\`${text}\` is none of ${values.map((value) => `\`${value}\``).join(', ')}`);
      return text;
  }
}

function yesOrNo(text: string): boolean {
  const said = new Map([
    ['yes', true],
    ['y', true],
    ['true', true],
    ['no', false],
    ['n', false],
    ['false', false],
  ]).get(text.toLowerCase());
  if (said === undefined) throw wrong(`\`${text}\` is neither \`yes\` nor \`no\``);
  return said;
}

/** `videos user.content.video`: a name and a category for each kind of data. */
export function kindsOfData({ words }: Answer): [string, string][] {
  return words.map((word) => {
    const [name = '', category, ...rest] = word.split(/[\s:=]+/);
    if (category === undefined || rest.length > 0)
      throw wrong(`\`${word}\` is not a name and a category, such as \`videos user.content.video\``);
    return [name, category];
  });
}

export const isNone = ({ text }: Answer): boolean => /^(?:none|nowhere)$/i.test(text);

export const wrong = (message: string) => new NivasError('request_invalid', message);
