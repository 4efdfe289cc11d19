import type { LoadedPack, LoadedPolicy } from '../policy/load.ts';
import type { PackVersion } from '../policy/version.ts';
import { answerTo, inForce, ofWhat, selected } from '../policy/wording/pack.ts';
import { appliesWording, ruleWording, unlessWording } from '../policy/wording/rule.ts';
import type { RegistryIndex } from '../registry/lookup.ts';
import { Html, html, prose } from './html.ts';
import { ruleSection, said } from './page-rule.ts';
import { reportStyle } from './style.ts';
import { coded, kindOf } from './words.ts';

/** What the page shows, and the catalogue that it is from. */
export type RulesShown = {
  readonly pack: LoadedPack;
  readonly found: PackVersion;
  readonly catalogue: { readonly n: number; readonly registry: RegistryIndex; readonly policy: LoadedPolicy };
};

/**
 * One version of a pack as a page that a lawyer reads and prints: what it asks in words, beside the expressions that
 * decide. Whole in one file, without script, address or picture, as the report is.
 */
export function rulesPage(shown: RulesShown): string {
  const { title } = shown.pack;
  const { id } = shown.found.version;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}: rules, version ${id}</title>
<style>${new Html(reportStyle)}</style>
</head>
<body>
<header>
<h1 class="title">${title}</h1>
<p>For ${prose(shown.pack.scope)}.</p>
${about(shown)}
${overview(shown)}
</header>
<main>
${application(shown)}
${rules(shown)}
${questions(shown)}
${disputed(shown)}
${unverified(shown)}
${judging()}
${record(shown)}
</main>
<footer><p>This is not legal advice. It says what these rules ask, as they are judged here.</p></footer>
</body>
</html>`.markup;
}

function about({ pack, found: { version }, catalogue: { policy } }: RulesShown): Html {
  const { pack: id, kind, issuer, source } = pack;
  return html`<dl>
<dt>Pack</dt><dd><code>${id}</code>, version <code>${version.id}</code></dd>
<dt>Kind</dt><dd>${kindOf[kind]}</dd>
<dt>Issuer</dt><dd><code>${issuer}</code></dd>
<dt>Instrument</dt><dd>${prose(version.instrument)}</dd>
<dt>In force</dt><dd>${inForce(version)}</dd>
${source === undefined ? undefined : html`<dt>Source</dt><dd><code>${source}</code></dd>`}
<dt>Weight</dt><dd>${policy.folded.includes(pack) ? 'part of the verdict' : 'not part of the verdict'}, by the policy set <code>${policy.set.set}</code></dd>
</dl>`;
}

function overview({ found: { rules } }: RulesShown): Html {
  const lines = rules.map(({ rule: { id, claim } }) => html`<li><a href="#rule-${id}">${prose(claim)}</a></li>`);
  return html`<h2>What it says</h2>
<ol>${lines}</ol>`;
}

function application({ pack, catalogue: { registry } }: RulesShown): Html {
  const { written, suspects, expects } = pack;
  const where = appliesWording(written, registry.countries);
  return html`<section>
<h2>Whom it applies to</h2>
${where === 'always' ? html`<p>It applies to every declaration.</p>` : html`<div>It applies where ${said(where)}${typeof where === 'string' ? '.' : ''}</div>`}
${written.unless.map(
  ({ when, why }) => html`<p>Out of its reach: ${prose(why)}.</p>
<div class="soft">That is where ${said(unlessWording(written, when, registry.countries))}</div>`,
)}
${suspects.length === 0 ? undefined : html`<p>Whoever declares data of ${prose(coded(suspects))} and names no such role is asked whether that is so.</p>`}
${expects === undefined ? undefined : html`<p>It expects that some data of this kind is stored or processed: ${prose(selected(expects))}. Where none is declared, nobody can tell.</p>`}
<p class="soft">As written: <code>${written.appliesTo}</code></p>
</section>`;
}

function rules({ pack: { written }, found, catalogue: { registry } }: RulesShown): Html {
  return html`<section>
<h2>The rules</h2>
${found.rules.map((one, at) =>
  ruleSection({
    ...one,
    number: at + 1,
    words: ruleWording(written, one.rule, registry.countries),
    facts: found.facts,
  }),
)}
</section>`;
}

/** What nobody has read or confirmed: a lawyer looks here first. */
function unverified({ pack: { written } }: RulesShown): Html | undefined {
  if (written.unverified.length === 0) return undefined;
  return html`<section>
<h2>What nobody has verified</h2>
<ul>${written.unverified.map((sentence) => html`<li>${prose(sentence)}</li>`)}</ul>
</section>`;
}

function questions({ found: { facts } }: RulesShown): Html | undefined {
  const rows = Object.entries(facts).map(
    ([name, fact]) => html`
<tr><th scope="row">${prose(fact.ask)}</th><td>${prose(answerTo(fact))}</td><td><code>${name}</code> <span class="soft">${ofWhat[fact.on]}</span></td></tr>`,
  );
  if (rows.length === 0) return undefined;
  return html`<section>
<h2>What it asks the operator</h2>
<table class="packs">
<thead><tr><th scope="col">Question</th><th scope="col">Answer</th><th scope="col">In the declaration</th></tr></thead>
<tbody>${rows}</tbody>
</table>
</section>`;
}

function disputed({ pack: { pack }, found: { readings }, catalogue: { policy } }: RulesShown): Html | undefined {
  const clauses = Object.entries(readings).map(([name, { ask, options }]) => {
    const settled = policy.set.readings[`${pack}/${name}`];
    return html`<h3>${prose(ask)}</h3>
<ul>${Object.entries(options).map(([option, words]) => html`<li><code>${option}</code>: ${prose(words)}</li>`)}</ul>
<p>${settled === undefined ? 'The authority has not settled it, so every reading is judged.' : html`The authority has settled it: <code>${settled}</code>.`}</p>`;
  });
  if (clauses.length === 0) return undefined;
  return html`<section>
<h2>Clauses that are disputed</h2>
${clauses}
</section>`;
}

const judging = (): Html => html`<section>
<h2>How it is judged</h2>
<ul>
<li>What is not said is unknown, and unknown never passes: the pack is then indeterminate, and the question is asked.</li>
<li>One rule that is broken makes the pack non-compliant; it is compliant only where every rule is kept.</li>
<li>Data that is not declared cannot be judged, so all data must be said to be complete.</li>
</ul>
</section>`;

function record({ pack: { digest }, catalogue: { n, policy } }: RulesShown): Html {
  return html`<section>
<h2>By digest</h2>
<table class="inputs">
<tbody><tr><th scope="row">pack</th><td><code>${digest}</code></td></tr><tr><th scope="row">policy set <code>${policy.set.set}</code></th><td><code>${policy.digest}</code></td></tr><tr><th scope="row">catalogue</th><td>publication ${n}</td></tr></tbody>
</table>
</section>`;
}
