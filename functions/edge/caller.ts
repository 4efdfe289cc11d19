import type { Scope } from '../../shared/api/routes.ts';
import { NivasError } from '../../shared/error.ts';
import type { Event } from './event.ts';

const tenantName = /^[a-z0-9-]{3,40}$/;

/**
 * The tenant that the token names. The gateway has judged the token; that it carries the scope is checked once more,
 * so that a route without its authorizer, by whatever mistake, answers nobody.
 */
export function tenantOf({ requestContext }: Event, scope: Scope): string {
  const { claims, scopes } = requestContext.authorizer?.jwt ?? { claims: {}, scopes: [] };
  if (![...(scopes ?? []), ...scopesIn(claims.scope ?? claims.scp)].includes(`nivas/${scope}`))
    throw new NivasError('scope_missing', `this needs a token with the scope \`nivas/${scope}\``);
  const { tenant } = claims;
  if (typeof tenant === 'string' && tenantName.test(tenant)) return tenant;
  throw new NivasError('tenant_missing', 'the token’s claim `tenant` is not 3 to 40 of `a` to `z`, digits and hyphens');
}

/** Claims arrive as text: `a b`, and a list as `[a b]`. */
const scopesIn = (claim: unknown) => (typeof claim === 'string' ? claim.replace(/^\[(.*)\]$/, '$1').split(' ') : []);
