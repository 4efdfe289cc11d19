import { fileURLToPath } from 'node:url';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, CfnFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { type ICommandHooks, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { bundling } from './bundling.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const { alias, ...shaping } = bundling;
const aliases = Object.fromEntries(Object.entries(alias).map(([name, file]) => [`--alias:${name}`, file]));

export type SourceFunctionProps = {
  /** `functions/<name>.ts`, which exports `handler`. */
  readonly entry: string;
  readonly timeout: Duration;
  readonly megabytes: number;
  /** Of its log; without one it is encrypted with a key of AWS's. */
  readonly key?: IKey;
  readonly environment: Readonly<Record<string, string>>;
  /** All it may do, but for writing its own log. */
  readonly statements: readonly PolicyStatement[];
  /** Files that lie beside the code, each under its name there. */
  readonly beside?: Readonly<Record<string, string>>;
};

/** A function from its source, with a role and a log of its own. */
export function sourceFunction(scope: Construct, id: string, props: SourceFunctionProps): NodejsFunction {
  const { entry, timeout, megabytes, key, environment, statements, beside = {} } = props;
  const logGroup = new LogGroup(scope, `${id}Log`, {
    retention: RetentionDays.SIX_MONTHS,
    ...(key === undefined ? {} : { encryptionKey: key }),
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  for (const statement of statements) role.addToPolicy(statement);
  logGroup.grantWrite(role);
  const made = new NodejsFunction(scope, id, {
    entry: `${root}${entry}`,
    projectRoot: root,
    depsLockFilePath: `${root}package-lock.json`,
    handler: 'handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    timeout,
    memorySize: megabytes,
    environment,
    awsSdkConnectionReuse: false,
    bundling: {
      ...shaping,
      esbuildArgs: aliases,
      format: OutputFormat.ESM,
      bundleAwsSDK: true,
      commandHooks: copying(beside),
    },
    // Older versions stay, so that a person can point an alias back at one.
    currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
    logGroup,
    role,
  });
  nameSource(made, entry);
  return made;
}

const copying = (beside: Readonly<Record<string, string>>): ICommandHooks => ({
  beforeBundling: () => [],
  beforeInstall: () => [],
  afterBundling: (_from, to) =>
    Object.entries(beside).map(([name, file]) => `cp ${quoted(file)} ${quoted(`${to}/${name}`)}`),
});

/** One word of a shell, whatever is in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Says in the template which file serves the function, so that it can be run where nothing is bundled. */
function nameSource(made: NodejsFunction, entry: string): void {
  const resource = made.node.defaultChild;
  if (!(resource instanceof CfnFunction)) throw new Error(`\`${made.node.path}\` holds no function`);
  resource.addMetadata('nivas:entry', entry);
}
