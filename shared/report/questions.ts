import type { Finding, Missing, PackResult } from '../audit/finding.ts';
import { activities, fieldOf } from '../declaration/activity.ts';
import { type About, aboutOf } from './groups.ts';

/** What questions are about, the most decisive first: which packs apply, which rules look at the data, where it is. */
export const questionGroups = ['roles', 'categories', 'activities', 'facts'] as const;
export type QuestionGroup = (typeof questionGroups)[number];

/** A question, whom it is about, and which packs ask it. */
export type Question = {
  readonly group: QuestionGroup;
  /** What the declaration calls the answer. */
  readonly fact: string;
  readonly ask: string;
  readonly about: readonly About[];
  /** JSON pointers of what the answers are about, in the declaration as it was written; of an activity, where it goes. */
  readonly at: readonly string[];
  readonly packs: readonly string[];
  /** Of a list, such as the roles: the words that it matters for. */
  readonly words: readonly string[];
  /** Reasons that say more than the question with its subjects does. */
  readonly reasons: readonly string[];
  /** How many findings wait for this answer alone. */
  readonly settles: number;
};

type Asked = Missing & { readonly pack: string; readonly finding: Finding };

/**
 * What is still open and can change a verdict, each question once, whichever packs, rules and subjects ask it.
 *
 * A pack that fails stays failed whatever is answered, so only those ask of which nobody can tell. The most decisive
 * comes first: by group, then by how many findings it settles alone. Reasons that begin with what is `said`
 * elsewhere, in a warning, are left out.
 */
export function openQuestions(packs: readonly PackResult[], said: readonly string[] = []): Question[] {
  const asked = packs
    .filter(({ verdict }) => verdict === 'indeterminate')
    .flatMap(({ pack, findings }) =>
      findings.flatMap((finding) => finding.missing.map((missing): Asked => ({ pack, ...missing, finding }))),
    );
  return [...Map.groupBy(asked, ({ ask }) => ask).values()]
    .map((group) => ({ question: question(group, said), count: group.length }))
    .toSorted(
      ({ question: a, count: more }, { question: b, count: less }) =>
        questionGroups.indexOf(a.group) - questionGroups.indexOf(b.group) ||
        b.settles - a.settles ||
        less - more ||
        (a.ask < b.ask ? -1 : 1),
    )
    .map((one) => one.question);
}

function question(group: readonly Asked[], said: readonly string[]): Question {
  const [{ fact, ask } = { fact: '', ask: '' }] = group;
  const findings = group.map(({ finding }) => (ofWhole.has(fact) ? whole(finding) : finding));
  const reasons = telling.has(fact) ? group.map(({ finding }) => finding.because) : [];
  return {
    group: groupOf(group),
    fact,
    ask,
    about: aboutOf(findings),
    at: [...new Set(findings.map(({ at, subject }) => (fact === 'activity' ? subject : at)))].toSorted(),
    packs: [...new Set(group.map(({ pack }) => pack))],
    words: [...new Set(group.flatMap(({ words = [] }) => words))].toSorted(),
    reasons: [...new Set(reasons)].filter((because) => !said.some((message) => because.startsWith(message))),
    settles: group.filter(({ finding }) => finding.missing.length === 1 && finding.unsettled === undefined).length,
  };
}

/** Whatever decides whether a pack applies is asked first, as the roles are. */
function groupOf(group: readonly Asked[]): QuestionGroup {
  if (group.some(({ finding }) => finding.rule === 'applies-to')) return 'roles';
  const fact = group[0]?.fact ?? '';
  if (categories.has(fact)) return 'categories';
  return places.has(fact) ? 'activities' : 'facts';
}

const categories: ReadonlySet<string> = new Set(['category', 'contexts', 'data', 'expected']);
const places: ReadonlySet<string> = new Set(['activity', 'at', 'by', ...activities.map(fieldOf)]);
/** Facts of an asset as a whole: which of its activities raised the question says nothing. */
const ofWhole: ReadonlySet<string> = new Set(['category', 'contexts']);
/** Facts of which the reason says what is wrong; for the others it repeats the question. */
const telling: ReadonlySet<string> = new Set([
  'at',
  'attested',
  'document',
  'documents',
  'evidence',
  'expected',
  'quote',
  'storedOnlyIn',
]);

const whole = ({ place, ...finding }: Finding): Finding => ({
  ...finding,
  subject: finding.subject.split('/').slice(0, 3).join('/'),
});
