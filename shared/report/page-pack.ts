import type { Finding, PackResult } from '../audit/finding.ts';
import type { Verdict } from '../audit/outcome.ts';
import { aboutOf, byRemedy, byRule, type RuleGroup, unsettled } from './groups.ts';
import { type Html, html, prose } from './html.ts';
import type { Question } from './questions.ts';
import { counted, kindOf, known, sign, spelt } from './words.ts';

/** A verdict with its sign: readable without colour, and aloud. */
export const verdictWord = (verdict: Verdict): Html =>
  html`<span aria-hidden="true">${sign[verdict]}</span> ${spelt[verdict]}`;

/** One pack: why it applies or not, what fails, what waits for an answer, what holds. */
export function packSection(pack: PackResult, questions: readonly Question[], prefix = 'question'): Html {
  const { pack: id, version, title, kind, verdict, why } = pack;
  return html`<section id="pack-${id}" class="${verdict}">
<h2>${title}: <span class="word">${verdictWord(verdict)}</span></h2>
<p class="soft"><code>${id}</code>${version === null ? '' : `, version ${version}`}, ${kindOf[kind]}; ${prose(why)}.</p>
${byRule(pack, 'fail').map(failures)}
${undecided(unsettled(pack))}
${waiting(pack, questions, prefix)}
${passes(byRule(pack, 'pass'))}
</section>`;
}

/** Packs that do not apply, or of which that is open, with why: a row each, since there are many. */
export function reachSection(title: string, packs: readonly PackResult[]): Html | undefined {
  if (packs.length === 0) return undefined;
  const rows = packs.map(
    ({ pack, title, why }) => html`
<tr id="pack-${pack}"><th scope="row">${title}</th><td><code>${pack}</code></td><td>${prose(why)}</td></tr>`,
  );
  return html`<section class="elsewhere">
<h2>${title}</h2>
<table>
<thead><tr><th scope="col">Rules</th><th scope="col">Pack</th><th scope="col">Why</th></tr></thead>
<tbody>${rows}</tbody>
</table>
</section>`;
}

function failures({ rule, claim, clause, findings }: RuleGroup): Html {
  return html`<h3><span aria-hidden="true">✗</span> Not met: ${prose(claim)}</h3>
<p class="soft"><code>${rule}</code>: ${prose(clause)}</p>
${byRemedy(findings).map(
  ([remedy, group]) => html`${reasons(group)}
${remedy === undefined ? undefined : html`<p class="remedy"><strong>Remedy.</strong> ${prose(remedy)}</p>`}`,
)}`;
}

function undecided(findings: readonly Finding[]): Html | undefined {
  if (findings.length === 0) return undefined;
  return html`<h3><span aria-hidden="true">?</span> Open, and no answer would settle it</h3>
${findings.map(
  (
    finding,
  ) => html`<p>${prose(finding.claim)} <span class="soft"><code>${finding.rule}</code>: ${prose(finding.clause)}</span></p>
${reasons([finding])}`,
)}`;
}

function reasons(findings: readonly Finding[]): Html {
  const rows = findings.map(
    ({ place, because, at, basis }) => html`
<tr><td>${prose(because)}</td><td>${place === undefined ? '–' : prose(place)}</td><td><code>${at === '' ? '/' : at}</code><br><span class="soft">${known[basis]}</span></td></tr>`,
  );
  return html`<table class="why">
<thead><tr><th scope="col">Why</th><th scope="col">Place</th><th scope="col">In the declaration</th></tr></thead>
<tbody>${rows}</tbody>
</table>`;
}

/** Which of the questions below this pack waits for. */
function waiting(
  { pack, verdict, findings }: PackResult,
  questions: readonly Question[],
  prefix: string,
): Html | undefined {
  const count = findings.filter(({ missing }) => missing.length > 0).length;
  if (count === 0) return undefined;
  if (verdict === 'non-compliant')
    return html`<p class="soft">${counted(count, 'finding')} more ${count === 1 ? 'waits' : 'wait'} for an answer, which could not change that this fails.</p>`;
  const numbers = questions.flatMap(({ packs }, at) => (packs.includes(pack) ? [at + 1] : []));
  const links = numbers.map((number, at) => html`${at === 0 ? '' : ', '}<a href="#${prefix}-${number}">${number}</a>`);
  return html`<h3><span aria-hidden="true">?</span> Waiting for answers</h3>
<p>${count === 1 ? 'One finding is' : `${count} findings are`} open until these questions are answered: ${links}.</p>`;
}

/** A row for each rule and subject, with activities gathered by place: not one for each pass. */
function passes(groups: readonly RuleGroup[]): Html | undefined {
  if (groups.length === 0) return undefined;
  return html`<h3><span aria-hidden="true">✓</span> What holds</h3>
${groups.map(
  ({ rule, claim, clause, findings }) => html`<table class="holds">
<caption>${prose(claim)} <code>${rule}</code>, ${prose(clause)}</caption>
<tbody>${[...Map.groupBy(findings, ({ basis }) => basis)].flatMap(([basis, group]) =>
    aboutOf(group).map(
      ({ name, what }) => html`
<tr><th scope="row">${prose(name)}</th><td>${prose(what)}</td><td class="soft">${known[basis]}</td></tr>`,
    ),
  )}</tbody>
</table>`,
)}`;
}
