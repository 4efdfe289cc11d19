import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StringAttribute,
  UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  type UserPoolDomain,
  UserPoolGroup,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Aws, Duration, Fn, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { tenantParameters } from '../shared/api/claim.ts';
import { groups, scopeSentences } from '../shared/api/groups.ts';
import { type Scope, scopes } from '../shared/api/routes.ts';
import { NivasError } from '../shared/error.ts';
import { harmless, MachineClient, noApiSignIn } from './machine-client.ts';
import { sourceFunction } from './source-function.ts';

export type IdentityProps = {
  /** Of the trigger's log. */
  readonly key: IKey;
  /** Where the console's pages come from, such as `https://console.example.in`; undefined: people cannot sign in. */
  readonly consoleOrigin: string | undefined;
  /** Each gets a client for its machines. */
  readonly machineTenants: readonly string[];
};

/** What a person of a tenant may ask for at the console. Members of groups get the scopes of their groups besides. */
const consoleScopes: readonly Scope[] = ['check', 'read'];
const machineScopes: readonly Scope[] = ['check', 'declare', 'read'];

/** Who may call: people with a second factor, and machines of tenants. The pool outlives its stack. */
export class Identity extends Construct {
  /** Of the tokens: what the API's authorizer trusts. */
  readonly issuer: string;
  /** Ids of clients: the authorizer compares `client_id` where a token has no `aud`, as Cognito's access tokens do. */
  readonly audiences: readonly string[];
  /** Where machines and the console get their tokens. */
  readonly tokenUrl: string;

  constructor(scope: Construct, id: string, { key, consoleOrigin, machineTenants }: IdentityProps) {
    super(scope, id);
    if (consoleOrigin === undefined && machineTenants.length === 0)
      throw new NivasError('request_invalid', 'nobody could get a token: set `consoleOrigin` or `machineTenants`');
    const userPool = this.#userPool(key);
    const scopeNamed = this.#resourceServer(userPool);
    for (const [groupName, { description }] of groups)
      new UserPoolGroup(this, groupName, { userPool, groupName, description });
    const machines = machineTenants.map(
      (tenant) =>
        new MachineClient(this, `Machine-${tenant}`, { userPool, tenant, scopes: machineScopes.map(scopeNamed) })
          .clientId,
    );
    const people = consoleOrigin === undefined ? [] : [this.#console(userPool, consoleOrigin, scopeNamed)];
    this.issuer = `https://cognito-idp.${Stack.of(this).region}.amazonaws.com/${userPool.userPoolId}`;
    this.audiences = [...people, ...machines];
    this.tokenUrl = `${this.#domain(userPool).baseUrl()}/oauth2/token`;
  }

  #userPool(key: IKey): UserPool {
    const userPool = new UserPool(this, 'People', {
      // Tokens of machines get claims only from a trigger of version 3, which this plan has and the smaller one has not.
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      keepOriginal: { email: true },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { sms: false, otp: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
        passwordHistorySize: 10,
      },
      customAttributes: {
        tenant: new StringAttribute({ minLen: 3, maxLen: 40, mutable: true }),
        issuers: new StringAttribute({ minLen: 2, maxLen: 400, mutable: true }),
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(userPool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason: 'The larger plan judges risky sign-ins and costs more for each person; here each needs a second factor.',
    });
    userPool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, this.#claims(key), LambdaVersion.V3_0);
    return userPool;
  }

  #claims(key: IKey) {
    const { region } = Stack.of(this);
    const parameters = Stack.of(this).formatArn({ service: 'ssm', resource: `parameter${tenantParameters}*` });
    Validations.of(this).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ssm:${region}:<AWS::AccountId>:parameter${tenantParameters}*]`,
      reason:
        'Parameters are named by clients, clients wait for their pool, and the pool waits for this role: it cannot name them.',
    });
    return sourceFunction(this, 'Claims', {
      entry: 'functions/claims.ts',
      timeout: Duration.seconds(5),
      megabytes: 512, // Cognito waits no longer.
      key,
      environment: {},
      statements: [new PolicyStatement({ actions: ['ssm:GetParameter'], resources: [parameters] })],
    });
  }

  #resourceServer(userPool: UserPool): (scope: Scope) => OAuthScope {
    const made = new Map(
      scopes.map((scopeName) => {
        const scopeDescription = scopeSentences[scopeName];
        return [scopeName, new ResourceServerScope({ scopeName, scopeDescription })] as const;
      }),
    );
    const server = userPool.addResourceServer('Api', { identifier: 'nivas', scopes: [...made.values()] });
    return (scope) => {
      const found = made.get(scope);
      if (found === undefined) throw new Error(`there is no scope \`${scope}\``);
      return OAuthScope.resourceServer(server, found);
    };
  }

  /** It has no secret, since its pages are public: it sends PKCE's challenge, which Cognito then insists on. */
  #console(userPool: UserPool, origin: string, scopeNamed: (scope: Scope) => OAuthScope): string {
    const client = new UserPoolClient(this, 'Console', {
      userPool,
      userPoolClientName: 'console',
      generateSecret: false,
      authFlows: noApiSignIn,
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, ...consoleScopes.map(scopeNamed)],
        callbackUrls: [`${origin}/`],
        logoutUrls: [`${origin}/`],
      },
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.hours(8),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
      readAttributes: new ClientAttributes()
        .withStandardAttributes({ email: true, emailVerified: true, fullname: true })
        .withCustomAttributes('tenant', 'issuers'),
      writeAttributes: harmless,
    });
    return client.userPoolClientId;
  }

  /** A name that nobody else in the region can have: the stack's own id. */
  #domain(userPool: UserPool): UserPoolDomain {
    const domainPrefix = `nivas-${Fn.select(2, Fn.split('/', Aws.STACK_ID))}`;
    return userPool.addDomain('Domain', { cognitoDomain: { domainPrefix } });
  }
}
