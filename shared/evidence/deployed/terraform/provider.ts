import type { Platform } from '../resource.ts';
import { Later } from '../resource.ts';
import { modulesOf } from './address.ts';
import { type Configuration, type Module, moduleAt, modulePath } from './configuration.ts';
import { constantOf } from './constant.ts';
import { quoted } from './follow.ts';
import { listOf, member, memberAt, textOf } from './json.ts';

/** `registry.terraform.io/hashicorp/google-beta`, `aws`: the last part tells what a provider deploys to. */
export const providerName = (full: string): string => full.slice(full.lastIndexOf('/') + 1);

const platformOf: ReadonlyMap<string, Platform> = new Map([
  ['aws', 'terraform-aws'],
  ['azurerm', 'terraform-azurerm'],
  ['google', 'terraform-google'],
  ['google-beta', 'terraform-google'],
]);

/** By the name of its provider, or where the plan leaves that out by the beginning of the resource's type. */
export const platform = (provider: string | undefined, type: string): Platform | undefined =>
  platformOf.get(provider === undefined ? (type.split('_', 1)[0] ?? '') : providerName(provider));

/** Providers that deploy nothing anywhere: they compute, wait, or write on the machine that runs Terraform. */
export const deploysNothing: ReadonlySet<string> = new Set([
  'archive',
  'cloudinit',
  'external',
  'http',
  'local',
  'null',
  'random',
  'template',
  'terraform',
  'time',
  'tls',
]);

/** One `provider` block, and the module in which its expressions stand. */
type Provider = { readonly key: string; readonly config: unknown; readonly module: Module };

/**
 * The `provider` blocks that a resource may be of: from Terraform 1.1 on exactly one, also when a module was handed
 * it. Older plans do not say which a module was handed, so that every block of this provider around it is possible.
 */
export function providersOf(resource: unknown, module: Module, configuration: Configuration): Providers {
  const key = textOf(member(resource, 'provider_config_key'));
  if (key === undefined) return undefined;
  const named = configured(key, configuration);
  if (named !== undefined && (isBlock(named) || named.module.parent === undefined)) return [named];
  const name = key.slice(key.lastIndexOf(':') + 1);
  const own = configured(`${modulePath(module.path)}:${name}`, configuration);
  if (own !== undefined && isBlock(own)) return [own];
  const [type = ''] = name.split('.');
  const around = new Set(outer(module).map(({ path }) => modulePath(path)));
  return [...configuration.providers.keys()]
    .flatMap((one) => configured(one, configuration) ?? [])
    .filter(({ config, module: { path } }) => nameOf(config) === type && around.has(modulePath(path)))
    .filter((one) => one.module.parent === undefined || isBlock(one));
}

const nameOf = (config: unknown) => textOf(member(config, 'name'))?.split('.', 1)[0];

/** The modules around a module, the nearest first. */
const outer = ({ parent }: Module): Module[] => (parent === undefined ? [] : [parent, ...outer(parent)]);

/**
 * An entry without expressions stands for what a module was handed or takes from around it; so does a `provider` block
 * without arguments in a module.
 */
const isBlock = ({ config }: Provider) => member(config, 'expressions') !== undefined;

function configured(key: string, configuration: Configuration): Provider | undefined {
  const config = configuration.providers.get(key);
  if (config === undefined) return undefined;
  const address = textOf(member(config, 'module_address')) ?? '';
  // Terraform 0.12 wrote the names alone
  const path = modulesOf(address) ?? address.split('.');
  const module = path && moduleAt(configuration.root, path);
  return module && { key, config, module };
}

/** Nothing where the configuration does not show the resource at all: it may be of any block. */
export type Providers = readonly Provider[] | undefined;

/** What all possible `provider` blocks say of an argument; undefined where none says anything of it. */
export function argumentOf(providers: Providers, name: string, configuration: Configuration): unknown {
  if (providers === undefined) return new Later('the plan does not show the configuration of its provider');
  const values = providers.map(({ key, config, module }) => {
    const expression = memberAt(config, 'expressions', name);
    return expression && constantOf(expression, module, configuration, `\`${name}\` of provider \`${key}\``);
  });
  if (new Set(values).size <= 1) return values[0];
  return new Later(
    `its module may have been handed provider ${quoted(providers.map(({ key }) => key))}: ` +
      'plans of Terraform before 1.1 do not say which',
  );
}

/** Tags that a provider gives whatever it makes (`default_tags`, `default_labels`), as far as the plan tells. */
export function defaultTags(providers: Providers, configuration: Configuration): unknown {
  const [provider, ...others] = providers ?? [];
  if (provider === undefined || others.length > 0) return undefined;
  const { config, module } = provider;
  const [block] = listOf(memberAt(config, 'expressions', 'default_tags'));
  const expression = member(block, 'tags') ?? memberAt(config, 'expressions', 'default_labels');
  return expression && constantOf(expression, module, configuration, 'default tags');
}
