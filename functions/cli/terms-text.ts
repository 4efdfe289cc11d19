import { sha256 } from '../../shared/canonical.ts';
import { NivasError } from '../../shared/error.ts';
import type { TermsMediaType } from '../../shared/evidence/terms/media-type.ts';
import { pdfText } from './pdf-text.ts';

/** The words of a file of public terms, as evidence carries them. `original`: of a file that is itself no text. */
export type TermsText = {
  readonly text: string;
  readonly mediaType: TermsMediaType;
  readonly sha256: string;
  readonly original?: string;
};

/** Takes the words out of a file, by the ending of its name. Throws, in words that follow the name, if there are none. */
export async function termsText(file: string, bytes: Uint8Array): Promise<TermsText> {
  if (/\.pdf$/i.test(file)) {
    const text = await pdfText(bytes);
    return { mediaType: 'text/plain', sha256: sha256(text), text, original: sha256(bytes) };
  }
  const text = utf8(bytes);
  if (text === undefined) throw new NivasError('declaration_invalid', 'is not UTF-8 text');
  return { mediaType: mediaTypeOf(file), sha256: sha256(text), text };
}

function mediaTypeOf(file: string): TermsMediaType {
  if (/\.(md|markdown)$/i.test(file)) return 'text/markdown';
  return /\.x?html?$/i.test(file) ? 'text/html' : 'text/plain';
}

/** Byte for byte: a byte order mark stays, or the digest would be another than the file's. */
function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // The one thing `decode` throws for: these bytes are no text.
    return undefined;
  }
}
