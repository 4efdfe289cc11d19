import type { ErrorCode } from '../error.ts';
import { answers } from './answer.ts';
import type { Route } from './routes.ts';

/** Every code a route may answer with. An answer has a limit too, so what is asked may be too large. */
export function problemCodes({ scope, body, answer, problems }: Route): ErrorCode[] {
  return [
    'request_invalid',
    'internal',
    ...(scope === null ? [] : (['tenant_missing', 'scope_missing'] as const)),
    ...(body === null ? [] : (['body_malformed', 'media_type_unsupported'] as const)),
    ...(body === null && answers[answer].mediaType !== 'text/html' ? [] : (['body_too_large'] as const)),
    ...problems,
  ];
}

/**
 * Statuses that API Gateway may answer by itself: a bad token, a missing scope, no such route (an empty path
 * parameter), a request over 10 MB, too many requests, a function that failed or was too late.
 */
export const gatewayStatuses = ({ scope, body }: Route): number[] => [
  ...(scope === null ? [] : [401, 403]),
  404,
  ...(body === null ? [] : [413]),
  429,
  500,
  503,
];
