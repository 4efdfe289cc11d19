import { type Html, html, prose } from './html.ts';
import { type Question, questionGroups } from './questions.ts';
import { coded, groupTitle } from './words.ts';

/** What the operator can answer to settle what is unknown: every question once, with whom it is about. */
export function questionSection(questions: readonly Question[], prefix = 'question'): Html | undefined {
  if (questions.length === 0) return undefined;
  const groups = questionGroups.flatMap((group) => {
    const asked = questions.flatMap((question, at) => (question.group === group ? [{ question, number: at + 1 }] : []));
    return asked.length === 0 ? [] : [{ group, asked }];
  });
  return html`<section>
<h2>Open questions</h2>
<p class="soft">Write the answers in the declaration. Each question stands here once, whichever rules ask it.</p>
${groups.map(
  ({ group, asked }) => html`<h3>${groupTitle[group]}</h3>
<ol start="${String(asked[0]?.number ?? 1)}">${asked.map((one) => questionItem(one, prefix))}</ol>
`,
)}</section>`;
}

function questionItem({ question, number }: { question: Question; number: number }, prefix: string): Html {
  const { ask, about, words, reasons } = question;
  return html`
<li id="${prefix}-${String(number)}">${prose(ask)}
<ul>${about.map(({ name, what }) => html`<li>${prose(what === '' ? name : `${name}: ${what}`)}</li>`)}</ul>
${words.length === 0 ? undefined : html`<p>It matters for ${prose(coded(words))}.</p>`}
${reasons.map((because) => html`<p class="soft">${prose(because)}</p>`)}</li>`;
}
