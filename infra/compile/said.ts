import type { Wording } from '../../shared/policy/wording/condition.ts';

/** A condition in words as part of a list item in Markdown; what is made of several is a list below it. */
export function saidOf(words: Wording, depth = 1): string {
  if (typeof words === 'string') return words;
  if ('of' in words) return `${words.of}: ${saidOf(words.holds, depth)}`;
  const [lead, parts] = 'every' in words ? ['all of this holds:', words.every] : ['one of these holds:', words.some];
  const indent = '  '.repeat(depth);
  return [lead, ...parts.map((part) => `${indent}- ${saidOf(part, depth + 1)}`)].join('\n');
}
