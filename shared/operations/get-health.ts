import type { Health } from '../api/answer.ts';
import { engine } from '../audit/audit.ts';
import type { Ports } from '../ports.ts';

/** Whether audits can be made, and by what. Throws `store_unavailable` when the catalogue cannot be read. */
export async function getHealth({ catalogue }: Pick<Ports, 'catalogue'>): Promise<Health> {
  const { n, registry, policy } = await catalogue.current();
  const policySet = { name: policy.set.set, digest: policy.digest };
  return { status: 'ok', engine, catalogue: n, registry: registry.digest(), policySet };
}
