import { suggestion } from '../declaration/near-name.ts';
import { NivasError } from '../error.ts';
import { wordsOf } from '../policy/compiled.ts';
import type { LoadedPack } from '../policy/load.ts';
import type { Pack, Rule } from '../policy/pack.ts';
import type { Rulebook } from '../policy/release.ts';
import { versionOf } from '../policy/version.ts';
import { inOneLine } from '../policy/wording/line.ts';
import { answerTo, confidenceMeans, inForce, looksAt, ofWhat, selected } from '../policy/wording/pack.ts';
import { type Filled, ruleWording } from '../policy/wording/rule.ts';

/** A fact that a rule asks for, and what is an answer. */
export type AskedFact = {
  readonly fact: string;
  readonly ask: string;
  readonly answer: string;
  readonly of: string;
  readonly attestedBy?: string;
};

/** What one rule says, in words: everything that somebody needs who has broken it, or has to answer it. */
export type Explanation = {
  readonly pack: string;
  readonly title: string;
  readonly scope: string;
  readonly rule: string;
  /** The newest version of the pack that has the rule. */
  readonly version: string;
  readonly instrument: string;
  readonly inForce: string;
  readonly claim: string;
  readonly clause: string;
  readonly looksAt: string;
  readonly data?: string;
  readonly when?: string;
  readonly requires: string;
  readonly remedy?: string;
  readonly asks: readonly AskedFact[];
  readonly confidence: string;
  readonly source?: string;
  readonly suspended: readonly string[];
};

/** The rules that `pack/rule`, or the id of a rule alone, names. Throws `request_invalid` with the near name. */
export function explained(typed: string, { registry, policy }: Rulebook): Explanation[] {
  const all = policy.packs.flatMap((pack) => pack.written.rules.map((rule) => ({ pack, rule })));
  const found = all.filter(({ pack, rule }) => typed === rule.id || typed === `${pack.pack}/${rule.id}`);
  if (found.length === 0) throw new NivasError('request_invalid', unknownRule(typed, policy.packs));
  return found.map(({ pack, rule }) => explanationOf(pack, rule, { registry }));
}

/** Explains the rules of a rulebook by pack and rule, each once. */
export function explainer({ registry, policy }: Rulebook): (pack: string, rule: string) => Explanation | undefined {
  const known = new Map<string, Explanation>();
  return (packId, ruleId) => {
    const id = `${packId}/${ruleId}`;
    const pack = policy.packs.find((one) => one.pack === packId);
    const rule = pack?.written.rules.find((one) => one.id === ruleId);
    if (pack === undefined || rule === undefined) return undefined;
    const explanation = known.get(id) ?? explanationOf(pack, rule, { registry });
    known.set(id, explanation);
    return explanation;
  };
}

function unknownRule(typed: string, packs: readonly LoadedPack[]): string {
  const pack = packs.find((one) => one.pack === typed.replace(/\/$/, ''));
  if (pack !== undefined) {
    const ids = pack.written.rules.map(({ id }) => `\`${pack.pack}/${id}\``);
    return `\`${pack.pack}\` is a pack: name one of its rules, ${ids.join(', ')}`;
  }
  const names = packs.flatMap(({ pack: id, written }) => written.rules.map((rule) => `${id}/${rule.id}`));
  const short = typed.includes('/') ? names : names.map((name) => name.slice(name.indexOf('/') + 1));
  return `there is no rule \`${typed}\` in this release${suggestion(typed, short)}`;
}

function explanationOf(pack: LoadedPack, rule: Rule, { registry }: Pick<Rulebook, 'registry'>): Explanation {
  const version = newestWith(pack, rule);
  const found = versionOf(pack, version.id, wordsOf(registry));
  const asks = found?.rules.find((one) => one.rule.id === rule.id)?.asks ?? [];
  const words = ruleWording(pack.written, rule, registry.countries);
  const { confidence, suspended = [] } = rule;
  return {
    pack: pack.pack,
    title: pack.title,
    scope: pack.scope,
    rule: rule.id,
    version: version.id,
    instrument: version.instrument,
    inForce: inForce(version),
    claim: rule.claim,
    clause: rule.clause,
    looksAt: looksAt(rule),
    ...(rule.data === undefined ? {} : { data: selected(rule.data) }),
    ...(words.when === undefined ? {} : { when: inOneLine(words.when) }),
    requires: inOneLine(words.require),
    ...(words.remedy === undefined ? {} : { remedy: filledIn(words.remedy) }),
    asks: asks.flatMap((fact) => askedFact(pack.written.facts, fact)),
    confidence: confidence === undefined ? 'not said' : `${confidenceMeans[confidence]} (${confidence})`,
    ...((rule.source ?? pack.source) === undefined ? {} : { source: rule.source ?? pack.source ?? '' }),
    suspended: suspended.map(({ from, to, by }) => `${from}${to === 'open' ? ' on' : ` to ${to}`}, by ${by}`),
  };
}

function newestWith({ written: { versions } }: LoadedPack, rule: Rule): Pack['versions'][number] {
  const own = versions.filter(({ id }) => rule.versions?.includes(id) ?? true);
  const newest = own.toSorted((a, b) => (a.from < b.from ? -1 : 1)).at(-1);
  if (newest === undefined) throw new TypeError(`rule \`${rule.id}\` is in no version of its pack`);
  return newest;
}

function askedFact(facts: Pack['facts'], fact: string): AskedFact[] {
  const spec = facts[fact];
  if (spec === undefined) return [];
  const { ask, attestedBy } = spec;
  return [{ fact, ask, answer: answerTo(spec), of: ofWhat[spec.on], ...(attestedBy ? { attestedBy } : {}) }];
}

/** A sentence with what stands in its holes in brackets. */
const filledIn = (parts: Filled): string => parts.map((part, at) => (at % 2 === 0 ? part : `[${part}]`)).join('');
