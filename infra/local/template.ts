import * as z from 'zod';
import { NivasError } from '../../shared/error.ts';
import { mergeTemplates, type Resources } from './merge.ts';

/** What synthesised templates ask this machine to make. Names are logical ids. */
export type Plan = {
  readonly tables: readonly Table[];
  readonly buckets: readonly string[];
  readonly routes: readonly PlannedRoute[];
};
export type Table = Pick<z.infer<typeof TableProperties>, 'KeySchema' | 'AttributeDefinitions'> & {
  readonly name: string;
};
export type PlannedFunction = {
  readonly name: string;
  /** Source file, from the root of the checkout. */
  readonly entry: string;
  readonly seconds: number;
  readonly environment: Readonly<Record<string, string>>;
};
export type PlannedRoute = {
  /** As API Gateway writes it: `GET /v1/audits/{id}`. */
  readonly key: string;
  readonly lambda: PlannedFunction;
  /** A token from this issuer is asked for; undefined: none. */
  readonly guard?: {
    readonly issuer: string;
    readonly audience: readonly string[];
    readonly scopes: readonly string[];
  };
};

const Ref = z.strictObject({ Ref: z.string() });
const Arn = z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) });
const Target = z.strictObject({ 'Fn::Join': z.tuple([z.literal(''), z.tuple([z.literal('integrations/'), Ref])]) });
const Key = z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) });
const Attribute = z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) });
const TableProperties = z.object({ KeySchema: z.array(Key), AttributeDefinitions: z.array(Attribute) });
const FunctionResource = z.object({
  Properties: z.object({
    Timeout: z.number(),
    Environment: z.object({ Variables: z.record(z.string(), z.union([z.string(), Ref])) }),
  }),
  Metadata: z.object({ 'nivas:entry': z.string() }),
});
const RouteProperties = z.object({
  RouteKey: z.string(),
  Target,
  AuthorizationType: z.enum(['JWT', 'NONE']).default('NONE'),
  AuthorizationScopes: z.array(z.string()).default([]),
  AuthorizerId: Ref.optional(),
});
const AuthorizerProperties = z.object({
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()) }),
});
/** A function is reached by its ARN, or by an alias: CloudFormation's reference to one is its ARN. */
const IntegrationProperties = z.object({
  IntegrationUri: z.union([Arn, Ref]),
  PayloadFormatVersion: z.literal('2.0'),
});
const AliasProperties = z.object({ FunctionName: Ref });

/** Every type a template may hold. `made`: something here stands for it. `ignored`: AWS needs it and we do not. */
const types: Readonly<Record<string, 'made' | 'ignored'>> = {
  'AWS::DynamoDB::GlobalTable': 'made',
  'AWS::S3::Bucket': 'made',
  'AWS::Lambda::Function': 'made',
  'AWS::Lambda::Alias': 'made',
  'AWS::ApiGatewayV2::Api': 'made',
  'AWS::ApiGatewayV2::Route': 'made',
  'AWS::ApiGatewayV2::Integration': 'made',
  'AWS::ApiGatewayV2::Authorizer': 'made',
  'AWS::ApiGatewayV2::Stage': 'ignored',
  'AWS::CloudWatch::Alarm': 'ignored',
  'AWS::CodeDeploy::Application': 'ignored',
  'AWS::CodeDeploy::DeploymentGroup': 'ignored',
  'AWS::IAM::Policy': 'ignored',
  'AWS::IAM::Role': 'ignored',
  'AWS::KMS::Key': 'ignored',
  'AWS::Lambda::Permission': 'ignored',
  'AWS::Lambda::Version': 'ignored',
  'AWS::Logs::LogGroup': 'ignored',
  'AWS::S3::BucketPolicy': 'ignored',
};

/** Reads synthesised templates as one. A type that is not listed above is an error, never passed over. */
export function parseTemplates(templates: readonly unknown[]): Plan {
  const resources = mergeTemplates(templates);
  for (const [id, { Type }] of Object.entries(resources))
    if (!Object.hasOwn(types, Type))
      throw new NivasError('internal', `\`${id}\` is a \`${Type}\`, which infra/local cannot run on this machine yet`);
  return {
    tables: ofType(resources, 'AWS::DynamoDB::GlobalTable').map(([name, { Properties }]) => {
      const { KeySchema, AttributeDefinitions } = TableProperties.parse(Properties);
      return { name, KeySchema, AttributeDefinitions };
    }),
    buckets: ofType(resources, 'AWS::S3::Bucket').map(([id]) => bucketName(id)),
    routes: ofType(resources, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) =>
      toRoute(resources, RouteProperties.parse(Properties)),
    ),
  };
}

const ofType = (resources: Resources, type: string) =>
  Object.entries(resources).filter(([, { Type }]) => Type === type);

/** S3 allows no capitals in a bucket's name. */
const bucketName = (id: string) => id.toLowerCase();

function toRoute(resources: Resources, route: z.infer<typeof RouteProperties>): PlannedRoute {
  const integration = named(resources, route.Target['Fn::Join'][1][1].Ref);
  const id = functionOf(resources, IntegrationProperties.parse(integration.Properties).IntegrationUri);
  const { Properties, Metadata } = FunctionResource.parse(named(resources, id));
  const environment = Object.entries(Properties.Environment.Variables).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : nameOf(resources, value.Ref),
  ]);
  const lambda = {
    name: id,
    entry: Metadata['nivas:entry'],
    seconds: Properties.Timeout,
    environment: Object.fromEntries(environment),
  };
  if (route.AuthorizationType === 'NONE' || route.AuthorizerId === undefined) return { key: route.RouteKey, lambda };
  const authorizer = AuthorizerProperties.parse(named(resources, route.AuthorizerId.Ref).Properties);
  const { Issuer: issuer, Audience: audience } = authorizer.JwtConfiguration;
  return { key: route.RouteKey, lambda, guard: { issuer, audience, scopes: route.AuthorizationScopes } };
}

function functionOf(resources: Resources, uri: z.infer<typeof Arn> | z.infer<typeof Ref>): string {
  if ('Fn::GetAtt' in uri) return uri['Fn::GetAtt'][0];
  return AliasProperties.parse(named(resources, uri.Ref).Properties).FunctionName.Ref;
}

/** What `Ref` gives for a table or a bucket. */
function nameOf(resources: Resources, id: string): string {
  const { Type } = named(resources, id);
  if (Type === 'AWS::S3::Bucket') return bucketName(id);
  if (Type === 'AWS::DynamoDB::GlobalTable') return id;
  throw new NivasError('internal', `a function's environment names \`${id}\`, a \`${Type}\` without a name here`);
}

function named(resources: Resources, id: string) {
  const found = resources[id];
  if (found === undefined) throw new NivasError('internal', `a template names \`${id}\`, and none holds it`);
  return found;
}
