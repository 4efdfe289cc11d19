import { entriesOf, isJson, listOf, member } from './json.ts';
import type { Problem } from './planned.ts';

/**
 * Providers that are told to call something else than their cloud (`endpoints`, `storage_custom_endpoint`): resources of
 * theirs are then where that answers, whatever region they name.
 */
export function otherEndpoints(plan: unknown): Problem[] {
  return entriesOf(member(member(plan, 'configuration'), 'provider_config')).flatMap(([key, config]) =>
    entriesOf(member(config, 'expressions')).flatMap(([name, expression]) => {
      if (!/^endpoints$|_custom_endpoint$/.test(name)) return [];
      const blocks = [expression, ...listOf(expression)].filter(isJson);
      if (blocks.every((block) => Object.keys(block).length === 0)) return [];
      const pointer = `/configuration/provider_config/${key.replaceAll('~', '~0').replaceAll('/', '~1')}/expressions/${name}`;
      return [
        {
          pointer,
          because: `provider \`${key}\` calls other hosts (\`${name}\`): where its resources are is not known`,
        },
      ];
    }),
  );
}
