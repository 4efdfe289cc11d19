import type { JsonDocument } from '../api/answer.ts';
import { openApi } from '../api/openapi.ts';
import { perFacts } from '../declaration/per-facts.ts';
import type { Ports } from '../ports.ts';

/** The description of this API, with the facts that a declaration may state now. */
export async function getOpenApi({ catalogue }: Pick<Ports, 'catalogue'>): Promise<JsonDocument> {
  return documentOf((await catalogue.current()).policy.facts);
}

const documentOf = perFacts((facts) => openApi(facts));
