import type { NamesAbroad } from '../../registry/abroad.ts';
import type { Mention } from './mention.ts';
import { namedIn } from './place-names.ts';
import { aboutData, denial, doneByUser, keeping, machines, ofIndia, unsure } from './speech.ts';
import type { Why } from './why.ts';

const defined = /["']?\bindia\b["']?\s+(?:shall |will |also )?(?:means?|includes?|refers? to|is defined)/iu;
/** A word of the promise itself is given another meaning. */
const redefined =
  /["'](?:only|stor(?:es?|ed|age|ing)|kept|keeps?)["']\s+(?:shall |will |may )?(?:be (?:read|understood)|means?|includes?|refers?)/iu;
/** Takes back what stands next to it. */
const untrue =
  /\b(?:the (?:following|next|above|foregoing|preceding)|^\W*(?:that|this))(?: (?:sentence|statement|paragraph|promise))? (?:is|was|are|were) (?:not (?:yet )?true|untrue|false|wrong|no longer|last|our (?:target|goal|aim|plan|hope))\b|^\W*not (?:really|quite|always|yet|entirely)\W*$|^\W*exceptions?\b|^\W*this applies to\b/iu;
const version =
  /\bnot (?:yet )?in force\b|\b(?:previous|earlier|prior|former|old|older|superseded|archived|draft) (?:version|text|edition|terms|policy)s?\b/iu;
const replaced = /replac|supersede|prevail|all (?:previous|prior|earlier)/iu;
const letters =
  /\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}]\S*|[\p{Script=Cyrillic}\p{Script=Greek}]\p{Script=Latin}\S*/u;
/** `S I N G A P O R E` */
const spaced = /(?<!\p{L})(?:\p{L} ){4,}\p{L}(?!\p{L})/u;
const unapplied = /\b(?:does|do|shall|will) not (?:apply|extend)\b/iu;
const india = /\b(?:india|bharat)\b|भारत/iu;
/** Limits what another sentence says. */
const qualified =
  /\b(?:the (?:foregoing|above|preceding)|(?:clause|section|paragraph) \d+|this (?:clause|section|statement|promise|commitment|sentence))\b[^.]{0,200}\b(?:subject to|only|except|limited|appl(?:y|ies) to|may|does not|do not|shall not|unless)\b|\bnotwithstanding (?:the|anything|any)\b|\b(?:exempt\w*|carved? out)\b|\bcovered by (?:this|the)\b/iu;
/** Where something is kept or done, at a name that may be a place. */
const somewhere = /\bin\s+(?:the\s+)?(\p{Lu}[\p{Ll}\p{M}]+(?:\s\p{Lu}[\p{Ll}\p{M}]+)*)/u;
const noPlace =
  /^(?:India|Bharat|Section|Clause|Schedule|Annex\w*|Part|Article|Appendix|Rule|Chapter|Indian|January|February|March|April|May|June|July|August|September|October|November|December|Hindi|English|Tamil|Telugu|Bengali|Marathi|Gujarati|Kannada|Malayalam|Punjabi|Urdu|Settings|Our|Your|This|These|Any|All)\b/u;

/** What turns the meaning of other sentences, or may, without naming a place that is known. */
export function rewordingIn(sentence: string, places: NamesAbroad): Mention | undefined {
  const data = aboutData(sentence);
  const doubts: readonly (readonly [Why, string | undefined])[] = [
    ['meaning', defined.exec(sentence)?.[0]],
    ['meaning', data ? unapplied.exec(sentence)?.[0] : undefined],
    ['meaning', lessThanPlain(sentence) ? india.exec(sentence.replace(ofIndia, ''))?.[0] : undefined],
    ['meaning', redefined.exec(sentence)?.[0]],
    ['meaning', untrue.exec(sentence)?.[0]],
    ['meaning', qualified.exec(sentence)?.[0]],
    ['version', replaced.test(sentence) ? undefined : version.exec(sentence)?.[0]],
    ['letters', letters.exec(sentence)?.[0]],
    ['letters', spaced.exec(sentence)?.[0]],
    ['country', hyphenated(sentence, places)],
    ['elsewhere', unlisted(sentence, places)],
  ];
  return doubts.flatMap(([why, named]) => (named === undefined ? [] : [{ why, named, contradicts: false }]))[0];
}

/** Speaks of data, and hedges or denies something else than that data is abroad. */
const lessThanPlain = (sentence: string) =>
  aboutData(sentence) &&
  !doneByUser(sentence) &&
  (unsure.test(sentence) || sentence.search(denial) >= 0) &&
  !/outside|abroad|other countr|leav|बाहर|विदेश/iu.test(sentence);

/** A place whose name was broken at the end of a line: `Singa- pore`. */
function hyphenated(sentence: string, places: NamesAbroad): string | undefined {
  const whole = sentence.replace(/(?<=\p{Ll})- (?=\p{Ll})/gu, '');
  return whole === sentence ? undefined : namedIn(whole, places)[0]?.name;
}

/** A name with a capital letter where a place would stand, and no registry knows it. */
function unlisted(sentence: string, places: NamesAbroad): string | undefined {
  const name = keeping.test(sentence) || machines.test(sentence) ? somewhere.exec(sentence)?.[1] : undefined;
  if (name === undefined || noPlace.test(name)) return undefined;
  const words = name.toLowerCase().split(/\s+/);
  const known = words.some((_, count) => places.has(words.slice(0, count + 1).join(' ')));
  return known ? undefined : name;
}
