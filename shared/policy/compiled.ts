import * as z from 'zod';
import { NivasError } from '../error.ts';
import type { RegistryIndex } from '../registry/lookup.ts';
import type { Words } from './lint.ts';
import { type LoadedPolicy, loadPolicy } from './load.ts';
import { Pack, PolicySet } from './pack.ts';

/** All packs and policy sets of a release as one JSON: neither a Lambda nor the command line reads YAML to start. */
export const CompiledPolicy = z.strictObject({ packs: z.array(Pack), sets: z.array(PolicySet) });
export type CompiledPolicy = z.infer<typeof CompiledPolicy>;

/** The words of a registry that an expression may use. */
export const wordsOf = ({ countries, schemes }: RegistryIndex): Words => ({
  countries: new Set(countries.keys()),
  schemes: new Set(schemes.keys()),
});

/** The policy set of that name, ready to judge by. Throws `pack_invalid` when there is none. */
export function policyNamed(name: string, { packs, sets }: CompiledPolicy, registry: RegistryIndex): LoadedPolicy {
  const set = sets.find((one) => one.set === name);
  if (set === undefined) throw new NivasError('pack_invalid', `there is no policy set \`${name}\``);
  return loadPolicy(packs, set, wordsOf(registry));
}
