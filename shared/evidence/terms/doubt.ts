import type { NamesAbroad } from '../../registry/abroad.ts';
import { confines } from './confines.ts';
import { folded } from './fold.ts';
import { namedIn } from './place-names.ts';
import { unweighed } from './plain-words.ts';
import { broad, shortfallOf } from './shortfall.ts';
import { clausesOf, denial, elsewhere, ofIndia, spoken, unsure } from './speech.ts';

/**
 * Why a person has to read the sentence that is quoted, or undefined when nothing raises a doubt, which is not an
 * opinion on what it means. `whole` are the sentences that the quote is cut from.
 *
 * The quote must say that something is kept only in India; the whole must speak of data, and neither hedge, narrow,
 * deny, define, nor name another place. English, and Hindi where it is plain.
 */
export function doubtOf(whole: string, quote: string, places: NamesAbroad): string | undefined {
  const said = folded(quote);
  if (!inIndia.test(said.replace(ofIndia, ''))) return 'the quoted sentence does not name India as a place';
  if (!broad.test(whole)) return 'the quoted sentence does not say that data is kept only in India';
  const less = unsure.exec(whole)?.[0] ?? scope.exec(whole)?.[0] ?? joining.exec(whole)?.[0];
  if (less) return `the quoted sentence says less than "only in India": \`${less.trim()}\``;
  const shortfall = shortfallOf(whole);
  if (shortfall) return `the quoted sentence ${shortfall}`;
  if (!confines(said, places)) return 'the quoted sentence does not say that data is kept only in India';
  if (ours.test(whole)) return 'the quoted sentence does not speak of all data of users';
  const [named] = namedIn(whole, places);
  if (named) return `the quoted sentence names ${named.name}`;
  if (clausesOf(whole).some(turned)) return 'the quoted sentence denies something, or speaks of places outside India';
  const strange = unweighed(whole, places);
  return strange && `the quoted sentence has a word that is not weighed here: \`${strange}\``;
}

const inIndia =
  /\b(?:in|within|inside|outside|outside of|beyond|leaves?|leaving|to)\b[^.;:]{0,100}\b(?:india|bharat)\b|\b(?:india|bharat)[ -]only\b|भारत/iu;
/** Opens with what it is limited to: `For our Lite app, …`. */
const scope =
  /^(?:\W*)(?:for|under|with|on|in|at)\b(?! (?:india|accordance|compliance|line|order|keeping|short|fact|all)\b)[^,]{1,80},/iu;
/** Goes on behind India with something else than how, or that it is nowhere else. */
const joining = spoken(
  String.raw`
    (?:india|bharat)\b\W{1,3}(?:or|plus|as well as|together with|along with|also)|
    (?:india|bharat)\b\W{1,3}and (?!(?:(?:is|are|it is|they are|we do|it does|they do|does|do|will|shall|is kept|are kept) )?(?:not|never|nowhere|nobody|no one|only)\b)[^.]*|
    (?:india|bharat) (?!(?:and|in|within|at|by|on|with|through|using|only|alone|exclusively|to)\b)\p{L}+`,
  'भारत (?:और|तथा|एवं|या|(?:के|की|का) (?!बाहर|भीतर|अंदर|सर्वर)).*',
);
const ours =
  /\bour (?:own )?data\b(?! ?cent)|\b(?:backups?|copies|copy|logs?|parts?|kinds?) of\b|\bof (?:this|that|an?|the (?:indian )?government|the company)\b|\b(?:laws?|rules?|regulations?|act)\b[^,]{0,20}\bthat\b|\b(?:data|information) of (?:our|the) company\b|\b(?:on|of) (?:this|our|the) (?:website|site|service|platform)\b|^\W*(?:this|our) (?:website|service|platform|app)\b/iu;

/** A denial that denies no other place, another place that is not denied, or two denials. */
function turned(clause: string): boolean {
  const denials = [...clause.matchAll(denial)].length;
  if (denials > 0 && /\b(?:only|solely|exclusively|entirely|alone)\b/iu.test(clause)) return true;
  const others = [...clause.matchAll(elsewhere)].length;
  if (denials === 1 && others === 0 && /\b(?:s[eo]ll|sold|shared?|rent(?:ed)?|disclosed?|traded?)\b/iu.test(clause))
    return /\b(?:india|only|outside)\b/iu.test(clause);
  return denials > 1 || denials > 0 !== others > 0;
}
