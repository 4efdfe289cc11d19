import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { tenantParameter } from '../../shared/api/claim.ts';
import type { Env } from './environment.ts';

export type TenantOfClient = (clientId: string) => Promise<string | undefined>;

/** How long a client's tenant is taken as known, so that a token costs no call. A client without one is asked for anew. */
const freshMilliseconds = 5 * 60_000;

/** Which tenant a machine client acts for: what its parameter says; undefined if it has none. */
export function clientTenants(client: Pick<SSMClient, 'send'>, now: () => Date): TenantOfClient {
  const known = new Map<string, { readonly until: number; readonly tenant: string }>();
  return async (clientId) => {
    const held = known.get(clientId);
    if (held !== undefined && now().getTime() < held.until) return held.tenant;
    const tenant = await read(client, tenantParameter(clientId));
    if (tenant === undefined) known.delete(clientId);
    else known.set(clientId, { until: now().getTime() + freshMilliseconds, tenant });
    return tenant;
  };
}

async function read(client: Pick<SSMClient, 'send'>, Name: string): Promise<string | undefined> {
  const answer = await client.send(new GetParameterCommand({ Name })).catch((cause: unknown) => {
    if (cause instanceof ParameterNotFound) return undefined;
    throw cause;
  });
  return answer?.Parameter?.Value;
}

/** Cognito waits 5 seconds for its trigger, so: two tries of 1.5 seconds. */
export function parameterClient({ AWS_REGION, AWS_ENDPOINT_URL_SSM }: Env): SSMClient {
  return new SSMClient({
    ...(AWS_REGION !== undefined && { region: AWS_REGION }),
    ...(AWS_ENDPOINT_URL_SSM !== undefined && { endpoint: AWS_ENDPOINT_URL_SSM }),
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 1_500, throwOnRequestTimeout: true },
  });
}
