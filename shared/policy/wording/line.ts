import type { Wording } from './condition.ts';

/** A condition on one line; brackets hold together what is made of several. */
export function inOneLine(words: Wording, inside = false): string {
  if (typeof words === 'string') return words;
  if ('of' in words) return `${words.of}: ${inOneLine(words.holds, true)}`;
  const [parts, word] = 'every' in words ? [words.every, 'and'] : [words.some, 'or'];
  const line = parts.map((part) => inOneLine(part, true)).join(`, ${word} `);
  return inside ? `(${line})` : line;
}
