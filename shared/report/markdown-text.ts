import { visible } from './lines.ts';

/** A space of no width: nobody sees it, and what it parts is no mention, number or address any more. */
const hidden = '\u200b';

/**
 * A sentence in Markdown, on one line. What stands between backticks is code; the rest is words: anything that Markdown,
 * HTML or GitHub would act on (tags, links, tables, `@somebody`, `#12`) is shown as it is written.
 *
 * Operators chose some of these words. However their backticks pair, every part is either escaped or holds no backtick.
 */
export function markdownText(sentence: string): string {
  const parts = visible(sentence).split('`');
  const closed = parts.length % 2 === 1;
  return parts
    .map((part, at) => {
      const isCode = at % 2 === 1 && (closed || at < parts.length - 1);
      if (!isCode) return at % 2 === 1 ? `\\\`${escaped(part)}` : escaped(part);
      return part.trim() === '' ? '' : markdownCode(part);
    })
    .join('')
    .replace(/^(\s*)([-+=#]|\d+(?=[.)]))/, (_, space: string, mark: string) =>
      /\d/.test(mark) ? `${space}${mark}${hidden}` : `${space}\\${mark}`,
    );
}

/** A name as code, whatever it holds: the fence is longer than any run of backticks in it. */
export function markdownCode(name: string): string {
  const text = visible(name);
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padded = /^[`\s]|[`\s]$/.test(text) ? ` ${text} ` : text;
  return text.trim() === '' ? '' : `${fence}${padded}${fence}`;
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\*_{}[\]|~!$^]/g, '\\$&')
    .replace(/@(?=\w)/g, `@${hidden}`)
    .replace(/#(?=\w)/g, `#${hidden}`)
    .replaceAll('://', `:${hidden}//`)
    .replace(/\bwww\./gi, `www${hidden}.`);
