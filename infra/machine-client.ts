import { ClientAttributes, type OAuthScope, type UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { TenantName, tenantParameter } from '../shared/api/claim.ts';
import { NivasError } from '../shared/error.ts';

/** What an app client may change of a person: the attributes that decide about access are not among it. */
export const harmless = new ClientAttributes().withStandardAttributes({ fullname: true });
/** No sign-in by API call: people come through the sign-in pages, machines through the token endpoint. */
export const noApiSignIn = { userSrp: false, userPassword: false, adminUserPassword: false, custom: false };

type MachineClientProps = {
  readonly userPool: UserPool;
  readonly tenant: string;
  readonly scopes: readonly OAuthScope[];
};

/** A machine that acts for one tenant: its secret is made by Cognito, its tenant stands in a parameter. */
export class MachineClient extends Construct {
  readonly clientId: string;

  constructor(scope: Construct, id: string, { userPool, tenant, scopes }: MachineClientProps) {
    super(scope, id);
    const client = new UserPoolClient(this, 'Client', {
      userPool,
      userPoolClientName: `machine-${tenant}`,
      generateSecret: true,
      authFlows: noApiSignIn,
      oAuth: { flows: { clientCredentials: true }, scopes: [...scopes] },
      accessTokenValidity: Duration.hours(1),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
      writeAttributes: harmless,
    });
    this.clientId = client.userPoolClientId;
    new StringParameter(this, 'Tenant', {
      parameterName: tenantParameter(this.clientId),
      simpleName: false,
      stringValue: tenant,
      description: `The tenant that machine client ${tenant} acts for`,
    });
  }
}

/** The tenants in a list with commas, as the context value `machineTenants` has it; none where there is no value. */
export function machineTenants(value: unknown): string[] {
  if (value === undefined || value === '') return [];
  const names = typeof value === 'string' ? value.split(',').map((name) => name.trim()) : [value];
  return names.map((name, at) => {
    const tenant = TenantName.safeParse(name);
    if (!tenant.success)
      throw new NivasError(
        'request_invalid',
        `machineTenants: \`${name}\` is no tenant; ${tenant.error.issues[0]?.message}`,
      );
    if (names.indexOf(name) !== at)
      throw new NivasError('request_invalid', `machineTenants: \`${name}\` is there twice`);
    return tenant.data;
  });
}
