import type { Evidence } from '../api/record-answers.ts';
import type { EvidencePorts } from './offer-evidence.ts';
import { notFound } from './reader.ts';

/** What is known of evidence, and where to read it. Throws `not_found`, for another tenant's too. */
export async function getEvidence(
  { evidence, links }: EvidencePorts,
  { tenant, sha256 }: { readonly tenant: string; readonly sha256: string },
): Promise<Evidence> {
  const found = await evidence.find(tenant, sha256);
  if (found === undefined) throw notFound('evidence');
  const { place, size, mediaType } = found;
  const { url, expires } = await links.toRead(tenant, sha256, place);
  return { sha256, size, mediaType, url, expires };
}
