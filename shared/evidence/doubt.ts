import { folded, type Quoted } from './terms.ts';

/**
 * Why a person has to read the public terms before anybody relies on the quoted sentence, or undefined when nothing
 * raises a doubt, which is not an opinion on what they mean. `places` are names of places abroad.
 *
 * The sentence must name India and say "only"; neither it nor the sentence it is cut from may hedge, deny, or name
 * another place; and no other sentence may speak of keeping data somewhere else. English, and Hindi's "only".
 */
export function doubtOf({ whole, rest }: Quoted, quote: string, places: ReadonlySet<string>): string | undefined {
  const said = folded(quote);
  if (!/\bindia\b|\bbharat\b|भारत/iu.test(said)) return 'the quoted sentence does not name India';
  if (!exclusive.test(said)) return 'the quoted sentence does not say that data is only in India';
  if (hedged.test(whole)) return 'the quoted sentence says what may be, not what is';
  if (clausesOf(whole).some((clause) => abroad.test(clause) !== denied.test(clause)))
    return 'the quoted sentence denies something, or speaks of places outside India';
  const named = placeIn(whole, places);
  if (named) return `the quoted sentence names ${named}`;
  const other = rest.find((sentence) => keeping.test(sentence) && elsewhere(sentence, places));
  return other && `the public terms also say: "${other.slice(0, 200)}"`;
}

const exclusive = /\b(?:only|solely|exclusively|entirely|alone|never|not|nowhere)\b|केवल|सिर्फ़?|मात्र/iu;
const hedged =
  /\b(?:may|might|could|can|generally|usually|normally|primarily|mainly|mostly|typically|where possible)\b/iu;
const denied = /\b(?:not|never|no|nor|nowhere|neither|none|cannot|without)\b|n't\b/iu;
const abroad =
  /\b(?:outside|beyond|abroad|overseas|elsewhere|anywhere else|world-?wide|globe|global|globally|international(?:ly)?|offshore|other than|affiliates|leaves?|leaving|other (?:countr|place|location|region|part|jurisdiction)\w*)\b/iu;
const keeping =
  /\b(?:stor|process|back(?:ed|s|up|ing)|host|keep|kept|transfer|transmit|replicat|server|data cent|access)/iu;

/** A sentence that keeps data abroad: it names a place there, or speaks of abroad without denying it. */
const elsewhere = (sentence: string, places: ReadonlySet<string>): boolean =>
  placeIn(sentence, places) !== undefined ||
  clausesOf(sentence).some((clause) => abroad.test(clause) && !denied.test(clause));

/** Parts of a sentence that deny or affirm for themselves. */
const clausesOf = (sentence: string): string[] => sentence.split(/[;:,()]|\b(?:and|but|or|while|although)\b/iu);

/** The first name of a place abroad that stands in a sentence as words of its own. */
function placeIn(sentence: string, places: ReadonlySet<string>): string | undefined {
  const words = folded(sentence)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
  const starts = words.flatMap((_, from) =>
    Array.from({ length: 4 }, (_, more) => words.slice(from, from + more + 1).join(' ')),
  );
  return starts.find((name) => places.has(name.length < 4 ? name : name.toLowerCase()));
}
