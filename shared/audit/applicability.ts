import type { Scope } from '../policy/evaluate.ts';
import type { LoadedPack, LoadedPolicy } from '../policy/load.ts';
import { App } from '../policy/subjects.ts';
import { allOf, anyOf, isUnknown, reasonsOf, type Tri, unknown } from '../policy/unknown.ts';
import type { Reach } from './finding.ts';
import { underCategory } from './selection.ts';
import type { Subjects } from './subjects.ts';

type Version = LoadedPack['versions'][number];

/** The version in force on a date; a proposed one is in force only in simulations. */
export const versionOn = ({ versions }: LoadedPack, asOf: string): Version | undefined =>
  versions.find(({ status, from, to }) => status !== 'proposed' && from <= asOf && (to === 'open' || asOf <= to));

/** Whether a pack applies, in which version, and why. */
export type Applicability = {
  readonly version: Version | undefined;
  readonly applies: Tri;
  readonly reach: Reach;
  readonly why: string;
};
type Reached = Pick<Applicability, 'applies' | 'reach' | 'why'>;

/** What each pack of a policy, shown ones too, says of whether it applies: asked once in an audit. */
export function applicabilities(
  { folded, shown }: LoadedPolicy,
  scope: Scope,
  subjects: Subjects,
  asOf: string,
): ReadonlyMap<LoadedPack, Applicability> {
  const asked = (pack: LoadedPack): Applicability => {
    const version = versionOn(pack, asOf);
    if (version === undefined) return { version, applies: false, reach: 'not-in-force', why: notInForce(pack, asOf) };
    return { version, ...reachOf(pack, scope, subjects) };
  };
  return new Map([...folded, ...shown].map((pack) => [pack, asked(pack)]));
}

function notInForce({ versions }: LoadedPack, asOf: string): string {
  const next = versions
    .filter(({ status, from }) => status !== 'proposed' && from > asOf)
    .map(({ from }) => from)
    .toSorted()[0];
  return `not in force on ${asOf}${next === undefined ? '' : `: it begins on ${next}`}`;
}

/**
 * Whether a pack applies to the operator or application.
 *
 * "No" that rests only on a role nobody mentioned, while the data says otherwise, is a question: leaving a role
 * out must not switch the law off.
 */
function reachOf(pack: LoadedPack, scope: Scope, subjects: Subjects): Reached {
  const holds = pack.applies(scope);
  const freed = pack.freed.map(({ when, why }) => ({ holds: when(scope), why }));
  const freeing = freed.find((one) => one.holds === true);
  if (freeing) return { applies: false, reach: 'excepted', why: `does not apply: ${freeing.why}` };
  if (holds === false) return unclaimed(pack, scope, subjects);
  const claimed = claimedRoles(pack, subjects);
  const declared = claimed.length === 0 ? '' : `; it is declared as ${claimed.join(', ')}`;
  const applies = allOf([holds, ...freed.map((one) => (isUnknown(one.holds) ? one.holds : !one.holds))]);
  if (!isUnknown(applies)) return { applies, reach: 'applies', why: `applies to ${pack.scope}${declared}` };
  const why = `may apply to ${pack.scope}: ${reasonsOf(applies)}${declared}`;
  return { applies, reach: claimed.length === 0 ? 'open' : 'claimed', why };
}

const claimedRoles = ({ roles }: LoadedPack, { app }: Subjects): string[] =>
  roles.filter((role) => app.it.roles.said.has(role)).map((role) => `\`${role}\``);

function unclaimed(pack: LoadedPack, scope: Scope, subjects: Subjects): Reached {
  const suspected = allOf([suspicion(pack, subjects), undenied(pack, scope, subjects)]);
  if (suspected === false) return { applies: false, reach: 'others', why: `does not apply: it is for ${pack.scope}` };
  const question = unknown(
    `it holds data that ${pack.scope} hold, but has no such role: say \`notRoles\` if that is so`,
    'roles',
  );
  return { applies: question, reach: 'suspected', why: reasonsOf(question) };
}

/** Whether some data is, or may be, of a kind that only those hold to whom the pack applies. */
function suspicion(pack: LoadedPack, { assets, closed }: Subjects): Tri {
  if (pack.suspects.length === 0) return false;
  const more: Tri = closed.has('data') ? false : unknown('the data were not said to be complete', 'data');
  return anyOf([...assets.flatMap(({ it }) => pack.suspects.map((category) => underCategory(it, category))), more]);
}

/** Whether the pack could still apply if the roles that nobody mentioned were open. */
function undenied(pack: LoadedPack, scope: Scope, { app, openRoles }: Subjects): Tri {
  return pack.applies({ ...scope, app: Object.assign(new App(), app.it, { roles: openRoles }) });
}
