import { ofDigest } from '../parameters.ts';
import { plain, type Route } from '../route.ts';

/** Evidence too long for a request: uploaded under its digest, then named in a declaration. */
export const evidencing = [
  {
    ...plain,
    name: 'offerEvidence',
    method: 'POST',
    path: '/v1/evidence',
    scope: 'declare',
    lambda: 'evidence',
    summary: 'Says whether evidence is here, and gives the address to upload it to if it is not.',
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
