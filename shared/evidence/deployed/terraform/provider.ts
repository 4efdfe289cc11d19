import { Either, Later, type Platform } from '../resource.ts';
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
export type Provider = { readonly key: string; readonly config: unknown; readonly module: Module };

/** Nothing where the configuration does not show it: the resource may be of any block. */
export type Providers = readonly Provider[] | undefined;

/** How many blocks a module may have been handed; a plan with more of them is not one that somebody wrote. */
const mostHanded = 50;

/**
 * Finds the `provider` blocks that a resource may be of. From Terraform 1.2 on the plan names it, also where a module was
 * handed it; OpenTofu names all of several. Older plans name the module's own alias and not what was handed to it
 * (hashicorp/terraform#30113), so that every block of this provider around the module is possible.
 */
export function providerFinder(configuration: Configuration): (resource: unknown, module: Module) => Providers {
  const all = new Map(
    [...configuration.providers].flatMap(([key, config]) => {
      const provider = providerOf(key, config, configuration);
      return provider === undefined ? [] : [[key, provider]];
    }),
  );
  // names and resolved keys came together
  const resolved = [...configuration.providers.values()].some((config) => member(config, 'full_name') !== undefined);
  const blocks = Map.groupBy(
    [...all.values()].filter((one) => one.module.parent === undefined || isBlock(one)),
    ({ config, module }) => `${modulePath(module.path)}:${textOf(member(config, 'name'))?.split('.', 1)[0]}`,
  );
  const find = (key: string, module: Module): readonly Provider[] => {
    const named = all.get(key);
    const told = resolved || named?.module === module;
    if (named !== undefined && told && (isBlock(named) || named.module.parent === undefined)) return [named];
    const name = key.slice(key.lastIndexOf(':') + 1);
    const own = all.get(`${modulePath(module.path)}:${name}`) ?? all.get(`${module.path.join('.')}:${name}`);
    if (own !== undefined && isBlock(own)) return [own];
    const [type = ''] = name.split('.');
    const around = outer(module).flatMap(({ path }) => blocks.get(`${modulePath(path)}:${type}`) ?? []);
    // without a block of its own, the default provider is there all the same
    const unwritten = around.every(({ config }) => member(config, 'alias') !== undefined);
    return unwritten ? [...around, { key: type, config: undefined, module: configuration.root }] : around;
  };
  return (resource, module) => {
    const keys = [member(resource, 'provider_config_key'), ...listOf(member(resource, 'provider_config_keys'))];
    const found = keys.flatMap((key) => (typeof key === 'string' ? [find(key, module)] : []));
    const possible = new Set(found.slice(0, mostHanded).flat());
    return found.length === 0 || found.length > mostHanded || possible.size > mostHanded ? undefined : [...possible];
  };
}

/** The modules around a module, the nearest first. */
const outer = ({ parent }: Module): Module[] => (parent === undefined ? [] : [parent, ...outer(parent)]);

/**
 * An entry without expressions stands for what a module was handed or takes from around it; so does a `provider` block
 * without arguments in a module.
 */
const isBlock = ({ config }: Provider) => member(config, 'expressions') !== undefined;

function providerOf(key: string, config: unknown, { root }: Configuration): Provider | undefined {
  const address = textOf(member(config, 'module_address')) ?? '';
  // Terraform 0.12 wrote the names alone
  const module = moduleAt(root, modulesOf(address) ?? address.split('.'));
  return module && { key, config, module };
}

/** Regions by the keys of providers, where the plan shows them in another way. */
type Shown = ReadonlyMap<string, string>;

/** What all possible `provider` blocks say of an argument; undefined where none says anything of it. */
export function argumentOf(providers: Providers, name: string, configuration: Configuration, shown: Shown): unknown {
  if (providers === undefined) return new Later('the plan does not show the configuration of its provider');
  const values = providers.map(({ key, config, module }) => {
    const expression = memberAt(config, 'expressions', name);
    const said = expression && constantOf(expression, module, configuration, `\`${name}\` of provider \`${key}\``);
    return name === 'region' && (typeof said !== 'string' || said === '') ? (shown.get(key) ?? said) : said;
  });
  const [first, ...others] = new Set(values);
  if (others.length === 0) return first;
  const texts = [first, ...others].map(textOf);
  const why =
    `it may be of provider ${quoted(providers.map(({ key }) => key).toSorted())}: ` +
    'the plan does not say which (Terraform says from 1.2 on)';
  return texts.includes(undefined) ? new Later(why) : new Either(texts.toSorted(), why);
}

/** Tags that a provider gives whatever it makes (`default_tags`, `default_labels`), where they are constant. */
export function defaultTags(providers: Providers): unknown {
  const [provider, ...others] = providers ?? [];
  if (provider === undefined || others.length > 0) return undefined;
  const [block] = listOf(memberAt(provider.config, 'expressions', 'default_tags'));
  const expression = member(block, 'tags') ?? memberAt(provider.config, 'expressions', 'default_labels');
  return member(expression, 'constant_value');
}
