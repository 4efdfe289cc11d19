import { denial, spoken } from './speech.ts';

/**
 * Why a sentence that confines something to India may confine less than all data of users, or bind another than the
 * operator; undefined if nothing was found. It only ever doubts.
 */
export function shortfallOf(sentence: string): string | undefined {
  if (kind.test(sentence) && !broad.test(sentence.replace(kinds, ' '))) return 'speaks of one kind of data';
  if (part.test(sentence)) return 'does not speak of all data of users';
  if (keptByOthers.test(sentence) || movedBy.test(sentence)) return 'speaks of what others do';
  return tailOf(sentence).some(movesOn) ? 'goes on to speak of where data goes' : undefined;
}

/** Data in general. */
export const broad =
  /\b(?:data|information|contents?|records?|everything|anything|it|them)\b(?! ?cent)|डेटा|डाटा|जानकारी|सूचना|सामग्री/iu;

const narrow =
  'payments?|cards?|transactions?|kyc|aadhaar|health|medical|biometric|financial|billing|tax|logs?|backups?|passwords?|e-?mail|profiles?|invoices|sensitive|identity|technology|disclosed|approved';
const named = String.raw`\b(?:${narrow})\b(?: (?!and\b)\w+)? (?:data|information|records?|details|files?|are|is)\b|^\W*(?:backups?|logs?|copies)\b`;
const kind = new RegExp(named, 'iu');
const kinds = new RegExp(named, 'giu');

/** Of some users, or of what is already somewhere. */
const part = spoken(
  String.raw`
    indian (?:members?|drivers?|riders?|sellers?|merchants?|listeners?|patients?|students?|buyers?|clients?|people|persons?|individuals?|government)|
    (?:data|information|records?|contents?) (?:stored|located|kept|held|hosted|saved|sold)\b[^.]{0,120}\b(?:is|are|shall|will|remains?|stays?)|
    (?:government|third[ -]party services?) (?:data|is|are|collects?)|of third[ -]party|(?:other|another) (?:servers?|sites?|facilit(?:y|ies)|systems?|cloud)`,
  'हमारा (?:सारा )?(?:डेटा|डाटा)',
);

/** Another than the operator keeps it, or makes sure that it is kept. */
const keptByOthers = spoken(
  `
    (?:you|users?|customers?|clients?|members?|individuals?|people|persons?|sellers?|merchants?|buyers?|drivers?|third part(?:y|ies)|providers?|bank|government|laws?|acts?|rules?|regulations?|directions?|guidelines|norms)(?: (?:who|that|which|also|shall|will|must|always|securely))* (?:ensures?|stores?|keeps?|holds?|hosts?|saves?|maintains?|retains?|confirms?|requires?|are that|is that|to (?:store|keep|hold))|
    (?:approved|approval|law) (?:data storage|to (?:store|keep|hold))`,
  String.raw`
    ^\W*(?:rules?|law|act|directions?|guidelines?)\s*:|(?:ग्राहक|उपयोगकर्ता|उपभोक्ता|आप) अपन[ाीे]`,
);

/** `not stored outside India by us`: by others it may be. */
const movedBy = /\b(?:outside|beyond|leaves?)\b[^.,;]{0,60}\b(?:india|bharat)\b[^.,;]{0,60}\bby\b/iu;

/** What stands behind the place, part by part. */
function tailOf(sentence: string): string[] {
  const place = sentence.search(
    /\b(?:only|solely|exclusively|entirely|outside|beyond|leaves?|leave)\b|केवल|सिर्फ|मात्र/iu,
  );
  return place < 0
    ? []
    : sentence
        .slice(place)
        .split(/[;:,.–—]/u)
        .slice(1);
}

/** Moved, copied or served, and it is not said that it is not, or that it is in India. */
const movesOn = (words: string): boolean =>
  moves.test(words) && words.search(denial) < 0 && !/\b(?:india|bharat)\b|भारत/iu.test(words);
const moves = spoken(
  'sent|send|sends|moved|moves?|transfer(?:red|s)?|backed up|copied|copies|given|gives?|shared?|disclosed|servers (?:is|are)|sites (?:is|are)|we do',
  'बाहर',
);
