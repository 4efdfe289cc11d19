import { fileURLToPath } from 'node:url';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type Alias, Architecture, CfnFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { type Lambda, lambdas } from '../shared/api/routes.ts';
import { bundling } from './bundling.ts';
import type { Data } from './data.ts';
import { Gradual } from './gradual.ts';
import { permissions } from './permissions.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * One function for each set of permissions, from `functions/<name>.ts`. Requests go to its alias `live`, which moves
 * to a new version step by step.
 *
 * None reserves concurrency. The gateway lets so many requests a second through that the account's default of 1,000
 * at once is far off, an alarm rings before it is reached, and what is reserved here is taken from the account's other
 * functions; in an account whose limit was never raised the deployment would fail.
 */
export class Functions extends Construct {
  readonly of: ReadonlyMap<Lambda, Alias>;
  readonly #gradual: Gradual;

  constructor(scope: Construct, id: string, { data }: { readonly data: Data }) {
    super(scope, id);
    this.#gradual = new Gradual(this, 'Gradual');
    this.of = new Map(lambdas.map((lambda) => [lambda, this.#function(lambda, data)]));
  }

  #function(lambda: Lambda, data: Data): Alias {
    const name = `${lambda.charAt(0).toUpperCase()}${lambda.slice(1)}`;
    const logGroup = new LogGroup(this, `${name}Log`, {
      retention: RetentionDays.SIX_MONTHS,
      encryptionKey: data.key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const role = new Role(this, `${name}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    for (const statement of permissions(lambda, data)) role.addToPolicy(statement);
    logGroup.grantWrite(role);
    const made = new NodejsFunction(this, name, {
      entry: `${root}functions/${lambda}.ts`,
      projectRoot: root,
      depsLockFilePath: `${root}package-lock.json`,
      handler: 'handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: Duration.seconds(25),
      memorySize: 1024,
      environment: environment(lambda, data),
      awsSdkConnectionReuse: false,
      bundling: { ...bundling, format: OutputFormat.ESM, bundleAwsSDK: true },
      // Older versions stay, so that a person can point `live` back at one.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
      logGroup,
      role,
    });
    nameSource(made, `functions/${lambda}.ts`);
    const alias = made.addAlias('live');
    this.#gradual.add(lambda, made, alias);
    return alias;
  }
}

/** A function is told only the names of what it may touch. */
function environment(lambda: Lambda, data: Data): Record<string, string> {
  const records = { RECORDS_TABLE: data.records.tableName };
  const catalogue = { CATALOGUE_TABLE: data.catalogue.tableName };
  const bodies = { BODIES_BUCKET: data.bodies.bucketName };
  return {
    submit: { ...records, ...catalogue, ...bodies },
    read: { ...records, ...catalogue, ...bodies },
    stateless: { ...catalogue, ...bodies },
    evidence: { ...bodies },
  }[lambda];
}

/** Says in the template which file serves the function, so that it can be run where nothing is bundled. */
function nameSource(made: NodejsFunction, entry: string): void {
  const resource = made.node.defaultChild;
  if (!(resource instanceof CfnFunction)) throw new Error(`\`${made.node.path}\` holds no function`);
  resource.addMetadata('nivas:entry', entry);
}
