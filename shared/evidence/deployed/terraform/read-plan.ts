import type { Deployment, Resource } from '../resource.ts';
import { modulesOf, withoutInstance } from './address.ts';
import { type Configuration, configurationOf, moduleAt } from './configuration.ts';
import { constantOf } from './constant.ts';
import { follower, type Instances } from './follow.ts';
import { type Json, member } from './json.ts';
import { otherProviders } from './other-providers.ts';
import { parsePlanText } from './plan-text.ts';
import { type Planned, plannedObjects } from './planned.ts';
import { argumentOf, defaultTags, platform, providersOf } from './provider.ts';
import { regionOf } from './region.ts';
import { tagsOf } from './tags.ts';
import { propertiesOf } from './value.ts';
import { incomplete, notAPlan, provisioned } from './whole-plan.ts';

export type PlanOptions = {
  /** The name of the file, as answers give it. */
  readonly file: string;
  /** The region of whoever deploys, for providers that leave it to the environment. */
  readonly region?: string;
};

/**
 * What a Terraform plan deploys, from what `terraform show -json` prints (0.12 to 1.x, OpenTofu). Every `at` points to
 * the resource in `resource_changes`, or in `planned_values` where it stands only there; a plan has no lines of the
 * configuration, so that people look for the address.
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
  const reading = { configuration: configurationOf(plan), follow: follower(instancesOf(planned)), file, region };
  const [ours, others] = [planned.flatMap((one) => resourceOf(one, reading) ?? []), planned.filter(foreign)];
  const unread = [...incomplete(plan), ...problems, ...otherProviders(others), ...provisioned(plan)];
  return {
    resources: ours.toSorted(({ address: a }, { address: b }) => (a < b ? -1 : 1)),
    unread: unread.map((problem) => ({ file, ...problem })),
  };
}

const foreign = ({ provider, type }: Planned) => platform(provider, type) === undefined;

type Reading = {
  readonly configuration: Configuration;
  readonly follow: ReturnType<typeof follower>;
  readonly file: string;
  readonly region: string | undefined;
};

function resourceOf(planned: Planned, { configuration, follow, file, region }: Reading): Resource | undefined {
  const { address, type, pointer, moduleAddress } = planned;
  const vocabulary = platform(planned.provider, type);
  if (vocabulary === undefined) return undefined;
  const path = modulesOf(moduleAddress);
  const found = path && moduleAt(configuration.root, path);
  const module = found ?? configuration.root;
  const prefix = moduleAddress === '' ? '' : `${moduleAddress}.`;
  const configured = found?.resources.get(withoutInstance(address).slice(prefix.length));
  const expressions = member(configured, 'expressions');
  const scope = { module, prefix, forEach: member(configured, 'for_each_expression') };
  const properties = propertiesOf(planned, expressions, (expression) => follow(expression, scope));
  const providers = providersOf(configured, module, configuration);
  const argument = (name: string) => {
    const expression = member(expressions, name);
    return expression && constantOf(expression, module, configuration, `its \`${name}\``);
  };
  return {
    address,
    platform: vocabulary,
    type,
    region: regionOf(vocabulary, {
      type,
      properties,
      provider: (name) => argumentOf(providers, name, configuration),
      argument,
      fallback: region,
    }),
    properties,
    tags: tagsOf(properties, defaultTags(providers, configuration)),
    at: { file, pointer },
  };
}

function instancesOf(planned: readonly Planned[]): Instances {
  const addresses = planned.map(({ address }) => address);
  return { all: new Set(addresses), of: Map.groupBy(addresses, withoutInstance) };
}
