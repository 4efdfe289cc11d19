import type { AbroadKind, NamesAbroad } from '../../registry/abroad.ts';

/** A place outside India that a sentence names: as it is written there, what it is, and where it stands. */
export type Named = { readonly name: string; readonly kind: AbroadKind; readonly at: number; readonly sure: boolean };

/** Names that are also words, first names or surnames: they count behind `in` or the like, and only to doubt. */
const alsoWords = new Set(
  'georgia,turkey,jersey,jordan,chad,mali,niger,guinea,male,reading,mobile,nice,orange,split,victoria,columbia,washington,phoenix,luke,langley,somerset,perth,austin,boston,milan,paris,china,gulf,holland,cuba,peru,togo,benin,virginia,santiago,newark,lagos,rome,denver,lincoln,monaco,palau,tonga,oman,ohio,colombo'.split(
    ',',
  ),
);
const located = /(?:^|[^\p{L}])(?:in|at|to|from|within|near|or|and|region|of)\s+(?:the\s+)?$/iu;

/** What follows a name that is no place: money, law, people, banks. */
const noPlace = /^[\s-]*(?:dollars?|pounds?|yuan|yen|express\b|standard time)/iu;
const noPlaceBefore = /\b(?:bank|voice|church) of\s+(?:the\s+)?$/iu;

const word = /[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu;
const part = /[\p{L}\p{M}\p{N}]+/gu;

/** Every place abroad that stands in a sentence as words of its own; the longest name wins. */
export function namedIn(sentence: string, places: NamesAbroad): Named[] {
  const found = [...codesIn(sentence, places)];
  const words = [...sentence.matchAll(part)];
  const cased = /\p{Ll}/u.test(sentence);
  for (let from = 0; from < words.length; from += 1) {
    for (let count = Math.min(4, words.length - from); count > 0; count -= 1) {
      const one = nameOf({ sentence, cased }, words.slice(from, from + count), places);
      if (one === undefined) continue;
      found.push(one);
      from += count - 1;
      break;
    }
  }
  return found.toSorted((a, b) => a.at - b.at);
}

/** `cased`: the sentence is not written in capitals alone. */
type Written = { readonly sentence: string; readonly cased: boolean };

function nameOf(
  { sentence, cased }: Written,
  words: readonly RegExpExecArray[],
  places: NamesAbroad,
): Named | undefined {
  const name = words.map(([written]) => written).join(' ');
  const key = name.length < 4 ? name : name.toLowerCase();
  const kind = places.get(key);
  if (kind === undefined || kind === 'site' || kind === 'home') return undefined;
  const at = words[0]?.index ?? 0;
  const last = words.at(-1);
  const behind = sentence.slice((last?.index ?? 0) + (last?.[0].length ?? 0));
  const before = sentence.slice(Math.max(0, at - 30), at);
  if (noPlace.test(behind) || noPlaceBefore.test(before)) return undefined;
  if (key === 'US' && !isCountry(cased, before)) return undefined;
  if (/^[A-Z]{2}$/.test(key) && !/^(?:US|UK|EU)$/.test(key))
    return isCode(key, before) ? { name, kind, at, sure: false } : undefined;
  if (!alsoWords.has(key)) return { name, kind, at, sure: true };
  return located.test(before) && /^\p{Lu}/u.test(name) ? { name, kind, at, sure: false } : undefined;
}

/** `CONTACT US` is no country. */
const isCountry = (cased: boolean, before: string) => cased || /\b(?:THE|IN|AND)\s+$/.test(before);

/** A country's code where a place would stand. `in IT` and the like is none. */
const isCode = (key: string, before: string) =>
  !/^(?:IT|ID|AI|PR|TV|ML|VC|MD|CV|IO|CC|ST|PM|AM|BE|IS|AS|AT|BY|DO|NO|SO|TO|MY|ME)$/.test(key) &&
  /(?:\b(?:in|to|at|from|and|or)\s+|[,:|]\s*)$/u.test(before);

/** Codes of regions and sites: `us-east-1`, `westeurope`. */
function codesIn(sentence: string, places: NamesAbroad): Named[] {
  return [...sentence.matchAll(word)].flatMap(({ 0: written, index }) => {
    const code = written.toLowerCase();
    // A zone is its region with a letter behind it.
    const known = [code, code.replace(/(?<=\d)-?[a-z]$/, '')].some((each) => places.get(each) === 'site');
    return known ? [{ name: written, kind: 'site' as const, at: index, sure: true }] : [];
  });
}
