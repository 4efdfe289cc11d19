const hiding =
  /display\s*:\s*none|visibility\s*:\s*hidden|visibility\s*:\s*collapse|opacity\s*:\s*(?:0?\.[0-5]|0(?![.\d])|\d{1,2}%)|filter\s*:[^;]{0,80}opacity|font(?:-size)?\s*:[^;]{0,40}?(?<![.\d])[0-5](?:\.\d+)?(?:px|pt)|font-size\s*:\s*(?:0(?![.\d])|0?\.[0-3])|line-height\s*:\s*0(?![.\d])|scale[xy]?\(\s*0(?![.\d])|text-indent\s*:\s*-|clip(?:-path)?\s*:|line-through|(?:left|right|top|bottom)\s*:\s*-\d{3,}|(?:^|[^-])color\s*:\s*(?:transparent|white|#f{3}(?:\b|f{3}))|(?:^|[^-]|max-)(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$)/i;

/**
 * What the style sheets inside a page may hide: `.class`, `#id`, `[attribute]`, names of elements. Of a selector the
 * class, id or attribute nearest to its end counts, whatever else it asks for: that is more than a browser hides, and
 * so can only doubt. Style sheets of other files are not seen.
 */
export function hiddenBySheets(source: string): ReadonlySet<string> {
  return new Set(sheetsIn(source).flatMap((sheet) => withoutTexts(sheet).split('}').flatMap(hiddenByRules)));
}

function sheetsIn(source: string): string[] {
  const text = source.toLowerCase();
  const sheets: string[] = [];
  let at = text.indexOf('<style');
  while (at >= 0) {
    const begins = text.indexOf('>', at);
    const end = begins < 0 ? -1 : text.indexOf('</style', begins);
    if (begins >= 0) sheets.push(text.slice(begins + 1, end < 0 ? undefined : end));
    at = end < 0 ? -1 : text.indexOf('<style', end);
  }
  return sheets;
}

/** A style sheet without its comments and strings, which may hold braces, and with its escapes resolved. */
const withoutTexts = (sheet: string): string =>
  sheet
    .replace(/\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?/g, ' ')
    .replace(/\\(?:([\da-f]{1,5})\s?|([\s\S]))/g, (_, code: string | undefined, letter: string | undefined) =>
      code === undefined ? (letter ?? '') : String.fromCodePoint(Number.parseInt(code, 16)),
    );

/** Rules up to a closing brace: `.a { .b { display: none`. What has no selector before it may hide anything. */
function hiddenByRules(rules: string): string[] {
  const parts = rules.split('{');
  return parts.flatMap((body, at) => {
    if (!hiding.test(body)) return [];
    const selectors = parts[at - 1]?.split(';').at(-1) ?? '';
    return at === 0 ? ['*'] : selectors.split(',').flatMap(hiddenBy);
  });
}

/** `.menu a:hover` hides what is in `.menu`; `p` hides paragraphs; `p::after` only what it puts there itself. */
function hiddenBy(selector: string): readonly string[] {
  if (/::|:(?:before|after)\b/.test(selector)) return [];
  const parts = selector
    .replace(/:[\w-]+|\([^()[.#]*\)/g, '')
    .split(/[\s>+~]+/)
    .filter((part) => part !== '');
  const named = parts.map((part) => part.match(/[.#[][\w-]+/g) ?? []).filter((names) => names.length > 0);
  return named.at(-1) ?? [parts.at(-1)?.match(/^[\w-]+/)?.[0] ?? '*'];
}
