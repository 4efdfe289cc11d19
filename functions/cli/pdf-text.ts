import { NivasError } from '../../shared/error.ts';

/** What `pdf.js` gives of a page: runs of text, each with how high it is and how far up it stands. */
type Run = {
  readonly str: string;
  readonly hasEOL: boolean;
  readonly height: number;
  readonly transform: readonly unknown[];
};

/**
 * The words of a PDF, page after page, in the order in which the file draws them. An empty line parts what stands
 * clearly apart; a word that is broken at the end of a line is mended.
 *
 * Whoever wrote the file chose its bytes. A PDF can draw words that nobody sees, and these are given too: what is taken
 * from one is therefore the word of whoever sends it. Throws where there are no words, or they are locked.
 */
export async function pdfText(bytes: Uint8Array): Promise<string> {
  // Loaded late: it has more than a megabyte, and few terms are a PDF.
  const { getDocumentProxy } = await import('unpdf');
  const pdf = await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 }).catch(refused);
  const pages: string[] = [];
  try {
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(linesOf(items.filter((item) => 'str' in item)));
    }
  } catch (cause) {
    refused(cause);
  } finally {
    await pdf.loadingTask.destroy();
  }
  const text = pages.join('\n').replace(/(?<=\p{Ll})[-\u00ad]\n(?=\p{Ll})/gu, '');
  if (!/\p{L}/u.test(text)) throw refusal('has no text, only pictures: give its words as a text file');
  return text;
}

function linesOf(runs: readonly Run[]): string {
  let text = '';
  let last: number | undefined;
  for (const { str, hasEOL, height, transform } of runs) {
    const up = Number(transform[5]);
    if (str.trim() !== '') {
      if (last !== undefined && Math.abs(last - up) > 1.8 * height) text += '\n';
      last = up;
    }
    text += hasEOL ? `${str}\n` : str;
  }
  return text;
}

function refused(cause: unknown): never {
  const locked = cause instanceof Error && cause.name === 'PasswordException';
  throw refusal(
    locked
      ? 'is locked with a password: give an open copy, or its words as a text file'
      : 'is not a PDF that can be read',
    cause,
  );
}

const refusal = (message: string, cause?: unknown) => new NivasError('declaration_invalid', message, [], { cause });
