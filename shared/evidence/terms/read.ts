import { htmlPieces } from './html.ts';
import { markdownPieces } from './markdown.ts';
import type { TermsMediaType } from './media-type.ts';
import { type Piece, type Readable, readable } from './readable.ts';

const readers: Readonly<Record<TermsMediaType, (source: string) => Piece[]>> = {
  // What is plain text to whoever sends it may be Markdown or HTML to whoever reads it: what these hide only doubts.
  'text/plain': markdownPieces,
  'text/markdown': markdownPieces,
  'text/html': htmlPieces,
};

/** The public terms as people read them. Whoever sent them chose text and media type; nothing throws. */
export const readTerms = (source: string, mediaType: TermsMediaType): Readable =>
  readable(source, readers[mediaType](source));
