import type { Scope } from '../policy/evaluate.ts';
import type { LoadedPack } from '../policy/load.ts';
import { App } from '../policy/subjects.ts';
import { allOf, anyOf, isUnknown, reasonsOf, type Tri, unknown } from '../policy/unknown.ts';
import { underCategory } from './selection.ts';
import type { Subjects } from './subjects.ts';

type Version = LoadedPack['versions'][number];

/** The version in force on a date; a proposed one is in force only in simulations. */
export const versionOn = ({ versions }: LoadedPack, asOf: string): Version | undefined =>
  versions.find(({ status, from, to }) => status !== 'proposed' && from <= asOf && (to === 'open' || asOf <= to));

/** Whether a pack applies, and why. */
export type Applicability = { readonly applies: Tri; readonly why: string };

/**
 * Whether a pack applies to the operator or application.
 *
 * "No" that rests only on a role nobody mentioned, while the data says otherwise, is a question: leaving a role
 * out must not switch the law off.
 */
export function applicability(pack: LoadedPack, scope: Scope, subjects: Subjects): Applicability {
  const applies = pack.applies(scope);
  if (applies === true) return { applies, why: `applies to ${pack.scope}` };
  if (isUnknown(applies)) return { applies, why: `may apply to ${pack.scope}: ${reasonsOf(applies)}` };
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
