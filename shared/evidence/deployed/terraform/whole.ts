import { Later, type Platform, Reference, type Resource } from '../resource.ts';
import type { Properties } from './value.ts';

/** Arguments that name what a resource is a part of; a part is where the whole is. */
const parts: Readonly<Record<Platform, readonly string[]>> = {
  'terraform-azurerm': [
    'server_id',
    'server_name',
    'managed_instance_id',
    'storage_account_id',
    'storage_account_name',
    'key_vault_id',
    'virtual_network_name',
    'network_security_group_name',
    'namespace_id',
    'namespace_name',
    'eventhub_name',
    'account_name',
    'cosmosdb_account_id',
    'cognitive_account_id',
    'kubernetes_cluster_id',
    'data_factory_id',
    'workspace_id',
    'synapse_workspace_id',
  ],
  'terraform-google': ['bucket', 'dataset_id', 'instance', 'key_ring'],
  'terraform-aws': [],
  cloudformation: [],
};

/** Whether a resource has no place of its own, known or unknown. */
export const isPart = (properties: Properties): boolean =>
  !['location', 'region', 'zone'].some((name) => Object.hasOwn(properties, name));

/** The whole that a resource without a place of its own is a part of, where its configuration refers to one. */
export function wholeOf(platform: Platform, follow: (argument: string) => Later | undefined): Reference | undefined {
  for (const argument of parts[platform]) {
    const whole = follow(argument);
    if (whole instanceof Reference) return new Reference(whole.address, 'location');
  }
  return undefined;
}

/** A part of a part of a part: no provider has more. */
const mostWholes = 5;

/** Puts parts where their wholes are. A whole whose place is not known, or is no place, leaves its parts open. */
export function withWholes(resources: readonly Resource[]): readonly Resource[] {
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  return resources.map((resource) => {
    let { region } = resource;
    for (let step = 0; region instanceof Reference && step < mostWholes; step += 1)
      region = byAddress.get(region.address)?.region ?? new Later('what it is a part of is not in the plan');
    return region === resource.region ? resource : { ...resource, region };
  });
}
