import type { Mend, Remaining, Remedies } from '../remedy/remedies.ts';
import { type Paint, type Paragraph, printed } from './lines.ts';
import { blank, styleOf } from './text-pack.ts';
import { counted, listed, sign } from './words.ts';

export type RemediesTextOptions = { readonly name: string; readonly asOf: string; readonly colour?: Paint };

/** Where to move what breaks a rule, what the audit says then, and what no place mends: for a terminal. */
export function remediesText({ mends, untried, verdict, remaining }: Remedies, options: RemediesTextOptions): string {
  const { name, asOf, colour } = options;
  const moves = mends.length === 0 ? 'no move would mend anything' : `${counted(mends.length, 'move')}`;
  return printed(
    [
      { text: `${name}, as of ${asOf}: ${moves}`, style: 'bold' },
      ...mends.flatMap(mendLines),
      ...(untried === 0
        ? []
        : [
            blank,
            {
              text: `${counted(untried, 'more placement')} not tried${mends.length === 0 ? '' : ': apply these, ask again'}`,
            },
          ]),
      blank,
      {
        text: `${mends.length === 0 ? 'As it is' : 'With all of them'}: ${verdict}`,
        lead: `${sign[verdict]} `,
        style: styleOf[verdict],
      },
      ...[...Map.groupBy(remaining, shownAs).values()].flatMap(([one]) => (one ? remainingLines(one) : [])),
    ],
    colour,
  );
}

function mendLines({ at, from, to, mends, alsoMeets }: Mend): Paragraph[] {
  return [
    blank,
    { text: `${at}: \`${from}\` → \`${to}\``, indent: 2 },
    { text: `mends ${listed(mends)}`, indent: 4, style: 'dim' },
    ...(alsoMeets.length === 0
      ? []
      : [{ text: `a copy there also satisfies ${listed(alsoMeets)}`, indent: 4, style: 'dim' as const }]),
  ];
}

/** Of many subjects one may be said the same: it is said once. */
const shownAs = ({ outcome, pack, rule, because, remedy }: Remaining) =>
  JSON.stringify([outcome, pack, rule, because, remedy]);

const remainingLines = ({ outcome, pack, rule, because, remedy }: Remaining): Paragraph[] => [
  blank,
  { text: `${pack}/${rule}: ${because}`, indent: 2, lead: outcome === 'fail' ? '✗ ' : '? ' },
  ...(remedy === undefined ? [] : [{ text: remedy, indent: 4, lead: '→ ' }]),
];
