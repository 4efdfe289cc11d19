import type { PackAnswer } from '../api/catalogue-answers.ts';
import type { LoadedPolicy } from '../policy/load.ts';
import type { PackVersion } from '../policy/version.ts';
import type { CataloguePorts } from './catalogue-asked.ts';
import { packLine } from './list-packs.ts';
import { type PackAsked, packAsked } from './pack-asked.ts';

/** One version of a pack with its rules as written. Throws `not_found`. */
export async function getPack(ports: CataloguePorts, asked: PackAsked): Promise<PackAnswer> {
  const { catalogue, pack, found } = await packAsked(ports, asked);
  const { versions: _, ...line } = packLine(catalogue.policy, pack);
  const { source, scope, appliesTo, suspects, expects } = pack;
  return {
    catalogue: catalogue.n,
    ...line,
    ...(source !== undefined && { source }),
    version: found.version,
    scope,
    appliesTo,
    suspects,
    ...(expects !== undefined && { expects }),
    rules: found.rules.map(({ rule: { versions: _, ...rule }, asks }) => ({ ...rule, asks: [...asks] })),
    facts: found.facts,
    readings: settledBy(catalogue.policy, pack.pack, found.readings),
  };
}

function settledBy({ set }: LoadedPolicy, pack: string, readings: PackVersion['readings']): PackAnswer['readings'] {
  return Object.fromEntries(
    Object.entries(readings).map(([name, reading]) => [
      name,
      { ...reading, settled: set.readings[`${pack}/${name}`] ?? null },
    ]),
  );
}
