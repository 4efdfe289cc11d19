import type { Pack, Rule } from '../../shared/policy/pack.ts';
import { confidenceMeans, looksAt, selected } from '../../shared/policy/wording/pack.ts';
import { coded } from '../../shared/policy/wording/phrase.ts';
import { type Filled, ruleWording } from '../../shared/policy/wording/rule.ts';
import { saidOf } from './said.ts';

/** A rule of a pack, as it is shown: its place among the rules, from 1. */
export type ShownRule = {
  readonly pack: Pack;
  readonly rule: Rule;
  readonly number: number;
  readonly countries: ReadonlyMap<string, string>;
};

/** One rule as a part of a page in Markdown: what it demands of what, by which clause, and how sure that is. */
export function rulePart({ pack, rule, number, countries }: ShownRule): string {
  const { id, claim, clause, remedy, effect, suspended = [], versions, data } = rule;
  const words = ruleWording(pack, rule, countries);
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['Looks at', looksAt(rule)],
    ['Data', data && selected(data)],
    ['Only where', words.when && saidOf(words.when)],
    ['Requires', `that ${saidOf(words.require)}`],
    ['Clause', clause],
    ['How sure', sureness(rule)],
    ['Source', rule.source && `<${rule.source}>`],
    ['Versions', versions && coded(versions, 'and')],
    ...suspended.map(({ from, to, by }): readonly [string, string] => [
      'Suspended',
      `from ${from}${to === 'open' ? ' on' : ` to ${to}`}, by ${by}`,
    ]),
    ['Effect', effect && 'where it applies, rules of other packs take it that this data must stay in India'],
    ['If broken', sentence(words.because)],
    ['Remedy', remedy && words.remedy && sentence(words.remedy)],
    ['Controls', controls(rule)],
  ];
  const said = lines.flatMap(([name, text]) => (text ? [`- **${name}**: ${text}`] : []));
  return [`### ${pack.pack} ${id}`, `**${number}. ${claim}**`, said.join('\n')].join('\n\n');
}

const sureness = ({ confidence }: Rule) =>
  confidence === undefined ? 'not said' : `${confidenceMeans[confidence]} (\`${confidence}\`)`;

/** What stands for words of the declaration is set apart, and runs on where nothing stands between. */
const sentence = (parts: Filled) =>
  parts
    .map((part, at) => (at % 2 === 0 ? part : `*${part}*`))
    .join('')
    .replaceAll('* *', ' ');

const controls = ({ controls: named = {} }: Rule) =>
  Object.entries(named)
    .map(([catalogue, ids]) => `\`${catalogue}\` ${ids.join(', ')}`)
    .join('; ');
