import type { PackVersion } from '../policy/version.ts';
import type { Wording } from '../policy/wording/condition.ts';
import { confidenceMeans, looksAt, selected } from '../policy/wording/pack.ts';
import type { Filled, RuleWording } from '../policy/wording/rule.ts';
import { type Html, html, prose } from './html.ts';

export type RuleOnPage = PackVersion['rules'][number] & {
  /** Its place on the page, from 1. */
  readonly number: number;
  readonly words: RuleWording;
  readonly facts: PackVersion['facts'];
};

type Rule = RuleOnPage['rule'];

/** One rule: what it asks, of what, by which clause, and how sure that is. */
export function ruleSection({ rule, asks, number, words, facts }: RuleOnPage): Html {
  const { id, claim, clause, suspended = [], effect } = rule;
  const questions = asks.flatMap((name) => facts[name]?.ask ?? []);
  return html`<section id="rule-${id}">
<h3>${number}. ${prose(claim)}</h3>
<dl>
<dt>Clause</dt><dd>${prose(clause)}</dd>
${suspended.map(
  ({ from, to, by }) =>
    html`<dt>Suspended</dt><dd>from ${from}${to === 'open' ? ' on' : ` to ${to}`} by ${prose(by)}: on these days a failure counts as unknown</dd>`,
)}
<dt>Looks at</dt><dd>${prose(looksAt(rule))}</dd>
${rule.data === undefined ? undefined : html`<dt>Data</dt><dd>${prose(selected(rule.data))}</dd>`}
${words.when === undefined ? undefined : html`<dt>Only where</dt><dd>${said(words.when)}</dd>`}
<dt>Requires</dt><dd>${said(words.require)}</dd>
${questions.length === 0 ? undefined : html`<dt>Asks</dt><dd>${questions.map((ask) => html`<div>${prose(ask)}</div>`)}</dd>`}
<dt>If broken</dt><dd>${filled(words.because)}</dd>
${words.remedy === undefined ? undefined : html`<dt>Remedy</dt><dd>${filled(words.remedy)}</dd>`}
${effect === undefined ? undefined : html`<dt>Effect</dt><dd>other rules take it that this data must stay in India</dd>`}
<dt>How sure</dt><dd>${sureness(rule.confidence)}</dd>
${rule.source === undefined ? undefined : html`<dt>Source</dt><dd><code>${rule.source}</code></dd>`}
${controls(rule)}
<dt>As written</dt><dd class="soft">${written(rule)}</dd>
</dl>
</section>`;
}

/** A condition in words; what is made of several is a list. */
export function said(words: Wording): Html {
  if (typeof words === 'string') return prose(words);
  if ('of' in words) return html`${prose(words.of)}: ${said(words.holds)}`;
  const [lead, parts] = 'every' in words ? ['all of these:', words.every] : ['one of these is enough:', words.some];
  return html`${lead}
<ul>${parts.map((part) => html`<li>${said(part)}</li>`)}</ul>`;
}

/** A sentence in which what stands for a name of the declaration is set apart. */
const filled = (parts: Filled): Html =>
  html`${parts.map((part, at) => (at % 2 === 0 ? prose(part) : html`<var>${prose(part)}</var>`))}`;

const sureness = (confidence: Rule['confidence']): Html =>
  confidence === undefined ? html`not said` : html`${confidenceMeans[confidence]} (<code>${confidence}</code>)`;

function controls({ controls: named = {} }: Rule): Html | undefined {
  const frameworks = Object.entries(named);
  if (frameworks.length === 0) return undefined;
  return html`<dt>Controls</dt><dd>${frameworks.map(([name, ids]) => html`<div><code>${name}</code>: ${ids.join(', ')}</div>`)}</dd>`;
}

/** The expressions, for who wants to compare the words with them. */
const written = ({ id, when, require }: Rule): Html =>
  html`rule <code>${id}</code>${when === undefined ? undefined : html`, when <code>${when}</code>`}, require <code>${require}</code>`;
