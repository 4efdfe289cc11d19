import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FactSubject } from '../../shared/declaration/fact.ts';
import { syntaxOf } from '../../shared/policy/expressions.ts';
import { Pack } from '../../shared/policy/pack.ts';
import { type Wording, wording } from '../../shared/policy/wording/condition.ts';
import { appliesWording, ruleWording } from '../../shared/policy/wording/rule.ts';
import { allPacks, registry } from './fixture-packs.ts';

const fact = (on: FactSubject, type: string, ask: string, more = {}) => ({ on, type, ask, ...more });
const pack = Pack.parse({
  pack: 'p',
  title: 'A pack',
  kind: 'law',
  issuer: 'nobody',
  scope: 'everybody there is',
  versions: [{ id: '1', instrument: 'one', from: '2020-01-01', to: 'open' }],
  appliesTo: 'true',
  facts: {
    yes: fact('application', 'bool', 'Is it so, a?'),
    too: fact('application', 'bool', 'Is it so, b?'),
    also: fact('application', 'bool', 'Is it so, c?'),
    home: fact('application', 'country', 'Where is home?'),
    shops: fact('application', 'int', 'How many shops?'),
    words: fact('application', 'list', 'Which words are said?', { values: ['who', 'what'] }),
    kept: fact('asset', 'period', 'How long is it kept?'),
    issued: fact('document', 'date', 'When was it issued?'),
    tier: fact('placement', 'string', 'Is it hot or cold?', { values: ['hot', 'cold'] }),
  },
  readings: { where: { ask: 'Where may it be?', options: { here: 'only here', there: 'only there' } } },
  rules: [
    { id: 'r', claim: 'Something is true.', for: 'application', require: 'true', clause: 'one', because: 'it is not' },
  ],
});
const speech = { pack, countries: registry.countries, bound: new Map(), activities: ['store'] } as const;
const inWords = (text: string, speaker: FactSubject = 'placement', want = true) =>
  wording(syntaxOf(pack, speaker, text), speech, want);

