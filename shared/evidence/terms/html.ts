import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { hides, separator } from './hiding.ts';
import type { Piece } from './readable.ts';
import { hiddenBySheets } from './style-sheets.ts';

/** A part of a document, up to a position. */
export type Block = { readonly to: number; readonly hiding: boolean };

/** The text of an HTML document. Never throws, and does work in proportion to its length. */
export const htmlPieces = (source: string): Piece[] => piecesOf(new HtmlText(source), source);

/**
 * The text of a document that only may be HTML, as Markdown is: what HTML never shows (comments, attributes, scripts)
 * may be text as well, so it may raise doubts; so may the text of a block that is `hiding`.
 */
export const looselyHtmlPieces = (source: string, blocks: readonly Block[]): Piece[] =>
  piecesOf(new HtmlText(source, blocks), source);

function piecesOf(text: HtmlText, source: string): Piece[] {
  // The tokenizer alone: the library's parser keeps a stack that a hostile page makes quadratic.
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: true }, text);
  tokenizer.write(source);
  tokenizer.end();
  return text.pieces;
}

/**
 * Gathers text from tokens. There is no tree: of open elements only the outermost that hides is counted. It ends where
 * as many elements of its name were closed as were opened; broken nesting hides too much, which doubts.
 */
class HtmlText implements TokenizerCallbacks {
  readonly pieces: Piece[] = [];
  private readonly source: string;
  private readonly bySheets: ReadonlySet<string>;
  private readonly blocks: readonly Block[] | undefined;
  private block = 0;
  private cover: { readonly name: string; depth: number } | undefined;
  /** The script or style sheet that is open: no text. */
  private mute: string | undefined;
  private tag = '';
  private attributes = new Map<string, string>();
  private attribute = '';
  private value = '';
  /** Up to where text was taken from. */
  private reached = 0;

  constructor(source: string, blocks?: readonly Block[]) {
    this.source = source;
    this.bySheets = hiddenBySheets(source);
    this.blocks = blocks;
  }

  ontext(start: number, end: number): void {
    this.put(this.source.slice(start, end), start, end);
  }

  ontextentity(code: number, end: number): void {
    this.put(String.fromCodePoint(code), Math.max(0, this.source.lastIndexOf('&', end - 1)), end);
  }

  onopentagname(start: number, end: number): void {
    this.tag = this.source.slice(start, end).toLowerCase();
    this.attributes = new Map();
  }

  onattribname(start: number, end: number): void {
    this.attribute = this.source.slice(start, end).toLowerCase();
    this.value = '';
  }

  onattribdata(start: number, end: number): void {
    this.value += this.source.slice(start, end);
  }

  onattribentity(code: number): void {
    this.value += String.fromCodePoint(code);
  }

  /** Of two attributes with one name the first counts. */
  onattribend(): void {
    if (!this.attributes.has(this.attribute)) this.attributes.set(this.attribute, this.value);
  }

  onopentagend(end: number): void {
    const { tag, cover } = this;
    this.separate(tag, end);
    if (cover?.name === tag) cover.depth += 1;
    else if (cover === undefined && hides(tag, this.attributes, this.bySheets)) this.cover = { name: tag, depth: 1 };
    if (tag === 'script' || tag === 'style') this.mute = tag;
  }

  /** HTML knows no such tags: the slash means nothing. */
  onselfclosingtag(end: number): void {
    this.onopentagend(end);
  }

  onclosetag(start: number, end: number): void {
    const name = this.source.slice(start, end).toLowerCase();
    if (name === this.mute) this.mute = undefined;
    const { cover } = this;
    if (cover?.name === name) {
      cover.depth -= 1;
      if (cover.depth === 0) {
        this.pieces.push({ text: '\u2029', at: end, shown: false });
        this.cover = undefined;
      }
    }
    this.separate(name, end);
  }

  onend(): void {
    this.skip(this.source.length);
  }

  oncomment(): void {}
  oncdata(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}

  private put(text: string, at: number, end: number): void {
    this.skip(at);
    this.reached = Math.max(this.reached, end);
    if (this.mute !== undefined && !this.blocks) return;
    const shown = this.cover === undefined && this.mute === undefined;
    for (let from = at; from < end; ) {
      const { to, hiding } = this.blockAt(from);
      // An entity is shorter or longer than what it stands for, and is never cut.
      const part = text.length === end - at ? text.slice(from - at, to - at) : text;
      this.pieces.push({ text: part, at: from, shown: shown && !hiding });
      from = part === text ? end : to;
    }
  }

  /** The block at a position; positions come in their order. */
  private blockAt(at: number): Block {
    const rest = { to: Number.POSITIVE_INFINITY, hiding: false };
    if (!this.blocks) return rest;
    while ((this.blocks[this.block]?.to ?? Number.POSITIVE_INFINITY) <= at) this.block += 1;
    return this.blocks[this.block] ?? rest;
  }

  private separate(name: string, at: number): void {
    const text = separator(name);
    if (text !== '') this.pieces.push({ text, at, shown: this.cover === undefined });
  }

  /** What lies between two texts is markup, if this is HTML. */
  private skip(to: number): void {
    const between = this.source.slice(this.reached, to);
    if (this.blocks && /[^<>/\sa-z0-9]|\s/i.test(between))
      this.pieces.push({ text: `${between}\u2029`, at: this.reached, shown: false });
    this.reached = Math.max(this.reached, to);
  }
}
