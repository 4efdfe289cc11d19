import type { Audit } from '../audit/finding.ts';
import type { Paragraph } from './lines.ts';
import { moreLine, originalLine, quoteLine, reasonOf, termsTitle } from './terms.ts';

/** What was found in the public terms, each sentence with its line and why it is shown. */
export function termsParagraphs({ terms }: Audit): Paragraph[] {
  if (terms === undefined) return [];
  const notes = [originalLine(terms), moreLine(terms)].filter((line) => line !== undefined);
  return [
    { text: '' },
    { text: termsTitle, style: 'bold' },
    { text: quoteLine(terms), indent: 2 },
    ...terms.sentences.flatMap((one): Paragraph[] => [
      { text: `line ${one.line}, column ${one.column} ${reasonOf(one)}`, indent: 2, style: 'dim' },
      { text: `"${one.sentence}"`, indent: 4 },
    ]),
    ...notes.map((text): Paragraph => ({ text, indent: 2, style: 'dim' })),
  ];
}
