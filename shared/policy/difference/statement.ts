import type { Pack } from '../pack.ts';
import type { PackVersion } from '../version.ts';
import { inOneLine } from '../wording/line.ts';
import { answerTo, confidenceMeans, inForce, looksAt, ofWhat, selected } from '../wording/pack.ts';
import { coded } from '../wording/phrase.ts';
import { appliesWording, ruleWording, unlessWording } from '../wording/rule.ts';

/** One version of a pack, with names of countries to say it with. */
export type Side = {
  readonly pack: Pack;
  readonly found: PackVersion;
  readonly countries: ReadonlyMap<string, string>;
};

/** A part of a pack: what it is in a few words, and what it says, by aspect. An aspect that is not there says nothing. */
export type Part = {
  readonly kind: 'pack' | 'rule' | 'question' | 'reading';
  readonly name: string;
  readonly title: string;
  readonly says: Readonly<Record<string, string | undefined>>;
  /** What of it was put into words, as its author wrote it: two expressions may come to the same words. */
  readonly written?: Readonly<Record<string, string | undefined>>;
};

/** All that one version of a pack says, in words. Its id and that of the pack are names and not what it says. */
export function partsOf(side: Side): Part[] {
  return [
    packPart(side),
    ...side.found.rules.map(({ rule }) => rulePart(side, rule)),
    ...Object.entries(side.found.facts).map(([name, fact]): Part => {
      const { ask, on, attestedBy } = fact;
      const says = { asks: ask, of: ofWhat[on], answer: answerTo(fact), 'document behind it': attestedBy };
      return { kind: 'question', name, title: ask, says };
    }),
    ...Object.entries(side.found.readings).map(([name, { ask, options }]): Part => {
      const says = Object.fromEntries(Object.entries(options).map(([option, words]) => [`option ${option}`, words]));
      return { kind: 'reading', name, title: ask, says: { asks: ask, ...says } };
    }),
  ];
}

function packPart({ pack, found: { version }, countries }: Side): Part {
  const { title, kind, issuer, source, scope, unless, suspects, expects, unverified } = pack;
  const says = {
    title,
    kind,
    issuer,
    source,
    instrument: version.instrument,
    status: version.status,
    'in force': inForce(version),
    for: scope,
    'applies where': inOneLine(appliesWording(pack, countries)),
    'out of its reach where': joined(
      unless.map(({ when, why }) => `${inOneLine(unlessWording(pack, when, countries))} (${why})`),
    ),
    suspects: joined(suspects.map((category) => `\`${category}\``)),
    expects: expects && selected(expects),
    'not confirmed': joined(unverified),
  };
  const written = {
    'applies where': pack.appliesTo,
    'out of its reach where': joined(unless.map(({ when }) => when)),
  };
  return { kind: 'pack', name: pack.pack, title, says, written };
}

const joined = (texts: readonly string[]) => (texts.length === 0 ? undefined : texts.join('; '));

function rulePart({ pack, countries }: Side, rule: Pack['rules'][number]): Part {
  const { id, claim, clause, data, suspended = [], confidence, source, effect, controls = {} } = rule;
  const words = ruleWording(pack, rule, countries);
  const says = {
    claims: claim,
    'looks at': looksAt(rule),
    data: data && selected(data),
    'only where': words.when && inOneLine(words.when),
    requires: inOneLine(words.require),
    clause,
    'if broken': words.because.join(''),
    remedy: words.remedy?.join(''),
    suspended: joined(
      suspended.map(({ from, to, by }) => `from ${from}${to === 'open' ? ' on' : ` to ${to}`}, by ${by}`),
    ),
    'how sure': confidence && `${confidenceMeans[confidence]} (\`${confidence}\`)`,
    source,
    effect: effect && 'other rules take it that this data must stay in India',
    controls: joined(Object.entries(controls).map(([name, ids]) => `${name} ${coded(ids, 'and')}`)),
  };
  const written = { 'only where': rule.when, requires: rule.require, 'if broken': rule.because, remedy: rule.remedy };
  return { kind: 'rule', name: id, title: claim, says, written };
}
