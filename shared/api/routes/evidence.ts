import { ofDigest } from '../parameters.ts';
import { plain, type Route } from '../route.ts';

/**
 * Evidence too long for a request: uploaded under its digest, then named in a declaration. An upload that no recorded
 * declaration names goes after some days; one that is named is kept for good.
 */
export const evidencing = [
  {
    ...plain,
    name: 'offerEvidence',
    method: 'POST',
    path: '/v1/evidence',
    scope: 'declare',
    lambda: 'evidence',
    summary: 'Says whether evidence is here; if it is not, how to upload it within ten minutes.',
    body: 'offer',
    answer: 'offered',
    problems: ['store_unavailable'],
  },
  {
    ...plain,
    name: 'getEvidence',
    method: 'GET',
    path: '/v1/evidence/{sha256}',
    scope: 'declare',
    lambda: 'evidence',
    summary: 'What is known of uploaded evidence, and an address to read it from.',
    params: ofDigest,
    answer: 'evidence',
    problems: ['not_found', 'store_unavailable'],
  },
] as const satisfies readonly Route[];
