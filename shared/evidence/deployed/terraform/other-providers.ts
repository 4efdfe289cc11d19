import type { Planned, Problem } from './planned.ts';
import { deploysNothing, providerName } from './provider.ts';

/**
 * Resources of providers whose vocabulary nobody here knows: once for each provider, with the first of them. Those of
 * providers that deploy nothing anywhere are no question.
 */
export function otherProviders(planned: readonly Planned[]): Problem[] {
  const byProvider = Map.groupBy(
    planned.filter(({ provider }) => provider === undefined || !deploysNothing.has(providerName(provider))),
    ({ provider }) => provider,
  );
  const inOrder = [...byProvider].toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
  return inOrder.flatMap(([provider, resources]) => {
    const [first] = resources.toSorted((a, b) => (a.address < b.address ? -1 : 1));
    if (first === undefined) return [];
    const what = provider === undefined ? 'a provider that the plan does not name' : `provider \`${provider}\``;
    const count = resources.length === 1 ? '1 resource' : `${resources.length} resources`;
    const because = `${count} of ${what} (\`${first.address}\`): only those of aws, azurerm and google are read`;
    return [{ pointer: first.pointer, because }];
  });
}