describe('in words', () => {
  test.each<{ text: string; speaker?: FactSubject; says: Wording; not: Wording }>([
    {
      text: "place.onlyIn('IN')",
      says: 'the place is only in India',
      not: 'the place is not, or not only, in India',
    },
    {
      text: "place.includes('SG')",
      says: 'the place is in Singapore, perhaps not only there',
      not: 'the place is not in Singapore',
    },
    {
      text: "place.approved('meity')",
      says: 'the place is approved under `meity` on the date of the audit',
      not: 'the place is not approved under `meity` on the date of the audit',
    },
    {
      text: "place.inTable('restricted')",
      says: 'the place is in a country of the list `restricted`',
      not: 'the place is not in a country of the list `restricted`',
    },
    {
      text: "placement.tier == 'hot'",
      says: 'the answer to “Is it hot or cold?” is `hot`',
      not: 'the answer to “Is it hot or cold?” is not `hot`',
    },
    {
      text: "placement.by.is != 'vendor'",
      says: 'the kind of the party at the place is not `vendor`',
      not: 'the kind of the party at the place is `vendor`',
    },
    {
      text: "placement.by.country in ['IN', 'SG']",
      says: 'the country of the party at the place is India or Singapore',
      not: 'the country of the party at the place is not India or Singapore',
    },
    {
      text: "app.home == 'IN'",
      says: 'the answer to “Where is home?” is India',
      not: 'the answer to “Where is home?” is not India',
    },
    {
      text: "reading.where == 'here'",
      says: 'the reading of “Where may it be?” is “only here”',
      not: 'the reading of “Where may it be?” is not “only here”',
    },
    {
      text: "data.kept >= period('P1Y2M')",
      says: 'the answer to “How long is it kept?” is at least 1 year 2 months',
      not: 'the answer to “How long is it kept?” is shorter than 1 year 2 months',
    },
    {
      text: "data.kept <= period('PT36H')",
      says: 'the answer to “How long is it kept?” is at most 36 hours',
      not: 'the answer to “How long is it kept?” is longer than 36 hours',
    },
    {
      text: "data.kept < period('never')",
      says: 'the answer to “How long is it kept?” is shorter than never',
      not: 'the answer to “How long is it kept?” is at least never',
    },
    {
      text: "doc.issued >= asOf - period('P7M')",
      speaker: 'document',
      says: 'the answer to “When was it issued?” is on or after 7 months before the date of the audit',
      not: 'the answer to “When was it issued?” is earlier than 7 months before the date of the audit',
    },
    {
      text: "asOf > date('2018-12-31')",
      says: 'the date of the audit is later than 2018-12-31',
      not: 'the date of the audit is on or before 2018-12-31',
    },
    {
      text: 'app.shops > 2',
      says: 'the answer to “How many shops?” is more than 2',
      not: 'the answer to “How many shops?” is at most 2',
    },
    {
      text: 'app.yes == true',
      says: 'the answer to “Is it so, a?” is yes',
      not: 'the answer to “Is it so, a?” is not yes',
    },
    {
      text: "'who' in app.words",
      says: '`who` is a part of the answer to “Which words are said?”',
      not: '`who` is not a part of the answer to “Which words are said?”',
    },
    {
      text: "'bank' in app.roles",
      says: '`bank` is one of the roles of the operator or application',
      not: '`bank` is not one of the roles of the operator or application',
    },
    {
      text: "'IN' in terms.storedOnlyIn",
      says: 'India is a country that the public terms name as where data is stored',
      not: 'India is not a country that the public terms name as where data is stored',
    },
    {
      text: "['bank', 'nbfc'].exists(role, role in app.roles)",
      says: '`bank` or `nbfc` is one of the roles of the operator or application',
      not: {
        of: 'for each of `bank` and `nbfc`',
        holds: 'it is not one of the roles of the operator or application',
      },
    },
    {
      text: "data.backup.exists(copy, copy.tier == 'cold')",
      says: {
        of: 'for at least one place that the data is backed up at',
        holds: 'the answer to “Is it hot or cold?” for that place is `cold`',
      },
      not: {
        of: 'for every place that the data is backed up at',
        holds: 'the answer to “Is it hot or cold?” for that place is not `cold`',
      },
    },
    {
      text: "data.manageKeys.all(kept, kept.place.onlyIn('IN'))",
      says: { of: 'for every place that the data has its keys at', holds: 'that place is only in India' },
      not: {
        of: 'for at least one place that the data has its keys at',
        holds: 'that place is not, or not only, in India',
      },
    },
    {
      text: 'app.owners.exists(one, one.owners.all(inner, inner.control && one.percent > 50))',
      says: {
        of: 'for at least one owner',
        holds: {
          of: 'for every owner of that owner',
          holds: { every: ['that further owner is in control', 'the share of that owner in percent is more than 50'] },
        },
      },
      not: {
        of: 'for every owner',
        holds: {
          of: 'for at least one owner of that owner',
          holds: {
            some: ['that further owner is not in control', 'the share of that owner in percent is at most 50'],
          },
        },
      },
    },
    {
      text: 'data.staysInIndia',
      says: 'some rule keeps the data in India',
      not: 'no rule keeps the data in India',
    },
    {
      text: "data.category.under('user.health')",
      says: 'the category of the data falls under `user.health`',
      not: 'the category of the data does not fall under `user.health`',
    },
    {
      text: "undecided('nobody has said')",
      says: 'nobody can tell: nobody has said',
      not: 'nobody can tell: nobody has said',
    },
    { text: 'app.owners.exists(one, false)', says: 'never', not: 'always' },
    {
      text: 'app.owners.exists(one, true)',
      says: { of: 'for at least one owner', holds: 'always' },
      not: { of: 'for every owner', holds: 'never' },
    },
  ])('$text', ({ text, speaker, says, not }) => {
    expect(inWords(text, speaker)).toEqual(says);
    expect(inWords(text, speaker, false)).toEqual(not);
    expect(inWords(`!(${text})`, speaker)).toEqual(not);
  });

  const leaves = (words: Wording): string[] => {
    if (typeof words === 'string') return [words];
    if ('of' in words) return [words.of, ...leaves(words.holds)];
    return ('every' in words ? words.every : words.some).flatMap(leaves);
  };

  const holesOf = (parts: readonly string[]) => parts.filter((_, at) => at % 2 === 1);

  test('of every rule of every pack, no expression is left as it was written', () => {
    for (const one of allPacks) {
      const said = one.rules.flatMap((rule) => {
        const { when = 'always', require, because, remedy = [] } = ruleWording(one, rule, registry.countries);
        return [...leaves(when), ...leaves(require), ...holesOf(because), ...holesOf(remedy)];
      });
      for (const words of [...said, ...leaves(appliesWording(one, registry.countries))])
        expect(words, one.pack).not.toMatch(/undefined|\{\{|(?:app|data|placement|place|doc|owner|terms)\.\w/);
    }
  });

  test('a reason says what stands in its holes, without the backticks that names stand in', () => {
    const [rule] = allPacks.find((one) => one.pack === 'rbi-payment-data')?.rules ?? [];
    expect(rule && ruleWording(pack, { ...rule, require: 'true' }, registry.countries).because.join('')).toBe(
      'the data is stored at (or as the activity is) the place, and payment data may be only in India',
    );
  });
});

/** Formulas over three facts, in the language and as a function: few names, so that they meet often. */
type Formula = { readonly text: string; readonly holds: (given: Readonly<Record<string, boolean>>) => boolean };
const { formula } = fc.letrec<{ formula: Formula; atom: Formula }>((tie) => ({
  atom: fc.oneof(
    fc
      .constantFrom('yes', 'too', 'also')
      .map((name): Formula => ({ text: `app.${name}`, holds: (given) => given[name] === true })),
    fc.boolean().map((value): Formula => ({ text: String(value), holds: () => value })),
  ),
  formula: fc.oneof(
    { maxDepth: 4 },
    tie('atom'),
    tie('formula').map(({ text, holds }): Formula => ({ text: `!(${text})`, holds: (given) => !holds(given) })),
    fc.tuple(tie('formula'), tie('formula')).map(
      ([a, b]): Formula => ({
        text: `(${a.text} && ${b.text})`,
        holds: (given) => a.holds(given) && b.holds(given),
      }),
    ),
    fc.tuple(tie('formula'), tie('formula')).map(
      ([a, b]): Formula => ({
        text: `(${a.text} || ${b.text})`,
        holds: (given) => a.holds(given) || b.holds(given),
      }),
    ),
    fc.tuple(tie('formula'), tie('formula'), tie('formula')).map(
      ([a, b, c]): Formula => ({
        text: `(${a.text} ? ${b.text} : ${c.text})`,
        holds: (given) => (a.holds(given) ? b.holds(given) : c.holds(given)),
      }),
    ),
  ),
}));

test('the words are true exactly where the condition is', () => {
  const asks = new Map(Object.entries(pack.facts).map(([name, { ask }]) => [ask, name]));
  const holds = (words: Wording, given: Readonly<Record<string, boolean>>): boolean => {
    if (words === 'always' || words === 'never') return words === 'always';
    if (typeof words !== 'string') {
      if ('every' in words) return words.every.every((one) => holds(one, given));
      return 'some' in words && words.some.some((one) => holds(one, given));
    }
    const [, ask = '', answer] = /^the answer to “(.+)” is (yes|no)$/.exec(words) ?? [];
    return given[asks.get(ask) ?? ''] === (answer === 'yes');
  };
  const given = fc.record({ yes: fc.boolean(), too: fc.boolean(), also: fc.boolean() });
  void fc.assert(
    fc.property(formula, given, fc.boolean(), (one, answers, want) => {
      expect(holds(inWords(one.text, 'application', want), answers)).toBe(one.holds(answers) === want);
    }),
    { numRuns: 1_000 },
  );
});
