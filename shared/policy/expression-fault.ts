import { activities, fieldOf } from '../declaration/activity.ts';
import { suggestion } from '../declaration/near-name.ts';
import { builtin } from './language.ts';
import { callable } from './lint.ts';
import type { Pack } from './pack.ts';

/**
 * What is wrong with an expression, on one line: the words of cel-js without its picture, the part that they are
 * about, and the name that was probably meant. The author of the pack chose the text.
 */
export function faultOf(cause: Error, pack: Pack, text: string): string {
  const [said = ''] = cause.message.split('\n');
  return `${said}${excerptOf(cause, text)}${meant(said, pack)}`;
}

const shownAround = 30;

/** ` in `… stage == 1 …``; nothing where cel-js did not say where. */
function excerptOf(cause: Error, text: string): string {
  const range: unknown = Reflect.get(cause, 'range');
  if (typeof range !== 'object' || range === null) return '';
  // of a sentence cel-js has seen only the hole
  const seen: unknown = Reflect.get(Object(Reflect.get(cause, 'node')), 'input');
  const written = typeof seen === 'string' ? seen : text;
  const [start, end] = [Number(Reflect.get(range, 'start')), Number(Reflect.get(range, 'end'))];
  const [from, to] = [Math.max(0, start - shownAround), Math.min(written.length, start + 80, end + shownAround)];
  const shown = written.slice(from, to).replaceAll(/\s+/g, ' ').trim();
  if (shown === '') return '';
  return `, at character ${start + 1} in \`${from > 0 ? '… ' : ''}${shown}${to < written.length ? ' …' : ''}\``;
}

const variables = ['app', 'asOf', 'data', 'doc', 'owner', 'place', 'placement', 'reading', 'terms'];

/** The name that cel-js did not find, against those that there are. */
function meant(said: string, pack: Pack): string {
  const [, key] = /^No such key: (\w+)/.exec(said) ?? [];
  if (key !== undefined) return suggestion(key, fieldNames(pack));
  const [, variable] = /^Unknown variable: (\w+)/.exec(said) ?? [];
  if (variable !== undefined) return suggestion(variable, variables);
  const [, called] = /^found no matching overload for '(?:[\w.]+\.)?(\w+)\(/.exec(said) ?? [];
  return called === undefined || callable.includes(called) ? '' : suggestion(called, callable);
}

const fieldNames = (pack: Pack): string[] => [
  ...Object.keys(pack.facts),
  ...Object.keys(pack.readings),
  ...Object.values(builtin).flatMap((fields) => Object.keys(fields)),
  ...activities.map(fieldOf),
  ...'countries is nearest quoted standing storedOnlyIn'.split(' '),
];
