/** How a line may be shown; what that looks like is the terminal's matter. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';
export type Paint = (style: Style, text: string) => string;

/** One paragraph: its indent, how its text is shown, and what hangs before the first line. */
export type Paragraph = {
  readonly text: string;
  readonly indent?: number;
  readonly lead?: string;
  readonly style?: Style | undefined;
  /** Not wrapped: a place in a file, a digest. */
  readonly whole?: boolean;
};

const width = 100;

/** Lines of a terminal, wrapped. */
export function printed(paragraphs: readonly Paragraph[], paint: Paint = (_, text) => text): string {
  return paragraphs
    .flatMap(({ text, indent = 0, lead = '', style, whole = false }) => {
      const room = whole ? Number.POSITIVE_INFINITY : width - indent - lead.length;
      return wrapped(visible(text), room).map((line, at) => {
        const shown = at === 0 ? lead + line : ' '.repeat(lead.length) + line;
        if (shown.trim() === '') return '';
        return ' '.repeat(indent) + (style ? paint(style, shown) : shown);
      });
    })
    .join('\n');
}

/** On one line, with every control character shown as �: names that somebody chose reach a terminal. */
export const visible = (text: string): string =>
  text.replace(/\s+/gu, ' ').replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');

function wrapped(text: string, room: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > room) lines.push(word);
    else lines.splice(-1, 1, line === '' ? word : `${line} ${word}`);
  }
  return lines;
}
