import type { Audit } from '../audit/finding.ts';
import type { LookedAt } from '../evidence/deployed/looked-at.ts';
import { deployedSaid, unreadSaid } from './deployed.ts';
import { byReach } from './groups.ts';
import { type Html, html, prose } from './html.ts';
import { packSection, reachSection } from './page-pack.ts';
import { questionSection } from './page-questions.ts';
import { openQuestions } from './questions.ts';
import { placed } from './reported.ts';
import { besideTitle, counted, listed, openTitle, orderLine, ownerLine } from './words.ts';

/** Owners, orders and packs of another subject: apart from the verdict, and said to be. */
export function besideSection({ beside: { owners, orders, packs } }: Audit): Html | undefined {
  const { judged, open } = byReach(packs);
  if (owners.length + orders.length + judged.length + open.length === 0) return undefined;
  const questions = openQuestions(judged);
  return html`<aside class="beside">
<h2>${besideTitle}</h2>
<ul>
${owners.map((owner) => html`<li>${ownerLine(owner)}</li>`)}
${orders.map((order) => html`<li>${orderLine(order)}</li>`)}
</ul>
${judged.map((pack) => packSection(pack, questions, 'beside'))}
${reachSection(openTitle, open)}
${questionSection(questions, 'beside')}
</aside>`;
}

export function warningSection({ warnings }: Audit): Html | undefined {
  if (warnings.length === 0) return undefined;
  const rows = warnings.map(
    ({ pointer, message, candidates }) => html`
<tr><td><code>${pointer}</code></td><td>${prose(message)}</td><td>${
      candidates.length === 0 ? 'none found' : candidates.map((name) => html`<code>${name}</code> `)
    }</td></tr>`,
  );
  return html`<section>
<h2>Warnings</h2>
<table>
<thead><tr><th scope="col">In the declaration</th><th scope="col">Doubt</th><th scope="col">Perhaps meant</th></tr></thead>
<tbody>${rows}</tbody>
</table>
</section>`;
}

/** What the audit looked at, what it took the operator's word for, and what it could not have seen. */
export function coverageSection({ coverage }: Audit): Html {
  const { assets, answered, unanswered, claimedComplete, evidence, cannotShow } = coverage;
  const shown = evidence.map(({ kind, sha256 }) => html`<li>${kind} <code>sha256:${sha256}</code></li>`);
  return html`<section>
<h2>What was looked at</h2>
<dl>
<dt>Data</dt><dd>${counted(assets, 'asset')}</dd>
<dt>Activities answered</dt><dd>${answered} of ${answered + unanswered}</dd>
<dt>Said to be complete</dt><dd>${listed(claimedComplete)}</dd>
<dt>Evidence</dt><dd>${shown.length === 0 ? 'none' : html`<ul>${shown}</ul>`}</dd>
</dl>
<h3>What this audit cannot show</h3>
<ul>${cannotShow.map((blind) => html`<li>${prose(blind)}</li>`)}</ul>
</section>`;
}

/** What it was held against, how much of that was understood, and what nobody could read. */
export function deployedSection(lookedAt: readonly LookedAt[]): Html | undefined {
  if (lookedAt.length === 0) return undefined;
  const unread = unreadSaid(lookedAt).map(
    ({ place, said }) => html`<li><code>${placed(place)}</code> ${prose(said)}</li>`,
  );
  return html`<section>
<h2>What is deployed</h2>
<ul>
${unread}
${deployedSaid(lookedAt).map((said) => html`<li>${prose(said)}</li>`)}
</ul>
</section>`;
}

/** By these anybody can tell whether two audits had the same input. */
export function inputSection({ digest, policySet, packs, inputs }: Audit): Html {
  const rows = [
    ['verdict', digest],
    ['declaration', inputs.declaration],
    ...inputs.observed.map((observed) => ['observed', observed]),
    ['registry', inputs.registry],
    [`policy set ${policySet}`, inputs.policySet],
    ...packs.map(({ pack, version, digest: own }) => [[pack, version].filter((word) => word !== null).join(' '), own]),
    ['engine', inputs.engine],
  ];
  return html`<section>
<h2>Inputs, by digest</h2>
<p class="soft">Equal inputs give an equal verdict and an equal digest.</p>
<table class="inputs">
<tbody>${rows.map(([what, value]) => html`<tr><th scope="row">${what}</th><td><code>${value}</code></td></tr>`)}</tbody>
</table>
</section>`;
}
