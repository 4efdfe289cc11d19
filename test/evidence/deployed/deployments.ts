import { type ObserveContext, observe } from '../../../shared/evidence/deployed/observe/observe.ts';
import type { Observation } from '../../../shared/evidence/deployed/observe/observed.ts';
import type { Deployment, Platform, Resource, Value } from '../../../shared/evidence/deployed/resource.ts';
import { indexRegistry } from '../../../shared/registry/lookup.ts';
import registryJson from '../../../shared/registry/registry.json' with { type: 'json' };
import { Registry } from '../../../shared/registry/registry.ts';

export const registry = indexRegistry(Registry.parse(registryJson));

type Properties = { readonly [key: string]: Value };
type More = Partial<Pick<Resource, 'region' | 'tags' | 'address'>>;

const resource = (platform: Platform, home: string, folder: string) => {
  return (name: string, type: string, properties: Properties = {}, more: More = {}): Resource => ({
    address: folder === '' ? `${type}.${name}` : `${folder}/${name}`,
    platform,
    type,
    region: home,
    properties,
    tags: {},
    at: { file: 'deployed.json', pointer: `/Resources/${name}` },
    ...more,
  });
};

/** Resources as a reader gives them, in India unless said otherwise. */
export const cfn = resource('cloudformation', 'ap-south-1', 'Pay');
export const aws = resource('terraform-aws', 'ap-south-1', '');
export const azure = resource('terraform-azurerm', 'centralindia', '');
export const google = resource('terraform-google', 'asia-south1', '');

export const deployed = (...resources: Resource[]): Deployment => ({ resources, unread: [] });

export const observed = (resources: readonly Resource[], context: Partial<ObserveContext> = {}): Observation =>
  observe(deployed(...resources), { registry, ...context });

/** What is seen of one resource, a line each: `replicate aws/us-east-1 configuration`. */
export const seen = (resources: readonly Resource[], name = resources[0]?.address): string[] =>
  observed(resources)
    .placements.filter((one) => one.resource === name)
    .map(({ activity, place, certainty }) => `${activity} ${place} ${certainty}`);
