const hiding =
  /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0?(?:\.0+)?\s*(?:;|!|$)|font-size\s*:\s*0|text-indent\s*:\s*-|clip(?:-path)?\s*:|line-through|(?:left|right|top|bottom)\s*:\s*-\d{3,}|color\s*:\s*transparent|(?:^|[^-])(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$)/i;

/**
 * What the style sheets inside a page may hide: `.class`, `#id`, names of elements. Of a selector the class or id
 * nearest to its end counts, whatever else it asks for: that is more than a browser hides, and so can only doubt. Style
 * sheets of other files are not seen.
 */
export function hiddenBySheets(source: string): ReadonlySet<string> {
  const names = sheetsIn(source).flatMap((sheet) =>
    sheet.split('}').flatMap((rule) => {
      const body = rule.lastIndexOf('{');
      if (body < 0 || !hiding.test(rule.slice(body + 1))) return [];
      return rule
        .slice(rule.lastIndexOf('{', body - 1) + 1, body)
        .split(',')
        .flatMap(hiddenBy);
    }),
  );
  return new Set(names);
}

function sheetsIn(source: string): string[] {
  const text = source.toLowerCase();
  const sheets: string[] = [];
  let at = text.indexOf('<style');
  while (at >= 0) {
    const end = text.indexOf('</style', at);
    sheets.push(text.slice(text.indexOf('>', at) + 1, end < 0 ? undefined : end));
    at = end < 0 ? -1 : text.indexOf('<style', end);
  }
  return sheets;
}

/** `.menu a:hover` hides what is in `.menu`; `p` hides paragraphs. */
function hiddenBy(selector: string): readonly string[] {
  const plain = selector.replace(/::?[\w-]+|\[[^\]]*\]/g, '');
  const parts = plain.split(/[\s>+~]+/).filter((part) => part !== '');
  const named = parts.map((part) => part.match(/[.#][\w-]+/g) ?? []).filter((names) => names.length > 0);
  return named.at(-1) ?? parts.slice(-1);
}
