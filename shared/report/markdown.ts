import type { Finding, PackResult } from '../audit/finding.ts';
import { deployedSaid, unreadSaid } from './deployed.ts';
import { byReach, byRemedy, byRule, unsettled } from './groups.ts';
import { leniency, waivedText } from './leniency.ts';
import { markdownCode, markdownText } from './markdown-text.ts';
import { openQuestions } from './questions.ts';
import { inFileOrder, placed, placeOfFinding, type Reported, seenLines } from './reported.ts';
import { counted, meaning, notAdvice, sign } from './words.ts';

/** GitHub takes 65,536 characters of a comment, and some of them are somebody else's. */
const most = 60_000;

/**
 * An audit in Markdown, for a pull request: the verdict and a table, then what is broken and what is open, folded up.
 * What does not fit is counted and left out; the verdict, the digest and that count always stand there.
 */
export function reportMarkdown(reported: Reported): string {
  const { audit, name } = reported;
  const head = [
    `### ${sign[audit.verdict]} ${audit.verdict.toUpperCase()}: ${short(name, 200)}, as of ${audit.asOf}`,
    '',
    meaning[audit.verdict],
    ...leniency(reported).flatMap((line) => ['', `**${short(line)}**`]),
    '',
    ...table(audit.packs),
  ].join('\n');
  const foot = ['', markdownCode(audit.digest), '', `_${notAdvice}_`].join('\n');
  const folds = [failures(reported), questions(reported), deployed(reported), doubts(reported)];
  return [head, ...fitted(folds, most - head.length - foot.length - 500), foot].join('\n');
}

/** Something to fold up: its title, and its lines, of which the last may be left out. */
type Fold = { readonly title: string; readonly lines: readonly string[] };

/** Folds with as many of their lines as there is room for; how many more there are is said where they end. */
function fitted(folds: readonly Fold[], room: number): string[] {
  let left = room;
  return folds
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }, at) => {
      const kept: string[] = [];
      for (const line of lines) {
        if (line.length + 1 > left) break;
        left -= line.length + 1;
        kept.push(line);
      }
      const more = lines.length - kept.length;
      const rest = more === 0 ? [] : ['', `${counted(more, 'more line')} left out: run \`nivas check\` to see all.`];
      return [
        `\n<details${at === 0 ? ' open' : ''}><summary>${title}</summary>\n`,
        ...kept,
        ...rest,
        '\n</details>',
      ].join('\n');
    });
}

function table(packs: readonly PackResult[]): string[] {
  const { judged, open, elsewhere } = byReach(packs);
  const row = ({ pack, version, title, verdict, findings }: PackResult) => {
    const count = (outcome: Finding['outcome']) => findings.filter((finding) => finding.outcome === outcome).length;
    const of = [pack, version].filter((word) => word !== null).join(' ');
    return `| ${sign[verdict]} ${verdict} | ${short(title)} (${short(of)}) | ${count('fail')} | ${count('unknown')} |`;
  };
  const rows = [...judged, ...open].map(row);
  return [
    ...(rows.length === 0 ? [] : ['| verdict | rules | broken | open |', '| --- | --- | --: | --: |', ...rows, '']),
    `${counted(elsewhere.length, 'other pack')} of rules ${elsewhere.length === 1 ? 'does' : 'do'} not apply.`,
  ];
}

function failures(reported: Reported): Fold {
  const { packs } = reported.audit;
  const placeOf = (finding: Finding) => placeOfFinding(finding, reported);
  const count = packs.flatMap(({ findings }) => findings.filter(({ outcome }) => outcome === 'fail')).length;
  const lines = packs.flatMap((pack) =>
    byRule(pack, 'fail').flatMap(({ rule, claim, clause, findings }) => [
      `- ✗ ${markdownCode(`${pack.pack}/${rule}`)}: ${short(claim)} (${short(clause)})`,
      ...byRemedy(findings).flatMap(([remedy, group]) => [
        ...inFileOrder(group, placeOf).map(
          (finding) =>
            `  - ${markdownCode(placed(placeOf(finding)))} ${short(finding.because)}${seenIn(finding, reported)}${waivedIn(finding, reported)}`,
        ),
        ...(remedy === undefined ? [] : [`  - → ${short(remedy)}`]),
      ]),
    ]),
  );
  return { title: counted(count, 'failure'), lines };
}

function questions({ audit: { packs, warnings } }: Reported): Fold {
  const said = warnings.map(({ message }) => message);
  const asked = openQuestions(packs, said);
  return {
    title: counted(asked.length, 'open question'),
    lines: asked.map(({ ask, about }) => {
      const whom = about.slice(0, 5).map(({ name, what }) => short(what === '' ? name : `${name}: ${what}`, 200));
      return `- ${short(ask)}${whom.length === 0 ? '' : ` _${whom.join('; ')}${about.length > 5 ? '; …' : ''}_`}`;
    }),
  };
}

/** What it was held against, and how much of that was understood. */
function deployed({ lookedAt }: Reported): Fold {
  const unread = unreadSaid(lookedAt).map(({ place, said }) => `- ${markdownCode(placed(place))} ${short(said)}`);
  return { title: 'What is deployed', lines: [...unread, ...deployedSaid(lookedAt).map((said) => `- ${short(said)}`)] };
}

/** Open, and no answer would settle it; warnings; and what stands beside the verdict. */
function doubts(reported: Reported): Fold {
  const { placeOf } = reported;
  const { packs, warnings, beside, coverage } = reported.audit;
  const lines = [
    ...packs.flatMap((pack) =>
      unsettled(pack).map(
        (finding) =>
          `- ? ${markdownCode(`${pack.pack}/${finding.rule}`)} ${markdownCode(placed(placeOfFinding(finding, reported)))} ${short(finding.because)}${seenIn(finding, reported)}`,
      ),
    ),
    ...warnings.map(({ pointer, message }) => `- ${markdownCode(placed(placeOf(pointer)))} ${short(message)}`),
    ...byReach(beside.packs).judged.map(({ title, verdict }) => `- beside the verdict: ${short(title)}: ${verdict}`),
    ...coverage.cannotShow.map((what) => `- not shown: ${short(what)}`),
  ];
  return { title: 'Doubts, and what no audit could have seen', lines };
}

/** What is deployed and shows it, in the line of the finding. */
function seenIn(finding: Finding, reported: Reported): string {
  const lines = seenLines(finding, reported);
  return lines.length === 0 ? '' : ` _${short(lines.join('; '))}_`;
}

function waivedIn(finding: Finding, { waiving }: Reported): string {
  const waiver = waiving.of(finding);
  return waiver === undefined ? '' : ` **${short(waivedText(waiver))}**`;
}

/** Cut before it is escaped, so that no escape is cut in two. */
const short = (text: string, length = 600): string =>
  markdownText(text.length <= length ? text : `${text.slice(0, length).toWellFormed()}…`);
