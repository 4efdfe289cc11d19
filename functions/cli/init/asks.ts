import { activities, fieldOf, whereOf } from '../../../shared/declaration/activity.ts';
import type { FactSpecs } from '../../../shared/declaration/fact.ts';
import { completable, contexts, exemptions, roles } from '../../../shared/declaration/vocabulary.ts';
import { answerTo } from '../../../shared/policy/wording/pack.ts';
import type { Question } from '../../../shared/report/questions.ts';
import { complete, type Draft, fieldsAt, put, putOnLines, type Spot, spotOf, wordsAt } from './draft.ts';
import { type Answer, factValue, isNone, kindsOfData, wrong } from './words.ts';

/** One thing to ask, what is an answer, and what the declaration says once it is answered. */
export type Ask = {
  /** What an answer is called in a file of answers: `roles`, `videos.store`, `clocksSetTo`. */
  readonly key: string;
  readonly ask: string;
  readonly hint: string;
  readonly put: (draft: Draft, answer: Answer) => Draft;
};

const listOr = (words: readonly string[]) => `${words.join(', ')}; several with commas, or none`;

export const askName: Ask = {
  key: 'application',
  ask: 'What is the application called?',
  hint: 'its name',
  put: (draft, { text }) => put(draft, ['application'], text),
};

export const askRoles: Ask = {
  key: 'roles',
  ask: 'Which of these is the operator, or the application?',
  hint: listOr(roles),
  put: (draft, answer) =>
    isNone(answer) ? put(draft, ['roles'], 'none') : complete(put(draft, ['roles'], answer.words), 'roles'),
};

const dataHint = 'a name and a category each, such as: videos user.content.video, accounts user.account';

const addData = (draft: Draft, answer: Answer): Draft =>
  kindsOfData(answer).reduce((sofar, [name, category]) => put(sofar, ['data', name, 'category'], category), draft);

export const askData: Ask = {
  key: 'data',
  ask: 'Which kinds of data are there? These are all.',
  hint: dataHint,
  put: (draft, answer) => complete(addData(draft, answer), 'data'),
};

/** What there is to ask for one open question: one answer for each thing that it is about, none that no line answers. */
export function asksOf(question: Question, facts: FactSpecs): Ask[] {
  const { fact, ask } = question;
  const spots = question.at.map(spotOf);
  const whole = wholeAsks(question)[fact];
  if (whole !== undefined) return [whole];
  const assets = [...new Set(spots.flatMap(({ asset }) => asset ?? []))];
  if (fact === 'contexts') return assets.map(contextsOf);
  if (fact === 'category')
    return assets.map((asset) => ({
      key: `${asset}.category`,
      ask: `${ask} (\`${asset}\`)`,
      hint: 'a category, such as user.contact.email',
      put: (draft, { text }) => put(draft, ['data', asset, 'category'], text),
    }));
  if (fact === 'activity') return spots.flatMap(placesOf);
  if (fact === 'at') return spots.flatMap((spot) => siteOf(spot, ask));
  const activity = activities.find((one) => fieldOf(one) === fact);
  if (activity !== undefined) return assets.flatMap((asset) => placesOf({ asset, activity }));
  return factAsks(question, spots, facts);
}

/** What is open of a question, a line each: under its key, where an answer can be given in one line. */
export function openLines(question: Question, facts: FactSpecs): string[] {
  const asks = asksOf(question, facts);
  if (asks.length > 0) return asks.map(({ key, ask }) => `${key}: ${ask}`);
  const whom = question.about.map(({ name, what }) => (what === '' ? name : `${name}: ${what}`)).join('; ');
  return [whom === '' ? question.ask : `${question.ask} (${whom})`];
}

