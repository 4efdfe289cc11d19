import type { ASTNode } from '@marcbachmann/cel-js';
import { typeOf } from '../operands.ts';
import { phrase, type Speech } from './phrase.ts';

type Sign = '<' | '<=' | '>' | '>=';
const opposite: Readonly<Record<Sign, Sign>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' };
const ofDates: Readonly<Record<Sign, string>> = {
  '<': 'is earlier than',
  '<=': 'is on or before',
  '>': 'is later than',
  '>=': 'is on or after',
};
const ofPeriods: Readonly<Record<Sign, string>> = {
  '<': 'is shorter than',
  '<=': 'is at most',
  '>': 'is longer than',
  '>=': 'is at least',
};
const ofNumbers: Readonly<Record<Sign, string>> = { ...ofPeriods, '<': 'is less than', '>': 'is more than' };
const orders: Readonly<Record<string, Readonly<Record<Sign, string>>>> = {
  'google.protobuf.Timestamp': ofDates,
  Period: ofPeriods,
};

/** A comparison in words, or with `want` false its opposite; undefined where the node is none. */
export function comparison(node: ASTNode, speech: Speech, want: boolean): string | undefined {
  const not = (same: boolean) => (same === want ? 'is' : 'is not');
  switch (node.op) {
    case '==':
    case '!=': {
      const [left, right] = node.args;
      return `${phrase(left, speech, right)} ${not(node.op === '==')} ${phrase(right, speech, left)}`;
    }
    case 'in':
      return member(node.args, speech, not(true));
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const [left, right] = node.args;
      const order = orders[typeOf(left)] ?? ofNumbers;
      return `${phrase(left, speech)} ${order[want ? node.op : opposite[node.op]]} ${phrase(right, speech)}`;
    }
    default:
      return undefined;
  }
}

function member([item, all]: readonly [ASTNode, ASTNode], speech: Speech, is: string): string {
  const one = phrase(item, speech, all);
  const list = phrase(all, speech, item);
  if (all.op === 'list') return `${one} ${is} ${list}`;
  if (typeOf(all) === 'Words') return `${one} ${is} one of ${list}`;
  return `${one} ${is} ${/^[aeiou]/.test(list) ? 'an' : 'a'} ${list}`;
}
