import type { FactSubject } from '../../declaration/fact.ts';
import { syntaxOf, whenSpeaker } from '../expressions.ts';
import type { Pack, Rule } from '../pack.ts';
import { type Wording, wording } from './condition.ts';
import { phrase, type Speech } from './phrase.ts';

/** A sentence with holes: text, and what stands in each hole, by turns. */
export type Filled = readonly string[];

/** What a rule says, in words and not in expressions. */
export type RuleWording = {
  /** Where it says anything at all; left out: everywhere. */
  readonly when: Wording | undefined;
  readonly require: Wording;
  readonly because: Filled;
  readonly remedy: Filled | undefined;
};

type Countries = Speech['countries'];

/** Puts a rule of a loaded pack into words. */
export function ruleWording(pack: Pack, rule: Rule, countries: Countries): RuleWording {
  const { when, require, because, remedy, activities = [] } = rule;
  const speech: Speech = { pack, countries, activities, bound: new Map() };
  return {
    when: when === undefined ? undefined : wording(syntaxOf(pack, whenSpeaker(rule), when), speech),
    require: wording(syntaxOf(pack, rule.for, require), speech),
    because: filled(pack, rule.for, because, speech),
    remedy: remedy === undefined ? undefined : filled(pack, rule.for, remedy, speech),
  };
}

/** Puts into words to whom a pack applies. */
export const appliesWording = (pack: Pack, countries: Countries): Wording =>
  unlessWording(pack, pack.appliesTo, countries);

/** Puts into words a condition about the application: what takes it out of a pack's reach. */
export const unlessWording = (pack: Pack, when: string, countries: Countries): Wording =>
  wording(syntaxOf(pack, 'application', when), { pack, countries, activities: [], bound: new Map() });

/** Backticks around a hole are for the name that will stand there. */
const filled = (pack: Pack, speaker: FactSubject, text: string, speech: Speech): Filled =>
  text
    .split(/`?\{\{([^{}]+)\}\}`?/)
    .map((part, at) => (at % 2 === 0 ? part : phrase(syntaxOf(pack, speaker, part), speech)));
