import type { Audit, RecordedAudit } from '../audit/finding.ts';
import { type Question, questionsIn } from './groups.ts';
import { type Paragraph, printed } from './lines.ts';
import { blank, packParagraphs, place, styleOf, type TextOptions } from './text-pack.ts';
import { termsParagraphs } from './text-terms.ts';
import { besideTitle, counted, listed, meaning, notAdvice, orderLine, ownerLine, sign } from './words.ts';

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
    ...audit.packs.flatMap((pack) => packParagraphs(pack, options)),
    ...questionParagraphs(questionsIn(audit.packs, said)),
    ...termsParagraphs(audit),
    ...besideParagraphs(audit, options),
    ...coverageParagraphs(audit, options),
  ];
  return printed(paragraphs, options.colour);
}

function questionParagraphs(questions: readonly Question[]): Paragraph[] {
  if (questions.length === 0) return [];
  return [
    blank,
    { text: 'Open questions', style: 'bold' },
    ...questions.flatMap(({ ask, about, reasons }, index) => [
      { text: ask, indent: 2, lead: `${index + 1}. ` },
      ...about.map(({ name, what }) => ({ text: what === '' ? name : `${name}: ${what}`, indent: 5 })),
      ...reasons.map((because) => ({ text: because, indent: 5, style: 'dim' as const })),
    ]),
  ];
}

function besideParagraphs({ beside: { owners, orders, packs } }: Audit, options: TextOptions): Paragraph[] {
  if (owners.length + orders.length + packs.length === 0) return [];
  return [
    blank,
    { text: besideTitle, style: 'bold' },
    ...owners.map((owner) => ({ text: ownerLine(owner), indent: 2 })),
    ...orders.map((order) => ({ text: orderLine(order), indent: 2 })),
    ...packs.flatMap((pack) => packParagraphs(pack, options)),
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
