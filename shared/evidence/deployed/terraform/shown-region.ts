import { modulesOf, withoutInstance } from './address.ts';
import { type Configuration, moduleAt } from './configuration.ts';
import { type Json, listOf, member, memberAt, textOf } from './json.ts';
import type { Provider, Providers } from './provider.ts';

type Find = (resource: unknown, module: NonNullable<ReturnType<typeof moduleAt>>) => Providers;

/** Data sources that tell the region of the provider they were read with, and where. */
const telling: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws_region', ['region', 'name', 'id']],
  ['google_client_config', ['region']],
]);

/**
 * The regions that providers were found to have when the plan was made, by the key of their block: a data source
 * `aws_region` that names none tells its provider's, wherever the provider has it from.
 */
export function shownRegions(plan: Json, configuration: Configuration, find: Find): ReadonlyMap<string, string> {
  const shown = new Map<string, string>();
  const read = (module: unknown): void => {
    const address = textOf(member(module, 'address')) ?? '';
    const path = modulesOf(address);
    const written = path && moduleAt(configuration.root, path);
    for (const source of listOf(member(module, 'resources'))) {
      const region = written && regionIn(source);
      const local = withoutInstance(textOf(member(source, 'address')) ?? '').slice(
        address === '' ? 0 : address.length + 1,
      );
      const of = region && written.data.get(local);
      const provider = of && !asksForOne(of) ? only(find(of, written)) : undefined;
      if (region !== undefined && provider !== undefined) shown.set(provider.key, region);
    }
    for (const child of listOf(member(module, 'child_modules'))) read(child);
  };
  read(memberAt(plan, 'prior_state', 'values', 'root_module'));
  return shown;
}

const only = (providers: Providers): Provider | undefined => (providers?.length === 1 ? providers[0] : undefined);

function regionIn(source: unknown): string | undefined {
  const keys = telling.get(textOf(member(source, 'type')) ?? '');
  const found = keys?.map((key) => textOf(memberAt(source, 'values', key))).find((one) => one !== undefined);
  return found === '' ? undefined : found;
}

/** `data "aws_region" "there" { name = … }` tells the region that it was asked for. */
const asksForOne = (source: unknown) =>
  ['region', 'name', 'endpoint'].some((key) => memberAt(source, 'expressions', key) !== undefined);
