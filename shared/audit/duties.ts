import type { LoadedPack } from '../policy/load.ts';
import type { Asset } from '../policy/subjects.ts';
import { allOf, anyOf, type Tri, unsettled } from '../policy/unknown.ts';
import type { Applicability } from './applicability.ts';
import { selects } from './selection.ts';

/**
 * Which data some rule of the policy set confines to India: in force, applying, and about this data. A suspended
 * rule leaves it unknown. Derived duties read it: "in India where another rule requires it".
 */
export function dutyOf(
  folded: readonly LoadedPack[],
  reach: ReadonlyMap<LoadedPack, Applicability>,
  asOf: string,
): (asset: Asset) => Tri {
  const confining = folded.flatMap((pack) => {
    const { version, applies = false } = reach.get(pack) ?? {};
    const rules = pack.written.rules.filter(
      ({ effect, versions }) => effect !== undefined && (versions?.includes(version?.id ?? '') ?? true),
    );
    return rules.map((rule) => ({ pack, rule, applies }));
  });
  return (asset) =>
    anyOf(
      confining.map(({ pack, rule, applies }) => {
        const paused = rule.suspended?.some(({ from, to }) => from <= asOf && (to === 'open' || asOf <= to)) ?? false;
        const live: Tri = paused ? unsettled(`\`${pack.pack}/${rule.id}\` is suspended`, 'law') : true;
        return allOf([applies, rule.data ? selects(rule.data, asset) : false, live]);
      }),
    );
}
