import { Logger } from '@aws-lambda-powertools/logger';
import { claimsHandler } from './edge/claims.ts';
import { clientTenants, parameterClient } from './edge/client-tenants.ts';

/** Tells Cognito, before it gives a token, whom the bearer acts for. */
export const handler = claimsHandler(
  clientTenants(parameterClient(process.env), () => new Date()),
  new Logger({ serviceName: 'nivas' }),
);
