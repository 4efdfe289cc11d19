import type { Pack } from '../../shared/policy/pack.ts';
import { type Look, problem, type Remark } from './remark.ts';

/** Whether what people will read is written with care. That holes name something is checked when the pack is loaded. */
export const proseOf: Look = (pack) => [
  ...textsOf(pack).flatMap(({ pointer, text }) => slips(pointer, text)),
  ...pack.rules.flatMap(({ claim, remedy }, index) => [
    ...stopped(`/rules/${index}/claim`, claim),
    ...(remedy === undefined ? [] : stopped(`/rules/${index}/remedy`, remedy)),
  ]),
];

type Text = { readonly pointer: string; readonly text: string };

function textsOf({ title, scope, unless, facts, readings, rules, unverified }: Pack): Text[] {
  return [
    { pointer: '/title', text: title },
    { pointer: '/scope', text: scope },
    ...unless.map(({ why }, index) => ({ pointer: `/unless/${index}/why`, text: why })),
    ...Object.entries({ facts, readings }).flatMap(([kind, asked]) =>
      Object.entries(asked).map(([name, { ask }]) => ({ pointer: `/${kind}/${name}/ask`, text: ask })),
    ),
    ...rules.flatMap(({ claim, clause, because, remedy = '' }, index) =>
      Object.entries({ claim, clause, because, remedy }).map(([field, text]) => ({
        pointer: `/rules/${index}/${field}`,
        text,
      })),
    ),
    ...unverified.map((text, index) => ({ pointer: `/unverified/${index}`, text })),
  ];
}

const faults: readonly { readonly found: RegExp; readonly says: string }[] = [
  { found: /\S {2,}\S/, says: 'has two spaces where one would do' },
  { found: /^\s|\s$/, says: 'begins or ends with a space or a line break; fold it with `>-`' },
  { found: /\S\s*\n\s*\S/, says: 'breaks a line; fold it with `>-`' },
  { found: /(?<!\.)\.\.(?!\.)/, says: 'has two full stops where one would do' },
  { found: /\s[,.;:?](\s|$)/, says: 'has a space before a stop' },
];

function slips(pointer: string, text: string): Remark[] {
  const plain = text.replaceAll(/\{\{[^{}]+\}\}/g, 'x');
  return [
    ...faults.filter(({ found }) => found.test(text)).map(({ says }) => problem(pointer, `it ${says}: “${text}”`)),
    ...(/\{\{|\}\}/.test(plain) ? [problem(pointer, `a hole is not closed: “${text}”; write \`{{data.id}}\``)] : []),
    ...(plain.split('`').length % 2 === 0 ? [problem(pointer, `a backtick has no other: “${text}”`)] : []),
  ];
}

const stopped = (pointer: string, text: string): Remark[] =>
  /[.!]$/.test(text) ? [] : [problem(pointer, `“${text}” does not end in a full stop; write a sentence`)];
