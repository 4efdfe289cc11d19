import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import { type Caller, toCaller } from './event.ts';
import type { Keys } from './issuer.ts';
import type { PlannedRoute } from './template.ts';

/** An answer that the gateway gives by itself: `{"message": …}`. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** Who is calling; undefined on a route without a guard. Throws 401 or 403. */
export type Authorize = (header: string | undefined, guard: PlannedRoute['guard']) => Promise<Caller | undefined>;

/**
 * The JWT authorizer: RS256 only, by a key of `keys`, with the route's issuer and audience, not expired, and with
 * at least one of the route's scopes. The caller chose every byte of the header.
 */
export function makeAuthorizer(keys: Keys): Authorize {
  const keySet = createLocalJWKSet({ keys: [...keys.keys] });
  return async (header, guard) => {
    if (guard === undefined) return undefined;
    const token = (header ?? '').replace(/^Bearer /i, '');
    const rules = {
      issuer: guard.issuer,
      audience: [...guard.audience],
      algorithms: ['RS256'],
      requiredClaims: ['exp'],
    };
    const { payload } = await jwtVerify(token, keySet, rules).catch((cause: unknown) => {
      if (cause instanceof errors.JOSEError) throw new Refusal(401, 'Unauthorized', { 'www-authenticate': 'Bearer' });
      throw cause;
    });
    const held = typeof payload.scope === 'string' ? payload.scope.split(' ') : [];
    const asked = guard.scopes.filter((scope) => held.includes(scope));
    if (asked.length === 0 && guard.scopes.length > 0) throw new Refusal(403, 'Forbidden');
    return toCaller(payload, asked);
  };
}
