import { readFile } from 'node:fs/promises';
import type { RegistryIndex } from '../../shared/registry/lookup.ts';
import { type Conflict, conflictTable, destinations } from '../../shared/remedy/conflicts.ts';
import { filled, table } from './markdown.ts';

/** `docs/conflicts.md`: each control that pulls data out, with the copies that satisfy it and stay in India. */
export async function formatConflictsDoc(registry: RegistryIndex): Promise<string> {
  const template = await readFile(new URL('conflicts.template.md', import.meta.url), 'utf8');
  return filled(template, {
    conflicts: table(
      ['control', 'of', 'asks that', 'overlooks', 'a copy that satisfies both', 'known'],
      conflictTable.map((conflict) => [
        `\`${conflict.control}\``,
        conflict.of,
        conflict.asks,
        conflict.overlooks,
        copies(conflict, registry),
        conflict.confidence,
      ]),
    ),
  });
}

const copies = (conflict: Conflict, registry: RegistryIndex): string =>
  destinations(conflict, registry)
    .map(({ from, to }) => `\`${from}\` → ${to.map((id) => `\`${id}\``).join(' or ')}`)
    .join('; ');
