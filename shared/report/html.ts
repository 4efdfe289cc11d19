/** Markup that is safe to send. Only `html` makes it, so a string cannot pass for it, whatever an operator wrote. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

type Part = string | number | Html | readonly Html[] | undefined;

/**
 * Markup with holes. What stands in a hole is text and is escaped, also inside a quoted attribute; `Html` stays.
 * Never put a hole into an unquoted attribute, a `<style>`, a `<script>` or an address: no escape helps there.
 */
export function html(fixed: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(fixed.map((piece, index) => piece + markupOf(parts[index])).join(''));
}

/** Text in which `names` in backticks become code. */
export function prose(text: string): Html {
  const pieces = text.split(/`([^`]*)`/);
  return new Html(
    pieces.map((piece, at) => (at % 2 === 0 ? escaped(piece) : `<code>${escaped(piece)}</code>`)).join(''),
  );
}

function markupOf(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.markup;
  if (typeof part === 'object') return part.map(({ markup }) => markup).join('');
  return escaped(String(part));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Marks that turn the direction of text are shown as what they are: a name must not rewrite the line it stands in. */
const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (mark) => entities[mark] ?? '').replace(/[\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
