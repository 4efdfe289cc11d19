import type { Audit, RecordedAudit } from '../audit/finding.ts';
import type { LookedAt } from '../evidence/deployed/looked-at.ts';
import { byReach } from './groups.ts';
import { Html, html } from './html.ts';
import { packSection, reachSection, verdictWord } from './page-pack.ts';
import { questionSection } from './page-questions.ts';
import { besideSection, coverageSection, deployedSection, inputSection, warningSection } from './page-record.ts';
import { termsSection } from './page-terms.ts';
import { openQuestions, type Question } from './questions.ts';
import { reportStyle } from './style.ts';
import { counted, elsewhereTitle, kindOf, meaning, notAdvice, openTitle } from './words.ts';

/** `name` is that of the application; like what it was held against, an audit that was not recorded does not hold it. */
export type PageOptions = {
  readonly name?: string;
  /** Templates, assemblies and plans that it was held against. */
  readonly lookedAt?: readonly LookedAt[];
};

/**
 * An audit as a page that a regulator reads and prints: whole in one file, without script, address or picture.
 *
 * Everything in an audit may be an operator's words; all of it goes through `html`, which escapes.
 */
export function reportPage(audit: Audit | RecordedAudit, options: PageOptions = {}): string {
  const name = options.name ?? ('name' in audit ? audit.name : undefined);
  const questions = openQuestions(
    audit.packs,
    audit.warnings.map(({ message }) => message),
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${name === undefined ? '' : `${name}: `}${audit.verdict}, ${audit.asOf}</title>
<style>${new Html(reportStyle)}</style>
</head>
<body>
<header>
<h1>Data residency audit${name === undefined ? '' : html` of <bdi>${name}</bdi>`}, as of <time datetime="${audit.asOf}">${audit.asOf}</time></h1>
${banner(audit, questions)}
${recorded(audit)}
${overview(audit)}
</header>
<main>
${byReach(audit.packs).judged.map((pack) => packSection(pack, questions))}
${reachSection(openTitle, byReach(audit.packs).open)}
${questionSection(questions)}
${reachSection(elsewhereTitle, byReach(audit.packs).elsewhere)}
${besideSection(audit)}
${termsSection(audit)}
${warningSection(audit)}
${coverageSection(audit)}
${deployedSection(options.lookedAt ?? [])}
${inputSection(audit)}
</main>
<footer><p>${notAdvice}</p></footer>
</body>
</html>`.markup;
}

function banner({ verdict, packs }: Audit, questions: readonly Question[]): Html {
  const findings = packs.flatMap((pack) => pack.findings);
  const failures = findings.filter(({ outcome }) => outcome === 'fail').length;
  const passes = findings.filter(({ outcome }) => outcome === 'pass').length;
  const numbers = [
    ...(failures > 0 ? [counted(failures, 'failure')] : []),
    ...(questions.length > 0 ? [counted(questions.length, 'open question')] : []),
    ...(passes > 0 ? [counted(passes, 'pass', 'passes')] : []),
  ].join(', ');
  return html`<div class="banner ${verdict}">
<p class="word">${verdictWord(verdict)}</p>
<p class="meaning">${meaning[verdict]}</p>
${numbers === '' ? undefined : html`<p class="soft">${numbers}</p>`}
</div>`;
}

function recorded(audit: Audit | RecordedAudit): Html | undefined {
  if (!('recordedAt' in audit)) return undefined;
  return html`<dl>
<dt>Audit</dt><dd><code>${audit.id}</code></dd>
<dt>Application</dt><dd><bdi>${audit.name}</bdi> <code>${audit.application}</code></dd>
<dt>Recorded</dt><dd><time datetime="${audit.recordedAt}">${audit.recordedAt}</time></dd>
<dt>Replaces</dt><dd>${audit.previous === null ? 'nothing: it is the first' : html`<code>${audit.previous}</code>`}</dd>
</dl>`;
}

function overview({ packs }: Audit): Html {
  const rows = byReach(packs).judged.map(
    ({ pack, title, kind, verdict }) => html`
<tr class="${verdict}"><th scope="row"><a href="#pack-${pack}">${title}</a></th><td>${kindOf[kind]}</td><td class="word">${verdictWord(verdict)}</td></tr>`,
  );
  return html`<table class="packs">
<caption>What it was judged by; the strictest verdict is the verdict of the audit</caption>
<thead><tr><th scope="col">Rules</th><th scope="col">Kind</th><th scope="col">Verdict</th></tr></thead>
<tbody>${rows}</tbody>
</table>`;
}
