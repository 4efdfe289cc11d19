import type { Scope } from '../policy/evaluate.ts';
import type { LoadedPack, LoadedPolicy } from '../policy/load.ts';
import { App } from '../policy/subjects.ts';
import { allOf, anyOf, isUnknown, reasonsOf, type Tri, unknown } from '../policy/unknown.ts';
import { underCategory } from './selection.ts';
import type { Subjects } from './subjects.ts';

type Version = LoadedPack['versions'][number];

/** The version in force on a date; a proposed one is in force only in simulations. */
export const versionOn = ({ versions }: LoadedPack, asOf: string): Version | undefined =>
  versions.find(({ status, from, to }) => status !== 'proposed' && from <= asOf && (to === 'open' || asOf <= to));

/** Whether a pack applies, in which version, and why. */
export type Applicability = { readonly version: Version | undefined; readonly applies: Tri; readonly why: string };

/** What each pack of a policy, shown ones too, says of whether it applies: asked once in an audit. */
export function applicabilities(
  { folded, shown }: LoadedPolicy,
  scope: Scope,
  subjects: Subjects,
  asOf: string,
): ReadonlyMap<LoadedPack, Applicability> {
  const asked = (pack: LoadedPack): Applicability => {
    const version = versionOn(pack, asOf);
    if (version === undefined) return { version, applies: false, why: notInForce(pack, asOf) };
    return { version, ...reach(pack, scope, subjects) };
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
function reach(pack: LoadedPack, scope: Scope, subjects: Subjects): { applies: Tri; why: string } {
  const claimed = pack.applies(scope);
  const freed = pack.freed.map(({ when, why }) => ({ holds: when(scope), why }));
  const freeing = freed.find(({ holds }) => holds === true);
  if (freeing) return { applies: false, why: `does not apply: ${freeing.why}` };
  if (claimed === false) return unclaimed(pack, scope, subjects);
  const applies = allOf([claimed, ...freed.map(({ holds }) => (isUnknown(holds) ? holds : !holds))]);
  if (isUnknown(applies)) return { applies, why: `may apply to ${pack.scope}: ${reasonsOf(applies)}` };
  return { applies, why: `applies to ${pack.scope}${claimedRoles(pack, subjects)}` };
}

function claimedRoles({ roles }: LoadedPack, { app }: Subjects): string {
  const claimed = roles.filter((role) => app.it.roles.said.has(role)).map((role) => `\`${role}\``);
  if (claimed.length === 0) return '';
  return `; it is declared as ${claimed.join(', ')}`;
}

function unclaimed(pack: LoadedPack, scope: Scope, subjects: Subjects): { applies: Tri; why: string } {
  const suspected = allOf([suspicion(pack, subjects), undenied(pack, scope, subjects)]);
  if (suspected === false) return { applies: false, why: `does not apply: it is for ${pack.scope}` };
  const question = unknown(
    `it holds data that ${pack.scope} hold, but has no such role: say \`notRoles\` if that is so`,
    'roles',
  );
  return { applies: question, why: reasonsOf(question) };
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
