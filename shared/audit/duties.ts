import type { Scope } from '../policy/evaluate.ts';
import type { LoadedPolicy } from '../policy/load.ts';
import type { Asset } from '../policy/subjects.ts';
import { allOf, anyOf, type Tri, unknown } from '../policy/unknown.ts';
import { applicability, versionOn } from './applicability.ts';
import { selects } from './selection.ts';
import type { Subjects } from './subjects.ts';

/**
 * Which data some rule of the policy set confines to India: in force, applying, and about this data. A suspended
 * rule leaves it unknown. Derived duties read it: "in India where another rule requires it".
 */
export function dutyOf(policy: LoadedPolicy, scope: Scope, subjects: Subjects, asOf: string): (asset: Asset) => Tri {
  const confining = policy.folded.flatMap((pack) => {
    const version = versionOn(pack, asOf);
    const rules = pack.written.rules.filter(
      ({ effect, versions }) => effect !== undefined && (versions?.includes(version?.id ?? '') ?? true),
    );
    if (version === undefined || rules.length === 0) return [];
    const { applies } = applicability(pack, scope, subjects);
    return rules.map((rule) => ({ pack, rule, applies }));
  });
  return (asset) =>
    anyOf(
      confining.map(({ pack, rule, applies }) => {
        const paused = rule.suspended?.some(({ from, to }) => from <= asOf && (to === 'open' || asOf <= to)) ?? false;
        const live: Tri = paused ? unknown(`\`${pack.pack}/${rule.id}\` is suspended`) : true;
        return allOf([applies, rule.data ? selects(rule.data, asset) : false, live]);
      }),
    );
}
