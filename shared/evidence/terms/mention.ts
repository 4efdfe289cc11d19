import type { NamesAbroad } from '../../registry/abroad.ts';
import { namedIn } from './place-names.ts';
import { rewordingIn } from './rewording.ts';
import {
  aboutData,
  data,
  denial,
  doneByUser,
  elsewhere,
  keeping,
  loose,
  machines,
  outright,
  spoiler,
  unrelated,
  unsure,
} from './speech.ts';
import type { Why } from './why.ts';

/** What a sentence says of other places. `contradicts`: plainly that users' data is there; else it only doubts. */
export type Mention = { readonly why: Why; readonly named: string; readonly contradicts: boolean };

/** What a sentence says against "only in India", in `named` its own words; undefined if nothing. */
export function mentionIn(sentence: string, places: NamesAbroad): Mention | undefined {
  const names = namedIn(sentence, places);
  const spots = [
    ...names.map(({ name, kind, at, sure }) => ({ why: kind, named: name, at, sure })),
    ...[...sentence.matchAll(elsewhere)].map(({ 0: named, index: at }) => ({
      why: 'elsewhere' as const,
      named,
      at,
      sure: outright.test(named),
    })),
  ];
  const [many] = spots.slice(most);
  if (many) return { why: many.why, named: many.named, contradicts: false };
  const open = spots.filter(
    ({ at, why, named }) => !denied(sentence, at) && (why !== 'elsewhere' || matters(sentence, named)),
  );
  const plain = open.find(({ at, sure }) => sure && kept(sentence, at));
  if (plain) return { why: plain.why, named: plain.named, contradicts: true };
  const [first] = open.filter(({ why }) => why === 'elsewhere' || aboutData(sentence) || !unrelated.test(sentence));
  if (first) return { why: first.why, named: first.named, contradicts: false };
  return rewordingIn(sentence, places);
}

/** A sentence that names more places than this is not weighed: it doubts. Bounds the work. */
const most = 40;

/** Whether a place that is not named may be one where data is. */
function matters(sentence: string, named: string): boolean {
  if (licence.test(sentence) || doneByUser(sentence)) return false;
  if (loose.test(named)) return keeping.test(sentence) || machines.test(sentence);
  return (
    aboutData(sentence) ||
    (/countr|outside|overseas|abroad|continent|border/iu.test(named) && !unrelated.test(sentence))
  );
}

const licence = /\bworld-?wide\b[^.]*\blicen[cs]e\b|\blicen[cs]e\b[^.]*\bworld-?wide\b/iu;

/** One denial, of keeping, before the place, and nothing that takes it back. */
function denied(sentence: string, at: number): boolean {
  const [first, ...more] = [...sentence.matchAll(denial)];
  if (first === undefined || more.length > 0 || spoiler.test(sentence)) return false;
  if (/\p{Script=Devanagari}/u.test(first[0])) return keeping.test(sentence);
  if (first.index > at) return false;
  const between = sentence.slice(first.index, at);
  return keeping.test(between) || /^leav/i.test(sentence.slice(at, at + 4)) || between.length <= 24;
}

const verb =
  '(?:stored?|stores|process(?:ed|es)?|hosted|hosts?|kept|keeps?|held|holds?|saved?|saves|maintain(?:ed|s)?|retain(?:ed|s)?|reside[sd]?|replicated?|replicates|mirrored|backed up|back up|transferred|transfers?|transmitted|sent|sends?|exported|exports?|moved|copied|archived|cached|located|situated|based)';
/** A plain statement of where something is, up to the place. */
const stated = new RegExp(`\\b${verb}\\b[^;:]{0,160}\\b(?:in|at|to|into|within|on|across)\\b[^;:]{0,120}$`, 'iu');
const statedAbroad = new RegExp(`\\b${verb}\\b[^;:]{0,160}$`, 'iu');
const statedInHindi = /(?:संग्रह|भंडार|स्टोर|रख[ाीे]|संसाधित|प्रोसेस|होस्ट|भेज)/u;

/** Whether the sentence plainly says that users' data is at the place that it names there. */
function kept(sentence: string, at: number): boolean {
  if (unsure.test(sentence) || [...sentence.matchAll(denial)].length > 0) return false;
  if (!data.test(sentence) && !machines.test(sentence)) return false;
  if (/\p{Script=Devanagari}/u.test(sentence)) return statedInHindi.test(sentence) && data.test(sentence);
  const before = sentence.slice(Math.max(0, at - 400), at);
  const behind = sentence.slice(at, at + 80);
  if (
    /^[^,;]{1,40}?\b(?:laws?|users?|customers?|residents?|citizens?|visitors?|resellers?|partners?|authorit\w+)\b/iu.test(
      behind,
    )
  )
    return false;
  return stated.test(before) || (/^(?:outside|abroad|overseas|offshore)/i.test(behind) && statedAbroad.test(before));
}
