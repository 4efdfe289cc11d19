import { modulesOf, withoutInstance } from './address.ts';
import { type Configuration, configurationOf, type Module, moduleAt } from './configuration.ts';
import { constantOf } from './constant.ts';
import { entriesOf, type Json, member } from './json.ts';
import { argumentOf, defaultTags, type Providers, providerFinder } from './provider.ts';
import { shownRegions } from './shown-region.ts';

/** A resource as the configuration has it: the same for all its instances. */
export type Written = {
  readonly module: Module;
  readonly expressions: unknown;
  readonly forEach: unknown;
  /** What an argument of its own comes to; undefined where it is not written. */
  readonly argument: (name: string) => unknown;
  /** What its provider says of an argument; undefined where it says nothing of it. */
  readonly provider: (name: string) => unknown;
  readonly defaultTags: unknown;
};

/** No type of resource has as many arguments; more would be read for each instance. */
const mostArguments = 1_000;

/** Finds what is written of an address. It is worked out once for all instances. */
export function writtenFinder(plan: Json): (address: string, moduleAddress: string) => Written {
  const configuration = configurationOf(plan);
  const modules = once((address: string) => {
    const path = modulesOf(address);
    return path && moduleAt(configuration.root, path);
  });
  const providers = providerFinder(configuration);
  const shown = shownRegions(plan, configuration, providers);
  const unshown = writtenOf(undefined, configuration.root, undefined, { configuration, shown });
  const written = new Map<unknown, Written>();
  return (address, moduleAddress) => {
    const module = modules(moduleAddress);
    const local = withoutInstance(address).slice(moduleAddress === '' ? 0 : moduleAddress.length + 1);
    const resource = module?.resources.get(local);
    if (module === undefined || resource === undefined) return unshown;
    const found =
      written.get(resource) ?? writtenOf(resource, module, providers(resource, module), { configuration, shown });
    written.set(resource, found);
    return found;
  };
}

type Around = { readonly configuration: Configuration; readonly shown: ReadonlyMap<string, string> };

function writtenOf(resource: unknown, module: Module, providers: Providers, { configuration, shown }: Around): Written {
  const all = resource && (member(resource, 'expressions') ?? {});
  const expressions = entriesOf(all).length > mostArguments ? undefined : all;
  return {
    module,
    expressions,
    forEach: member(resource, 'for_each_expression'),
    argument: once((name) => {
      const expression = member(all, name);
      return expression && constantOf(expression, module, configuration, `its \`${name}\``);
    }),
    provider: once((name) => argumentOf(providers, name, configuration, shown)),
    defaultTags: defaultTags(providers),
  };
}

function once<Found>(find: (key: string) => Found): (key: string) => Found {
  const found = new Map<string, { readonly is: Found }>();
  return (key) => {
    const known = found.get(key) ?? { is: find(key) };
    found.set(key, known);
    return known.is;
  };
}
