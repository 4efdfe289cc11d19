import type { NamesAbroad } from '../../registry/abroad.ts';
import { withoutHomes } from './plain-words.ts';

/** What may stand between "only" and "India": where, and nothing else. */
const between = new Set(
  `the our own secure secured data server servers centre centres center centers datacentre datacentres datacenter datacenters facility facilities
  site sites region regions territory borders boundaries limits of republic union located situated physically in within inside at on`.split(
    /\s+/,
  ),
);
const only = /\b(?:only|solely|exclusively|entirely)\s+(?=(?:in|within|inside|at|on|located|situated)\b)/giu;
const storing =
  /\b(?:stor(?:e[sd]?|ing|age)|host(?:s|ed|ing)?|keeps?|kept|h[eo]lds?|saved?|saves|maintain(?:s|ed)?|retain(?:s|ed)?|resid(?:e[sd]?|ing)|remains?|stays?|located|housed?|lives?)\b/iu;
const notOutside =
  /(?:\b(?:not|never|no|nothing|none)\b|n't)([^;:]{0,120})\b(?:(?:outside|beyond)(?: of)?|leaves?|leaving)\s+(?:the\s+(?:\w+\s+of\s+)?)?(?:republic of\s+)?(?:india|bharat)\b/iu;
/** Of which it may be said that it does not happen outside: not that "all" does not, nor that something is sold there. */
const unmoved = new Set(
  `be been being is are will shall do does we it they have has of your our the any personal user users customer customers data information
  content records or and to from at anywhere process processed`.split(/\s+/),
);
const moving =
  /^(?:stor(?:e[ds]?|ing)|kept|keeps?|h[eo]lds?|host(?:ed|s)?|transfer(?:red|s)?|sen[dt]s?|moved?|taken?|copied|saved?|maintain(?:ed)?|retain(?:ed)?|located)$/u;
const indiaOnly = /\b(?:in|within) (?:india|bharat)[ ,-]+(?:only|alone|exclusively)(?=\s*(?:[.,;!)"']|$|and\b))/iu;
const inHindi =
  /(?:केवल|सिर्फ़?|मात्र)\s+भारत\s+(?:ही\s+)?(?:में|के (?:भीतर|अंदर|सर्वर)).*(?:संग्रह|भंडार|स्टोर|रख[ाीेत]|होस्ट|सुरक्षित)|बाहर[^;]*नहीं|नहीं[^;]*बाहर/u;

/**
 * Whether a sentence says, in a form that is known, that something is kept in India and nowhere else: kept "only at
 * data centres in India", "in India only", "never outside India". "Only" must belong to the place and not to who keeps
 * what; India may not be named before it, as in "data that is in India is stored only there".
 */
export function confines(said: string, places: NamesAbroad): boolean {
  if (inHindi.test(said) || neverOutside(said)) return true;
  const turned = indiaOnly.exec(said);
  if (turned) return storing.test(said.slice(0, turned.index));
  return [...said.matchAll(only)].some(({ 0: word, index }) => {
    const before = said.slice(0, index);
    const behind = said.slice(index + word.length);
    const india = /\b(?:india|bharat)\b/iu.exec(behind);
    if (!india || /\b(?:india|bharat)\b/iu.test(before) || !storing.test(`${before} ${word}`)) return false;
    return placesOnly(behind.slice(0, india.index), places);
  });
}

/** Whether words name places in India, or where something stands there. */
function placesOnly(words: string, places: NamesAbroad): boolean {
  const rest =
    withoutHomes(words, places)
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}'-]+/gu) ?? [];
  return rest.every((word) => between.has(word));
}

/** `never stored outside India`, `does not leave India`; of something that is not already said to be in India. */
function neverOutside(said: string): boolean {
  const match = notOutside.exec(said);
  if (match === null || /\b(?:only|alone)\b/iu.test(said) || /\bindian?\b/iu.test(said.slice(0, match.index)))
    return false;
  const [found, between = ''] = match;
  const words: readonly string[] = between.toLowerCase().match(/[\p{L}\p{M}\p{N}'-]+/gu) ?? [];
  const moves = /\bleav(?:es?|ing)\s[^;]*$/iu.test(found) || words.some((word) => moving.test(word));
  return moves && words.every((word) => moving.test(word) || unmoved.has(word));
}
