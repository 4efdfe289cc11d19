import type { Offered } from '../api/record-answers.ts';
import { NivasError } from '../error.ts';
import type { EvidenceLinks, EvidenceOffer, EvidenceStore } from '../ports.ts';

export type EvidencePorts = { readonly evidence: EvidenceStore; readonly links: EvidenceLinks };

/**
 * Says that the evidence is here, or where to upload it. Throws `request_invalid` when something of another length
 * is here under that SHA-256: the bytes would be refused on their way, and nobody could see why.
 */
export async function offerEvidence(
  { evidence, links }: EvidencePorts,
  { tenant, offer }: { readonly tenant: string; readonly offer: EvidenceOffer },
): Promise<Offered> {
  const { sha256, size } = offer;
  const found = await evidence.find(tenant, sha256);
  if (found === undefined) {
    const { url, headers, expires } = await links.toUpload(tenant, offer);
    return { state: 'awaited', sha256, upload: { method: 'PUT', url, headers, expires } };
  }
  if (found.size === size) return { state: 'present', sha256 };
  const message = `what has this SHA-256 is here and has ${found.size} bytes, not ${size}`;
  throw new NivasError('request_invalid', message, [{ pointer: '/size', message }]);
}
