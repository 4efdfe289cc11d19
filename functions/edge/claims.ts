import * as z from 'zod';
import { type Claims, IssuerNames, TenantName } from '../../shared/api/claim.ts';
import { groups } from '../../shared/api/groups.ts';
import { type Log, traced } from './log.ts';

/**
 * Cognito's event before it gives a token (pre token generation, V3_0), as far as it is read here. Not tried on AWS.
 *
 * `clientMetadata` is not in it: whoever asks for a token writes it. The attributes are the user pool's; its clients
 * may not write `custom:tenant` and `custom:issuers`.
 */
const TokenEvent = z.object({
  triggerSource: z.string(),
  callerContext: z.object({ clientId: z.string() }),
  request: z.object({
    userAttributes: z.record(z.string(), z.unknown()).nullish(),
    groupConfiguration: z.object({ groupsToOverride: z.array(z.string()).nullish() }).nullish(),
    /** What was asked for, and the client may have. */
    scopes: z.array(z.string()).nullish(),
  }),
});
const Whole = z.record(z.string(), z.unknown());

/** Who asks for a token, and what the service knows of them. */
export type Bearer =
  | { readonly kind: 'machine'; readonly tenant: string | undefined }
  | {
      readonly kind: 'person';
      readonly attributes: Readonly<Record<string, unknown>>;
      readonly groups: readonly string[];
    };

export type AccessToken = {
  readonly claimsToAddOrOverride: Claims | Readonly<Record<string, never>>;
  readonly scopesToAdd: readonly string[];
  readonly scopesToSuppress: readonly string[];
};

/**
 * What an access token gets besides what Cognito puts into it.
 *
 * Whoever has no claim gets no scope of ours either. A member of `regulator` gets issuers or nothing, never a tenant,
 * and only the scopes of its groups.
 */
export function accessToken(bearer: Bearer, asked: readonly string[]): AccessToken {
  const claims = claimsOf(bearer);
  const added = claims === undefined || bearer.kind === 'machine' ? [] : scopesOf(bearer.groups);
  const keeps = claims !== undefined && 'tenant' in claims ? asked : added;
  return {
    claimsToAddOrOverride: claims ?? {},
    scopesToAdd: added.filter((scope) => !asked.includes(scope)),
    scopesToSuppress: asked.filter((scope) => scope.startsWith('nivas/') && !keeps.includes(scope)),
  };
}

function claimsOf(bearer: Bearer): Claims | undefined {
  if (bearer.kind === 'machine') return tenantIn(bearer.tenant);
  if (!bearer.groups.includes('regulator')) return tenantIn(bearer.attributes['custom:tenant']);
  const issuers = IssuerNames.safeParse(bearer.attributes['custom:issuers']).data;
  return issuers === undefined ? undefined : { issuers };
}

function tenantIn(value: unknown): Claims | undefined {
  const tenant = TenantName.safeParse(value).data;
  return tenant === undefined ? undefined : { tenant };
}

const scopesOf = (names: readonly string[]) => [
  ...new Set(names.flatMap((name) => groups.get(name)?.scopes ?? []).map((scope) => `nivas/${scope}`)),
];

/** The trigger. Where it cannot tell, it throws, and Cognito gives no token. */
export function claimsHandler(
  tenantOfClient: (clientId: string) => Promise<string | undefined>,
  log: Log,
): (event: unknown) => Promise<Readonly<Record<string, unknown>>> {
  return async (event) => {
    try {
      const { triggerSource, callerContext, request } = TokenEvent.parse(event);
      const bearer: Bearer =
        triggerSource === 'TokenGeneration_ClientCredentials'
          ? { kind: 'machine', tenant: await tenantOfClient(callerContext.clientId) }
          : {
              kind: 'person',
              attributes: request.userAttributes ?? {},
              groups: request.groupConfiguration?.groupsToOverride ?? [],
            };
      const accessTokenGeneration = accessToken(bearer, request.scopes ?? []);
      const claims = Object.keys(accessTokenGeneration.claimsToAddOrOverride);
      log.info('token', { source: triggerSource, client: callerContext.clientId, claims });
      return { ...Whole.parse(event), response: { claimsAndScopeOverrideDetails: { accessTokenGeneration } } };
    } catch (error) {
      log.error('failed', { error: traced(error) });
      // Whoever asked for the token is shown this.
      throw new Error('no token can be given now');
    }
  };
}
