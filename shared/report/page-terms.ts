import type { Audit } from '../audit/finding.ts';
import { type Html, html } from './html.ts';
import { moreLine, originalLine, quoteLine, reasonOf, termsTitle } from './terms.ts';

/** What was found in the public terms. All of it is the operator's words, for people to read and judge. */
export function termsSection({ terms }: Audit): Html | undefined {
  if (terms === undefined) return undefined;
  const original = originalLine(terms);
  const more = moreLine(terms);
  const rows = terms.sentences.map(
    (one) => html`
<tr><td>${one.line}:${one.column}</td><td><bdi>${one.sentence}</bdi></td><td>${reasonOf(one)}</td></tr>`,
  );
  return html`<section>
<h2>${termsTitle}</h2>
<p>${quoteLine(terms)}</p>
${original === undefined ? undefined : html`<p class="soft">${original}</p>`}
${
  rows.length === 0
    ? undefined
    : html`<table>
<thead><tr><th scope="col">Line</th><th scope="col">Sentence</th><th scope="col">Why it is shown</th></tr></thead>
<tbody>${rows}</tbody>
</table>`
}
${more === undefined ? undefined : html`<p class="soft">${more}</p>`}
</section>`;
}
