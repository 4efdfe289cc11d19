import { happens } from '../declaration/activity.ts';
import type { LookedAt } from '../evidence/deployed/looked-at.ts';
import { coverageSaid, neverSaid, strangeSaid, unreadSaid } from './deployed.ts';
import { type Paint, type Paragraph, printed } from './lines.ts';
import { placed } from './reported.ts';
import { seenPlaces } from './seen-place.ts';

/** What was looked at of what is deployed, what was not understood and not read, and what such files never show. */
export function deployedText(all: readonly LookedAt[], colour?: Paint): string {
  return printed(
    [
      { text: 'What is deployed', style: 'bold' },
      ...all.flatMap(lookedAtParagraphs),
      ...neverSaid(all).map((text) => ({ text, indent: 2 })),
    ],
    colour,
  );
}

/** What nobody could read, a line each: it is why an audit may not be sure. */
export const unreadText = (all: readonly LookedAt[]): string => printed(unreadParagraphs(all, 0));

const lookedAtParagraphs = (one: LookedAt): Paragraph[] => [
  { text: coverageSaid(one), indent: 2, whole: true },
  ...strangeSaid(one).map((text) => ({ text, indent: 4 })),
  ...(one.away.length === 0 ? [] : [{ text: 'Leaves India, or may', indent: 4, style: 'dim' as const }]),
  ...one.away.flatMap(({ resource, activity, place, because, at }) => [
    { text: placed(seenPlaces([one])(`${at.file}#${at.pointer}`)), indent: 6, whole: true },
    { text: `\`${resource}\` ${happens[activity]} \`${place}\`: ${because}`, indent: 8 },
  ]),
  ...unreadParagraphs([one], 4),
];

const unreadParagraphs = (all: readonly LookedAt[], indent: number): Paragraph[] =>
  unreadSaid(all).flatMap(({ place, said }) => [
    { text: placed(place), indent, whole: true },
    { text: said, indent: indent + 2 },
  ]);
