/** A resource as `resource_changes` has it, and as the configuration has it. */
export type Written = {
  readonly address: string;
  readonly module?: string;
  readonly index?: string | number;
  readonly provider?: string;
  readonly actions?: readonly string[];
  readonly mode?: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly unknown?: unknown;
  readonly sensitive?: unknown;
};

const aws = 'registry.terraform.io/hashicorp/aws';

/** One entry of `resource_changes`; type and name come from the address. */
export function change({
  address,
  module,
  index,
  provider = aws,
  actions = ['create'],
  mode = 'managed',
  ...rest
}: Written) {
  const local = module === undefined ? address : address.slice(module.length + 1);
  const [type = '', name = ''] = local
    .replace(/^data\./, '')
    .replace(/\[.*$/s, '')
    .split('.');
  const { before = null, after = {}, unknown = {}, sensitive = {} } = rest;
  return {
    address,
    ...(module === undefined ? {} : { module_address: module }),
    mode,
    type,
    name,
    ...(index === undefined ? {} : { index }),
    provider_name: provider,
    change: { actions, before, after, after_unknown: unknown, before_sensitive: false, after_sensitive: sensitive },
  };
}

/** A resource of the configuration. */
export function configured(address: string, expressions: unknown = {}, rest: object = {}) {
  const [type = '', name = ''] = address.split('.');
  return { address, mode: 'managed', type, name, provider_config_key: type.split('_')[0], expressions, ...rest };
}

/** A whole plan. */
export const plan = (parts: object) => ({
  format_version: '1.2',
  terraform_version: '1.11.4',
  configuration: { root_module: {} },
  ...parts,
});

/** A plan of one AWS bucket, and the `provider` block it is of. */
export const bucketPlan = (
  provider: unknown,
  rest: { after?: unknown; unknown?: unknown; variables?: unknown; declared?: unknown } = {},
) =>
  plan({
    variables: rest.variables,
    resource_changes: [
      change({ address: 'aws_s3_bucket.b', after: rest.after ?? { bucket: 'b' }, unknown: rest.unknown ?? {} }),
    ],
    configuration: {
      provider_config: { aws: provider },
      root_module: { resources: [configured('aws_s3_bucket.b')], variables: rest.declared },
    },
  });
