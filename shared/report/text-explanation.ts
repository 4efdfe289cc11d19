import type { Explanation } from './explanation.ts';
import { type Paint, type Paragraph, printed } from './lines.ts';

/** Rules in words, for a terminal. */
export const explanationText = (all: readonly Explanation[], colour?: Paint): string =>
  printed(
    all.flatMap((one, at) => [...(at === 0 ? [] : [{ text: '' }]), ...paragraphs(one)]),
    colour,
  );

/** The same without colour and wrapping, where only plain text may stand. */
export const explanationLines = (one: Explanation): string[] =>
  paragraphs(one).map(({ text, lead = '' }) => `${lead}${text}`);

function paragraphs(one: Explanation): Paragraph[] {
  const { pack, rule, title, version, claim, asks, suspended } = one;
  const said = (lead: string, text: string | undefined): Paragraph[] =>
    text === undefined ? [] : [{ lead: `${lead}: `, text, indent: 2 }];
  return [
    { text: claim, lead: `${pack}/${rule}: `, style: 'bold' },
    {
      text: `${title}, version ${version}: ${one.instrument}, ${one.inForce}; for ${one.scope}`,
      indent: 2,
      style: 'dim',
    },
    ...said('Clause', one.clause),
    ...said('Looks at', one.looksAt),
    ...said('Data', one.data),
    ...said('Only where', one.when),
    ...said('Requires', one.requires),
    ...said('To satisfy it', one.remedy),
    ...suspended.flatMap((days) => said('Suspended', `${days}: on these days a failure counts as unknown`)),
    ...asks.flatMap(({ fact, ask, answer, of, attestedBy }) => [
      { lead: 'Asks: ', text: `${ask} (\`${fact}\`, ${of}: ${answer})`, indent: 2 },
      ...(attestedBy === undefined
        ? []
        : [{ text: `with a document of the kind \`${attestedBy}\` behind it`, indent: 8 }]),
    ]),
    ...said('How sure', one.confidence),
    ...said('Source', one.source),
  ];
}
