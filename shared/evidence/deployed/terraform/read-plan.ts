import type { Deployment, Resource } from '../resource.ts';
import { withoutInstance } from './address.ts';
import { follower, type Instances } from './follow.ts';
import { innerTemplates } from './inner-templates.ts';
import { type Json, member } from './json.ts';
import { otherEndpoints } from './other-endpoints.ts';
import { otherProviders } from './other-providers.ts';
import { parsePlanText } from './plan-text.ts';
import { type Planned, type Problem, plannedObjects } from './planned.ts';
import { platform } from './provider.ts';
import { regionOf } from './region.ts';
import { tagsOf } from './tags.ts';
import { propertiesOf } from './value.ts';
import { isPart, wholeOf, withWholes } from './whole.ts';
import { incomplete, notAPlan, provisioned } from './whole-plan.ts';
import { writtenFinder } from './written.ts';

export type PlanOptions = {
  /** The name of the file, as answers give it. */
  readonly file: string;
  /** The region of whoever deploys, for providers that leave it to the environment. */
  readonly region?: string;
};

/**
 * What a Terraform plan deploys, from what `terraform show -json` prints (0.12 to 1.x, OpenTofu). Every `at` points to
 * the resource in `planned_values`, or in `resource_changes` where it stands only there (what is forgotten or deferred);
 * a plan has no lines of the configuration, so that people look for the address.
 *
 * Never throws for what is in the text: a file that is no plan gives no resources, and says why in `unread`.
 */
export function readPlan(input: string | Uint8Array, { file, region }: PlanOptions): Deployment {
  const parsed = parsePlanText(input);
  const refused = 'refused' in parsed ? parsed.refused : notAPlan(parsed.plan);
  if (refused !== undefined || 'refused' in parsed)
    return { resources: [], unread: [{ file, pointer: '', because: '', ...refused }] };
  return deploymentOf(parsed.plan, file, region);
}

function deploymentOf(plan: Json, file: string, region: string | undefined): Deployment {
  const { planned, problems } = plannedObjects(plan);
  const written = writtenFinder(plan);
  const reading = { written, follow: follower(instancesOf(planned)), file, region };
  const [ours, others] = [planned.flatMap((one) => resourceOf(one, reading) ?? []), planned.filter(foreign)];
  const unread = [
    ...incomplete(plan, planned.length),
    ...otherProviders(others),
    ...otherEndpoints(plan),
    ...innerTemplates(planned),
    ...provisioned(plan),
    ...problems,
  ];
  return {
    resources: withWholes(ours).toSorted(({ address: a }, { address: b }) => (a < b ? -1 : 1)),
    unread: few(unread).map((problem) => ({ file, ...problem })),
  };
}

const foreign = ({ provider, type }: Planned) => platform(provider, type) === undefined;

/** Blocks that no provider fills in: one that is not known was written, by a `dynamic` block of a plan that hides it. */
const onlyWritten: Readonly<Record<string, readonly string[]>> = {
  aws_dynamodb_table: ['replica'],
  aws_dynamodb_global_table: ['replica'],
};

type Reading = {
  readonly written: ReturnType<typeof writtenFinder>;
  readonly follow: ReturnType<typeof follower>;
  readonly file: string;
  readonly region: string | undefined;
};

function resourceOf(planned: Planned, { written, follow, file, region }: Reading): Resource | undefined {
  const { address, type, pointer, moduleAddress, perhaps } = planned;
  const vocabulary = platform(planned.provider, type);
  if (vocabulary === undefined) return undefined;
  const { module, expressions, forEach, argument, provider, defaultTags } = written(address, moduleAddress);
  const scope = { module, prefix: moduleAddress === '' ? '' : `${moduleAddress}.`, forEach };
  const properties = propertiesOf(planned, expressions, (expression) => follow(expression, scope), onlyWritten[type]);
  const whole = isPart(properties)
    ? wholeOf(vocabulary, (name) => follow(member(expressions, name), scope))
    : undefined;
  return {
    address,
    platform: vocabulary,
    type,
    region: whole ?? regionOf(vocabulary, { type, properties, provider, argument, fallback: region }),
    properties,
    tags: tagsOf(properties, defaultTags),
    at: { file, pointer },
    ...(perhaps === undefined ? {} : { perhaps }),
  };
}

function instancesOf(planned: readonly Planned[]): Instances {
  const addresses = planned.map(({ address }) => address);
  return { all: new Set(addresses), of: Map.groupBy(addresses, withoutInstance) };
}

/** More than people read says no more than that there are more. */
const mostUnread = 200;

const few = (problems: readonly Problem[]): readonly Problem[] =>
  problems.length <= mostUnread
    ? problems
    : [
        ...problems.slice(0, mostUnread),
        { pointer: '', because: `${problems.length - mostUnread} more entries could not be read` },
      ];
