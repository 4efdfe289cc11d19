import type { ErrorCode } from '../error.ts';
import { answers } from './answer.ts';
import type { GatewayStatus } from './gateway.ts';
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
 * Statuses that API Gateway may answer by itself: a path that is not encoded, a bad token, a missing scope, no such
 * route (an empty path parameter), a request that is too long, too many requests, a function that failed or was late.
 */
export const gatewayStatuses = ({ scope, params, body }: Route): GatewayStatus[] => [
  ...(Object.keys(params.shape).length === 0 ? [] : ([400] as const)),
  ...(scope === null ? [] : ([401, 403] as const)),
  404,
  ...(body === null ? [] : ([413] as const)),
  429,
  500,
  503,
];
