import { IssuerNames, TenantName } from '../../shared/api/claim.ts';
import type { Scope } from '../../shared/api/routes.ts';
import { NivasError } from '../../shared/error.ts';
import type { Reader } from '../../shared/operations/reader.ts';
import type { Event } from './event.ts';

/**
 * Who is calling: a tenant, or a regulator with the issuers whose packs it answers for. The gateway has judged the
 * token; that it carries the scope is checked once more, so that a route without its authorizer, by whatever
 * mistake, answers nobody.
 *
 * Only `read` is open to regulators. A token with both claims is refused: whose records it opens would be a guess.
 */
export function callerOf({ requestContext }: Event, scope: Scope): Reader {
  const { claims, scopes } = requestContext.authorizer?.jwt ?? { claims: {}, scopes: [] };
  if (![...(scopes ?? []), ...listIn(claims.scope ?? claims.scp)].includes(`nivas/${scope}`))
    throw new NivasError('scope_missing', `this needs a token with the scope \`nivas/${scope}\``);
  const { tenant, issuers } = claims;
  if (tenant !== undefined && issuers !== undefined)
    throw new NivasError('tenant_missing', 'the token has the claims `tenant` and `issuers`; it may have one of them');
  if (issuers !== undefined && scope === 'read') return { issuers: issuersIn(issuers) };
  if (issuers !== undefined)
    throw new NivasError('tenant_missing', 'a token with `issuers` is for reading; this needs the claim `tenant`');
  const named = TenantName.safeParse(tenant);
  if (named.success) return { tenant: named.data };
  throw new NivasError('tenant_missing', 'the token’s claim `tenant` is not 3 to 40 of `a` to `z`, digits and hyphens');
}

/** Sorted, so that one regulator's pages go on whatever order a token has its issuers in. */
function issuersIn(claim: unknown): string[] {
  const issuers = [...new Set(listIn(claim))].filter((name) => name !== '').toSorted();
  if (IssuerNames.safeParse(issuers.join(' ')).success) return issuers;
  throw new NivasError('tenant_missing', 'the token’s claim `issuers` is no list of issuers, such as `rbi sebi`');
}

/** Claims arrive as text: `a b`, and a list as `[a b]`. */
const listIn = (claim: unknown) => (typeof claim === 'string' ? claim.replace(/^\[(.*)\]$/, '$1').split(' ') : []);
