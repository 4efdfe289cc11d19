import type { JsonDocument } from '../api/answer.ts';
import { residencySchema } from '../api/residency-schema.ts';
import { perFacts } from '../declaration/per-facts.ts';
import type { Ports } from '../ports.ts';

/** The JSON Schema of a declaration, with the facts that may be stated now. */
export async function getSchema({ catalogue }: Pick<Ports, 'catalogue'>): Promise<JsonDocument> {
  return schemaOf((await catalogue.current()).policy.facts);
}

const schemaOf = perFacts(residencySchema);
