import type { NamesAbroad } from '../../registry/abroad.ts';

/** Words whose weight in a sentence about where data is kept is known. */
const english = new Set(
  `a an the this that these those all any every everything each both either of our your their its his her us we you it they them which
  and or nor not no never nobody nothing none nowhere else elsewhere anywhere other another country countries place places abroad don't doesn't
  data information content contents record records file files photo photos picture pictures image images video videos message messages chat chats document documents
  account accounts profile profiles detail details invoice invoices backups copies log logs playlist playlists upload uploads uploaded metadata database databases
  personal private sensitive payment payments transaction transactions financial health kyc identity contact user users user's users' customer customers customers' client clients client's member members
  listener listeners rider riders driver drivers patient patients student students merchant merchants seller sellers buyer buyers individual individuals person people
  company technology app application platform service services website software system systems
  is are be being been will shall do does has have
  store stored stores storing backed up securely safely storage keep keeps kept keeping hold holds held host hosts hosted save saved saves maintain maintained maintains retain retained retains
  reside resides remain remains stay stays located situated physically process processed processes processing handled housed leave leaves leaving transfer transferred transfers send sent move moved taken
  sell sold share shared rent rented disclosed give gives gave given provide provides provided create creates created collect collects collected generate generated relate relates relating related pertaining undertake
  run runs operate operated approved ensure ensures confirm confirms
  in within inside at on by to with from outside beyond through using including
  server servers centre centres center centers datacentre datacentres datacenter datacenters facility facilities site sites region regions territory territories border borders boundary boundaries
  republic union soil limits india bharat india's only solely exclusively entirely strictly fully alone always rest secure secured own cloud infrastructure
  compliance accordance line law laws dpdp digital protection norms guidelines directions rbi reserve bank sebi 2023 rule rules regulation regulations act applicable indian government anyone third party parties there lives`.split(
    /\s+/,
  ),
);

const hindi = new Set(
  `आपका आपकी आपके हमारा हमारी हमारे हम अपने अपना अपनी उनका उनकी उनके का की के को सारा सारी सारे सभी समस्त पूरा पूरी हर कोई और तथा एवं डेटा डाटा जानकारी सूचना सामग्री रिकॉर्ड
  वीडियो संदेश व्यक्तिगत निजी उपयोगकर्ता उपयोगकर्ताओं उपभोक्ताओं ग्राहक ग्राहकों केवल सिर्फ सिर्फ़ मात्र भारत देश में ही स्थित सर्वर सर्वरों केंद्र केंद्रों सेंटर सेंटरों पर से बाहर
  कभी नहीं रखा रखी रखे रखते रखती रहता रहती रहते जाता जाती जाते जाएगा जाएगी है हैं हो कर करके करते करती करता किया किए संग्रहित संग्रहीत संग्रह भंडारण भंडारित संसाधित प्रोसेस स्टोर होस्ट सुरक्षित
  भेजा भेजी भेजे भेजते स्थानांतरित विदेश`.split(/\s+/),
);

const word = /[\p{L}\p{M}\p{N}]+(?:['-][\p{L}\p{M}\p{N}]+)*'?/gu;
const storing = /^(?:will |shall )?(?:stor|keep|host|hold|sav|maintain|retain|process)/u;

/**
 * The first word of a sentence that Nivas does not weigh, or undefined. A name with a capital letter is one that does
 * something (`Jhalak stores`), or stands before "only"; behind it, it must be a known place in India or a provider.
 */
export function unweighed(sentence: string, places: NamesAbroad): string | undefined {
  const only = sentence.search(/\b(?:only|solely|exclusively|entirely|outside|leaves?)\b/iu);
  let homes: ReturnType<typeof homesIn> | undefined;
  for (const { 0: written, index } of sentence.matchAll(word)) {
    const plain = written.toLowerCase();
    if (english.has(plain) || hindi.has(written)) continue;
    homes ??= homesIn(sentence, places);
    if (homes.some(({ from, to }) => from <= index && index < to)) continue;
    const name = /^\p{Lu}/u.test(written) && (only < 0 || index < only);
    if (name && (!opens(sentence, index) || acts(sentence.slice(index + written.length)))) continue;
    return written;
  }
  return undefined;
}

/** Whether nothing stands before a word: there any word has a capital letter. */
const opens = (sentence: string, index: number) => !/[\p{L}\p{M}]/u.test(sentence.slice(0, index));

/** What follows a name that opens a sentence: more of the name, then what it does. */
const acts = (behind: string) => storing.test(behind.replace(/^\s+(?:\p{Lu}[\p{L}.]*\s+)*/u, ''));

/** Where places in India and providers are named; up to four words each. */
function homesIn(sentence: string, places: NamesAbroad) {
  const words = [...sentence.matchAll(word)];
  return words.flatMap(({ index: from }, first) =>
    [1, 2, 3, 4].flatMap((count) => {
      const last = words[first + count - 1];
      if (last === undefined) return [];
      const to = last.index + last[0].length;
      return places.get(sentence.slice(from, to).toLowerCase()) === 'home' ? [{ from, to }] : [];
    }),
  );
}

/** A text without the places at home that it names, and the commas and "and" that join them. */
export function withoutHomes(text: string, places: NamesAbroad): string {
  const homes = homesIn(text, places);
  const left = [...text]
    .map((letter, at) => (homes.some(({ from, to }) => from <= at && at < to) ? '\0' : letter))
    .join('');
  return left.replace(/\0+(?:\W+(?:and\s+)?\0+)*/gu, ' ');
}
