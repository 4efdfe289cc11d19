import { happens } from '../declaration/activity.ts';
import type { Position } from '../declaration/source.ts';
import type { LookedAt } from '../evidence/deployed/looked-at.ts';
import type { Spot, Unread } from '../evidence/deployed/resource.ts';
import { type Paint, type Paragraph, printed } from './lines.ts';
import { counted } from './words.ts';

/** What was looked at of what is deployed, what was not understood and not read, and what such files never show. */
export function deployedText(all: readonly LookedAt[], colour?: Paint): string {
  const cannotShow = all[0]?.coverage.cannotShow ?? [];
  return printed(
    [
      { text: 'What is deployed', style: 'bold' },
      ...all.flatMap(lookedAtParagraphs),
      { text: `Such files never show: ${cannotShow.join('; ')}`, indent: 2 },
    ],
    colour,
  );
}

/** What nobody could read, a line each: it is why an audit may not be sure. */
export const unreadText = (all: readonly LookedAt[]): string =>
  printed(all.flatMap(({ unread }) => unread.flatMap(unreadParagraphs)));

const lookedAtParagraphs = ({ name, sha256, coverage, away, unread, locate }: LookedAt): Paragraph[] => [
  {
    text: `${name}: ${counted(coverage.resources, 'resource')}, ${coverage.understood} of a type that is known, sha256 ${sha256}`,
    indent: 2,
    whole: true,
  },
  ...coverage.notUnderstood.map(({ platform, type, count }) => ({
    text: `${counted(count, 'resource')} of type \`${type}\` (${platform}): no row names it, so its region alone was taken`,
    indent: 4,
  })),
  ...(away.length === 0 ? [] : [{ text: 'Leaves India, or may', indent: 4, style: 'dim' as const }]),
  ...away.flatMap((one) => [
    { text: spotted({ ...one.at, ...locate(one.at) }), indent: 6, whole: true },
    { text: `\`${one.resource}\` ${happens[one.activity]} \`${one.place}\`: ${one.because}`, indent: 8 },
  ]),
  ...unread.flatMap(unreadParagraphs).map((one) => ({ ...one, indent: 4 + one.indent })),
];

const unreadParagraphs = (one: Unread) => [
  { text: spotted(one), indent: 0, whole: true },
  { text: `not read: ${one.because}`, indent: 2 },
];

const spotted = ({ file, pointer, line, column = 1 }: Spot & Partial<Position>): string =>
  line === undefined ? `${file}#${pointer}` : `${file}:${line}:${column}`;
