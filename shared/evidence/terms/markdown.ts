import { type Block, looselyHtmlPieces } from './html.ts';
import type { Piece } from './readable.ts';

/**
 * The text of a Markdown document. Marks are overwritten, not parsed: with invisible characters, so that every position
 * stays. Where Markdown may hide words (a link's title, a reference, what is struck out, front matter) the whole block
 * only can doubt; so no reading of ours, however wrong, makes hidden words say anything.
 */
export function markdownPieces(source: string): Piece[] {
  const template = /\{[%{]|^%%/m.test(source);
  const blocks = blocksOf(source).map((block) => ({ ...block, hiding: template || block.hiding }));
  return looselyHtmlPieces(blocks.map(({ text }) => text).join(''), blocks);
}

/** What empty lines part, each with the empty lines behind it. */
function blocksOf(source: string): (Block & { readonly text: string })[] {
  const front = /^---[ \t]*\r?\n[\s\S]*?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(source)?.[0] ?? '';
  const blocks = front === '' ? [] : [{ text: front, to: front.length, hiding: true }];
  let from = front.length;
  for (const { 0: gap, index } of source.slice(from).matchAll(/\n[>\s]*\n|$/g)) {
    const to = front.length + index + gap.length;
    const text = marksOff(source.slice(from, to));
    blocks.push({ text, to, hiding: hiding.test(text) });
    from = to;
  }
  return blocks;
}

/** What is left of links, images, references, strikes and fences that name a language. */
const hiding = /\][:([]|!\[|~|^[ \t>]*`{3,}[ \t]*\S/m;

const blank = (marks: string) => '\u200b'.repeat(marks.length);

/** Overwrites what a Markdown reader does not show; every line that is a block of its own ends its sentence. */
const marksOff = (block: string): string =>
  block
    .replace(/^[ \t]*(?:>[ \t]*)+/gm, blank)
    .replace(/^([ \t]*#{1,6}[ \t][^\n]*|[ \t]*(?:=+|-{3,})[ \t]*|[ \t]*\|[^\n]*)\n/gm, '$1\u2029')
    .replace(/\n(?=[ \t]*(?:\d{1,4}[.)]|[-*+|#])[ \t])/g, '\u2029')
    .replace(/^[ \t]*#{1,6}(?=[ \t])/gm, blank)
    .replace(/\|/g, ' ')
    .replace(/(?<!!)\[([^[\]\n]{1,500})\](\([^\s()<>"']{0,2000}\))/g, (_, text: string, to: string) =>
      [blank('['), text, blank(`]${to}`)].join(''),
    )
    .replace(/(?<![\p{L}\p{N}])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![\p{L}\p{N}])/gu, blank)
    .replace(/(\*{1,3})(?=[^\s*])([^*\n\u2029]{1,2000})(?<=[^\s*])\1/g, (_, marks: string, text: string) =>
      [blank(marks), text, blank(marks)].join(''),
    )
    .replace(/(?<!`)`{1,2}(?!`)/g, blank)
    .replace(/\\(?=[!-/:-@[-`{-~])/g, blank);
