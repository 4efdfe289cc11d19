import type { LookedAt } from '../evidence/deployed/looked-at.ts';
import type { Unread } from '../evidence/deployed/resource.ts';
import type { FilePlace } from './reported.ts';
import { counted } from './words.ts';

/** How much of a template, an assembly or a plan was understood. */
export const coverageSaid = ({ name, coverage, sha256 }: LookedAt): string =>
  `${name}: ${counted(coverage.resources, 'resource')}, ${coverage.understood} of a type that is known, sha256 ${sha256}`;

/** Types that were not understood, each with what was taken of it. */
export const strangeSaid = ({ coverage }: LookedAt): string[] =>
  coverage.notUnderstood.map(
    ({ platform, type, count }) =>
      `${counted(count, 'resource')} of type \`${type}\` (${platform}): no row names it, so its region alone was taken`,
  );

/** What no file of these kinds shows, whatever it says; nothing where none was looked at. */
export const neverSaid = (all: readonly LookedAt[]): string[] =>
  all.slice(0, 1).map(({ coverage }) => `Such files never show: ${coverage.cannotShow.join('; ')}`);

/** What nobody could read, and where: it is why an audit may not be sure. */
export const unreadSaid = (all: readonly LookedAt[]): { readonly place: FilePlace; readonly said: string }[] =>
  all.flatMap(({ unread }) => unread.map((one) => ({ place: placeOf(one), said: `not read: ${one.because}` })));

const placeOf = ({ file, pointer, line, column = 1 }: Unread): FilePlace =>
  line === undefined ? { file, pointer } : { file, line, column };

/** All of that as sentences, for a form that has no better place for them. */
export const deployedSaid = (all: readonly LookedAt[]): string[] => [
  ...all.flatMap((one) => [coverageSaid(one), ...strangeSaid(one)]),
  ...neverSaid(all),
];
