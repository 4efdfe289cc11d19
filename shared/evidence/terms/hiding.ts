/** Tags that do not end a sentence; any other does. */
const inline = new Set(
  'a abbr acronym b bdi big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp script small span strike strong style sub sup time tt u var wbr'.split(
    ' ',
  ),
);

/** What a browser hides, opens on demand, strikes out, raises, or shows where another thing cannot be shown. */
const covers = new Set(
  'del s strike sup template noscript title textarea select option datalist dialog iframe noframes noembed object video audio canvas svg math bdo xmp plaintext listing marquee'.split(
    ' ',
  ),
);

/** Elements without content. */
const empty = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

/** In an element itself, where escapes and comments only disguise. */
const style =
  /\\|\/\*|display\s*:\s*none|visibility|opacity|clip|mask|filter|transform|indent|position\s*:\s*(?:absolute|fixed)|overflow\s*:\s*hidden|font(?:-size)?\s*:\s*(?:0|[1-5](?:\.\d+)?(?:px|pt))|line-height\s*:\s*0(?![.\d])|-\d{3,}|line-through|zoom|direction|bidi|var\(|(?:^|[^-])(?:width|height)\s*:\s*0|(?:^|[^-])color\s*:\s*(?:#f{3}|white|transparent|rgba)/i;
const classes =
  /(?:^|\s)(?:(?:is-|u-)?hid(?:e|den)|d-none|invisible|sr-only|(?:visually|visibility)-?hidden|screen-?reader\S*|off-?screen|line-through)(?:\s|$)/i;

export type Attributes = ReadonlyMap<string, string>;

/** Whether what stands in an element may be hidden: by what it is, by what it says, or by its page's style sheets. */
export const hides = (name: string, attributes: Attributes, bySheets: ReadonlySet<string>): boolean =>
  !empty.has(name) &&
  (covers.has(name) ||
    namesOf(name, attributes).some((one) => bySheets.has(one)) ||
    attributes.has('hidden') ||
    attributes.has('popover') ||
    attributes.get('dir') === 'rtl' ||
    (name === 'font' && /^(?:white|#f{3})/i.test(attributes.get('color') ?? '')) ||
    (attributes.get('aria-hidden') ?? 'false') !== 'false' ||
    style.test(attributes.get('style') ?? '') ||
    classes.test(attributes.get('class') ?? ''));

/** How a style sheet may call an element. */
const namesOf = (name: string, attributes: Attributes): string[] => [
  '*',
  name,
  `#${attributes.get('id')?.toLowerCase()}`,
  ...[...attributes.keys()].map((attribute) => `[${attribute}`),
  ...(attributes.get('class') ?? '')
    .toLowerCase()
    .split(/\s+/)
    .map((one) => `.${one}`),
];

/** What an element puts between the words before it and those in it. */
export function separator(name: string): string {
  if (name === 'td' || name === 'th') return ' ';
  if (name === 'br') return '\n';
  return inline.has(name) ? '' : '\u2029';
}
