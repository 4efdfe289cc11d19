import type { Activity } from '../../../declaration/activity.ts';
import type { Resource, Spot } from '../resource.ts';

/** What evidence of a deployment shows of one activity: the words of a declaration, and how they are known. */
export type ObservedPlacement = {
  /** Address of the resource that does it. */
  readonly resource: string;
  /** Addresses of all resources whose data it is: the resource, and what its property says it acts for. */
  readonly subjects: readonly Resource[];
  readonly activity: Activity;
  /** A site as the registry writes it, a country, or words. */
  readonly place: string;
  /** `configuration` may fail a build, `hint` only doubts. */
  readonly certainty: 'configuration' | 'hint';
  /** A sentence for people: which property, and how the place is known. */
  readonly because: string;
  readonly at: Spot;
  /** Id of the row of the table. */
  readonly sink: string;
};

/** What was looked at, and what nobody can see in evidence of this kind. */
export type DeploymentCoverage = {
  readonly resources: number;
  readonly understood: number;
  /** Types that no row names, with how many there are: their region alone was taken. */
  readonly notUnderstood: readonly { readonly platform: string; readonly type: string; readonly count: number }[];
  readonly cannotShow: readonly string[];
};

export type Observation = { readonly placements: readonly ObservedPlacement[]; readonly coverage: DeploymentCoverage };
