import { activities, fieldOf } from '../declaration/activity.ts';
import type { LoadedPack } from '../policy/load.ts';
import type { Gap } from '../policy/unknown.ts';
import type { Finding, Missing, Unsettled } from './finding.ts';

/** Questions that the engine itself asks, in plain words; packs ask for their own facts. */
const asks: Readonly<Record<string, string>> = {
  at: 'Where exactly is it? Name the site as the registry lists it, such as `aws/ap-south-1`, or the country.',
  by: 'Who holds or opens the data there? Name the party under `parties`, and write `by` on the placement.',
  category:
    'What category of data is it? Name the most exact one, such as `user.contact.email`; `docs/cases.md` lists them.',
  contexts:
    'What is this data part of? List its `contexts` and name `contexts` in `complete`, or write `contexts: none`.',
  roles:
    'Does the operator or the application have this role? Add it to `roles`, deny it in `notRoles`, or name `roles` in `complete`.',
  exemptions: 'Is this exemption claimed? Add it to `exemptions`, or name `exemptions` in `complete`.',
  activity: 'Where does this happen? Name the place, or list the activity under `none`.',
  data: 'Is this all the data there is? Then name `data` in `complete`; else add what is missing.',
  expected: 'Where is data of this kind stored or processed? Declare it under `data`.',
  documents: 'Are these all the documents there are? Add the one that is missing, or name `documents` in `complete`.',
  owners: 'Are these all the owners there are? Then name `owners` in `complete`; else add who is missing.',
  storedOnlyIn:
    'In which countries alone do the public terms say that data is stored? Write `terms.storedOnlyIn`, or `none`.',
  quote:
    'Which sentence of the public terms says that data is stored only in India? Quote it word for word in `terms.quote`.',
  document:
    'In which document does the quoted sentence stand? Name it under `documents` (kind `public-terms`, with its `sha256`), then in `terms.document`.',
  evidence:
    'What do the public terms say? Add their text under `evidence` (kind `public-terms`, with the same `sha256`; on the command line, `file:`).',
  country: 'Which country is it? Write its ISO 3166-1 code.',
  is: 'How does this party act for the operator? Write `is` on it under `parties`.',
  control: 'Is this owner in control? Write `control: true` or `control: false` on it.',
  percent: 'What is the share of this owner, in per cent? Write `percent` on it.',
  sha256: 'Which paper is this? Write its `sha256` on the document.',
  attested:
    'Which document shows this? Name it under `documents` with its `sha256`, and write the fact as `{ value, document }`.',
};

/** Activities that an expression reads, as `data.store`: they are asked like any other fact. */
const places: ReadonlyMap<string, string> = new Map(
  activities.map((activity) => [
    fieldOf(activity),
    `Where does \`${activity}\` happen? Name the place, or list \`${activity}\` under \`none\`.`,
  ]),
);

/** What is open in an unknown: the question for each fact that would settle it, and what no answer settles. */
export function openIn(gaps: readonly Gap[], pack: LoadedPack): Pick<Finding, 'missing' | 'unsettled'> {
  const missing: Missing[] = [];
  const unsettled: Unsettled[] = [];
  for (const { because, fact, cause } of gaps) {
    if (cause !== undefined) unsettled.push({ cause, because });
    const ask = fact === undefined || missing.some((one) => one.fact === fact) ? undefined : askOf(fact, pack);
    if (fact !== undefined && ask !== undefined) missing.push({ fact, ask, ...wordsOf(fact, gaps) });
  }
  missing.sort((a, b) => (a.fact < b.fact ? -1 : 1));
  return unsettled.length === 0 ? { missing } : { missing, unsettled };
}

/** The words of a list that are open. A pack may name dozens of roles: any of them would settle it. */
function wordsOf(fact: string, gaps: readonly Gap[]): Pick<Missing, 'words'> {
  const words = gaps.flatMap((gap) => (gap.fact === fact && gap.word !== undefined ? [gap.word] : []));
  return words.length === 0 ? {} : { words: [...new Set(words)].toSorted() };
}

const askOf = (fact: string, { facts }: LoadedPack): string | undefined =>
  (Object.hasOwn(facts, fact) ? facts[fact]?.ask : undefined) ??
  (Object.hasOwn(asks, fact) ? asks[fact] : undefined) ??
  places.get(fact);
