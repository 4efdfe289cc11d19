import * as z from 'zod';

/**
 * What a token says of its bearer: `tenant`, whose records it may write and read, or `issuers`, for a regulator, whose
 * packs' audits it may read. Never both: whose records such a token opens would be a guess.
 */
export type Claims = { readonly tenant: string } | { readonly issuers: string };

/** A tenant's name, as the claim `tenant` has it. */
export const TenantName = z.string().regex(/^[a-z0-9-]{3,40}$/, 'expected 3 to 40 of `a` to `z`, digits and hyphens');

/** Issuers of packs, as the claim `issuers` has them: `rbi sebi`. */
export const IssuerNames = z
  .string()
  .regex(/^[a-z0-9-]{2,40}( [a-z0-9-]{2,40})*$/, 'expected issuers of packs with single spaces, such as `rbi sebi`');

/** The SSM parameters that say which tenant a machine client acts for: one for each client, by its id. */
export const tenantParameters = '/nivas/tenants/';
export const tenantParameter = (clientId: string): string => `${tenantParameters}${clientId}`;
