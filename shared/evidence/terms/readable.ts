import { unfolded } from './fold.ts';
import { type Sentence, sentencesOf } from './sentences.ts';

/**
 * A stretch of a document's text, and where it begins in the document. `shown`: whoever opens the document certainly
 * sees it. What may be hidden can raise a doubt and can never be what the terms say.
 */
export type Piece = { readonly text: string; readonly at: number; readonly shown: boolean };

/** Where something stands in a document, both from 1. */
export type Position = { readonly line: number; readonly column: number };

/** A document as people read it. */
export type Readable = {
  readonly shown: readonly Sentence[];
  /** Where in the document the `length`-th character of a sentence that is shown stands. */
  readonly at: (sentence: Sentence, length?: number) => number;
  /** Whether something that may be hidden, or that turns the direction of text, stands inside these sentences. */
  readonly mixed: (first: Sentence, last: Sentence) => boolean;
  /** Sentences that may be hidden, each with where it begins. */
  readonly hidden: readonly (Sentence & { readonly at: number })[];
  readonly position: (at: number) => Position;
};

/** Puts the pieces of a document together, in their order. */
export function readable(source: string, pieces: readonly Piece[]): Readable {
  const shown = placed(pieces.filter((piece) => piece.shown));
  const hidden = placed(pieces.filter((piece) => !piece.shown));
  const at = (sentence: Sentence, length = 0) =>
    shown.at(sentence.from + unfolded(shown.text.slice(sentence.from, sentence.to), length));
  const starts = pieces.flatMap((piece) => (piece.shown || piece.text.trim() === '' ? [] : [piece.at]));
  return {
    shown: sentencesOf(shown.text),
    at,
    mixed: (first, last) =>
      /[\u202a-\u202e\u2066-\u2069]/u.test(shown.text.slice(first.from, last.to)) ||
      between(starts, shown.at(first.from), shown.at(last.to - 1)),
    hidden: sentencesOf(hidden.text).map((sentence) => ({ ...sentence, at: hidden.at(sentence.from) })),
    position: positions(source),
  };
}

/** The text of pieces in a row, and where each character of it stands in the document. */
function placed(pieces: readonly Piece[]): { readonly text: string; readonly at: (index: number) => number } {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of pieces) {
    starts.push(length);
    length += text.length;
  }
  const at = (index: number) => {
    const which = before(starts, index);
    return (pieces[which]?.at ?? 0) + index - (starts[which] ?? 0);
  };
  return { text: pieces.map(({ text }) => text).join(''), at };
}

/** The last of rising numbers that is not above a value. */
function before(rising: readonly number[], value: number): number {
  let [from, to] = [0, rising.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((rising[middle] ?? 0) <= value) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}

/** Whether one of rising numbers lies between two. */
const between = (rising: readonly number[], low: number, high: number) =>
  (rising[before(rising, high)] ?? Number.NEGATIVE_INFINITY) >= low;

function positions(source: string): (at: number) => Position {
  let starts: number[] | undefined;
  return (at) => {
    starts ??= [0, ...Array.from(source.matchAll(/\n/g), ({ index }) => index + 1)];
    const line = before(starts, at);
    return { line: line + 1, column: at - (starts[line] ?? 0) + 1 };
  };
}