/** Questions that are about the declaration as a whole. */
function wholeAsks({ ask, reasons, about }: Question): Readonly<Record<string, Ask>> {
  const list = (key: string, path: readonly string[], hint: string, closes?: string): Ask => ({
    key,
    ask,
    hint,
    put: (draft, answer) => {
      if (isNone(answer)) return put(draft, path, 'none');
      const said = put(draft, path, answer.words);
      return closes === undefined ? said : complete(said, closes);
    },
  });
  const closing = (name: 'owners' | 'documents'): Ask => ({
    key: name,
    ask: `${ask}${about.length === 0 ? '' : ` (${about.map((one) => one.name).join(', ')})`}`,
    hint: 'none, if there is none; leave it open and write them into the file otherwise',
    put: (draft, answer) => {
      if (!isNone(answer)) throw wrong(`answer \`none\`, or leave it open: ${name} are written into the file`);
      return put(draft, [name], 'none');
    },
  });
  return {
    roles: askRoles,
    data: askData,
    expected: { key: 'more', ask: [ask, ...reasons].join('; '), hint: dataHint, put: addData },
    exemptions: list('exemptions', ['exemptions'], listOr(exemptions), completableOf('exemptions')),
    storedOnlyIn: list('terms.storedOnlyIn', ['terms', 'storedOnlyIn'], 'codes of countries, such as IN; or none'),
    quote: {
      key: 'terms.quote',
      ask,
      hint: 'the sentence, word for word',
      put: (draft, { text }) => put(draft, ['terms', 'quote'], text),
    },
    owners: closing('owners'),
    documents: closing('documents'),
  };
}

const completableOf = (name: string) => completable.find((one) => one === name);

const contextsOf = (asset: string): Ask => ({
  key: `${asset}.contexts`,
  ask: `What is \`${asset}\` part of?`,
  hint: listOr(contexts),
  put: (draft, answer) =>
    complete(put(draft, ['data', asset, 'contexts'], isNone(answer) ? 'none' : answer.words), 'contexts'),
});

function placesOf({ asset, activity }: Spot): Ask[] {
  if (asset === undefined || activity === undefined) return [];
  return [
    {
      key: `${asset}.${activity}`,
      ask: `Say ${whereOf(activity, asset)}.`,
      hint: 'sites such as aws/ap-south-1, or countries such as IN; several with commas, or nowhere',
      put: (draft, answer) => {
        if (!isNone(answer))
          return put(
            draft,
            ['data', asset, activity],
            answer.words.map((at) => ({ at })),
          );
        const none = wordsAt(fieldsAt(fieldsAt(draft, 'data'), asset), 'none');
        return put(draft, ['data', asset, 'none'], [...none, activity]);
      },
    },
  ];
}

function siteOf(spot: Spot, ask: string): Ask[] {
  const { asset, activity, index } = spot;
  if (asset === undefined || activity === undefined) return [];
  return [
    {
      key: [asset, activity, ...(index === undefined ? [] : [index]), 'at'].join('.'),
      ask: `${ask} (\`${asset}\`, ${activity})`,
      hint: 'one site, such as aws/ap-south-1, or one country',
      put: (draft, { text }) => putOnLines(draft, spot, 'at', text),
    },
  ];
}

/** Facts that packs ask for, of the application, of a kind of data or of a place; others have no line of their own. */
function factAsks({ fact, ask }: Question, spots: readonly Spot[], facts: FactSpecs): Ask[] {
  const made = (key: string, about: string, spec: ReturnType<FactSpecs['asset']['get']>, set: Setter): Ask[] =>
    spec === undefined
      ? []
      : [
          {
            key,
            ask: about === '' ? ask : `${ask} (${about})`,
            hint: answerTo(spec),
            put: (draft, answer) => set(draft, factValue(spec, answer)),
          },
        ];
  if (facts.application.has(fact))
    return made(fact, '', facts.application.get(fact), (draft, value) => put(draft, ['facts', fact], value));
  return spots.flatMap((spot) => {
    const { asset, activity, index } = spot;
    if (asset === undefined) return [];
    if (activity === undefined)
      return made(`${asset}.${fact}`, `\`${asset}\``, facts.asset.get(fact), (draft, value) =>
        put(draft, ['data', asset, fact], value),
      );
    const key = [asset, activity, ...(index === undefined ? [] : [index]), fact].join('.');
    return made(key, `\`${asset}\`, ${activity}`, facts.placement.get(fact), (draft, value) =>
      putOnLines(draft, spot, fact, value),
    );
  });
}

type Setter = (draft: Draft, value: unknown) => Draft;
