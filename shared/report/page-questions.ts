import type { Question } from './groups.ts';
import { type Html, html, prose } from './html.ts';

/** What the operator can answer to settle what is unknown: every question once, with whom it is about. */
export function questionSection(questions: readonly Question[], prefix = 'question'): Html | undefined {
  if (questions.length === 0) return undefined;
  return html`<section>
<h2>Open questions</h2>
<p class="soft">Write the answers in the declaration. Each question stands here once, whichever rules ask it.</p>
<ol>${questions.map(
    ({ ask, about, reasons }, at) => html`
<li id="${prefix}-${at + 1}">${prose(ask)}
<ul>${about.map(({ name, what }) => html`<li>${prose(what === '' ? name : `${name}: ${what}`)}</li>`)}</ul>
${reasons.map((because) => html`<p class="soft">${prose(because)}</p>`)}</li>`,
  )}</ol>
</section>`;
}
