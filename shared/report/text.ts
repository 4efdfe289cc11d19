import type { Audit, Finding, RecordedAudit } from '../audit/finding.ts';
import { byReach, unsettled } from './groups.ts';
import { type Paragraph, printed } from './lines.ts';
import { openQuestions, type Question } from './questions.ts';
import { blank, packParagraphs, place, styleOf, type TextOptions } from './text-pack.ts';
import { elsewhereParagraphs, openParagraphs } from './text-reach.ts';
import { termsParagraphs } from './text-terms.ts';
import {
  besideTitle,
  coded,
  counted,
  groupTitle,
  listed,
  meaning,
  notAdvice,
  orderLine,
  ownerLine,
  sign,
} from './words.ts';

/** An audit as a person reads it in a terminal: what is broken and where, what was not answered, what was looked at. */
export function reportText(audit: Audit | RecordedAudit, options: TextOptions = {}): string {
  const name = options.name ?? ('name' in audit ? audit.name : undefined);
  const subject = name === undefined ? '' : `${name}, `;
  const said = audit.warnings.map(({ message }) => message);
  const paragraphs = [
    {
      text: `${audit.verdict.toUpperCase()}: ${subject}as of ${audit.asOf}`,
      lead: `${sign[audit.verdict]} `,
      style: styleOf[audit.verdict],
    },
    { text: meaning[audit.verdict], indent: 2 },
    ...byReach(audit.packs).judged.flatMap((pack) => packParagraphs(pack, options)),
    ...openParagraphs(audit.packs),
    ...elsewhereParagraphs(audit.packs),
    ...questionParagraphs(openQuestions(audit.packs, said)),
    ...termsParagraphs(audit),
    ...besideParagraphs(audit, options),
    ...coverageParagraphs(audit, options),
  ];
  return printed(paragraphs, options.colour);
}

/** What is open, as a person reads it in a terminal; the first line says how much. */
export function questionsText(audit: Audit, options: TextOptions = {}): string {
  const questions = openQuestions(audit.packs);
  const head = `${options.name ?? 'The declaration'} is ${audit.verdict} as of ${audit.asOf}`;
  const open = audit.packs.filter(({ verdict }) => verdict === 'indeterminate').flatMap(unsettled);
  const none =
    open.length === 0
      ? 'no answer would change what any of the rules says.'
      : 'no answer in the declaration would settle what is open.';
  const text =
    questions.length === 0
      ? `${head}: ${none}`
      : `${head}: ${counted(questions.length, 'question')} could change what the rules say.`;
  return printed([{ text }, ...questionParagraphs(questions), ...unsettledParagraphs(open)], options.colour);
}

/** Reasons that no answer settles, each once, with what would help. */
function unsettledParagraphs(open: readonly Finding[]): Paragraph[] {
  if (open.length === 0) return [];
  const reasons = Map.groupBy(open, ({ because, remedy = '' }) => JSON.stringify([because, remedy]));
  return [
    blank,
    { text: 'Open, whatever is answered', style: 'bold' },
    ...[...reasons.values()].flatMap(([first]) => [
      { text: first?.because ?? '', indent: 2, lead: '? ' },
      ...(first?.remedy === undefined ? [] : [{ text: first.remedy, indent: 4, lead: '→ ' }]),
    ]),
  ];
}

function questionParagraphs(questions: readonly Question[]): Paragraph[] {
  if (questions.length === 0) return [];
  return [
    blank,
    { text: 'Open questions', style: 'bold' },
    ...questions.flatMap((question, index) => [
      ...(question.group === questions[index - 1]?.group
        ? []
        : [{ text: groupTitle[question.group], indent: 2, style: 'dim' as const }]),
      ...questionLines(question, index + 1),
    ]),
  ];
}

const questionLines = ({ ask, about, words, reasons }: Question, number: number): Paragraph[] => [
  { text: ask, indent: 2, lead: `${number}. ` },
  ...about.map(({ name, what }) => ({ text: what === '' ? name : `${name}: ${what}`, indent: 5 })),
  ...(words.length === 0 ? [] : [{ text: `It matters for ${coded(words)}.`, indent: 5 }]),
  ...reasons.map((because) => ({ text: because, indent: 5, style: 'dim' as const })),
];

function besideParagraphs({ beside: { owners, orders, packs } }: Audit, options: TextOptions): Paragraph[] {
  const { judged, open } = byReach(packs);
  if (owners.length + orders.length + judged.length + open.length === 0) return [];
  return [
    blank,
    { text: besideTitle, style: 'bold' },
    ...owners.map((owner) => ({ text: ownerLine(owner), indent: 2 })),
    ...orders.map((order) => ({ text: orderLine(order), indent: 2 })),
    ...judged.flatMap((pack) => packParagraphs(pack, options)),
    ...openParagraphs(packs),
  ];
}

function coverageParagraphs({ coverage, warnings, digest }: Audit, options: TextOptions): Paragraph[] {
  const { assets, answered, unanswered, claimedComplete, evidence, cannotShow } = coverage;
  return [
    ...(warnings.length === 0 ? [] : [blank, { text: 'Warnings', style: 'bold' as const }]),
    ...warnings.flatMap(({ pointer, message, candidates }) => [
      { text: place(pointer, options), indent: 2, whole: true },
      { text: candidates.length === 0 ? message : `${message}; perhaps ${candidates.join(' or ')}`, indent: 4 },
    ]),
    blank,
    { text: 'Looked at', style: 'bold' },
    {
      text: `${counted(assets, 'asset')}, ${answered} of ${answered + unanswered} activities answered; said to be complete: ${listed(claimedComplete)}; evidence: ${listed(evidence.map(({ kind }) => kind))}`,
      indent: 2,
    },
    { text: `Not shown: ${cannotShow.join('; ')}`, indent: 2 },
    blank,
    { text: digest, whole: true, style: 'dim' },
    { text: notAdvice, style: 'dim' },
  ];
}
