import * as z from 'zod';
import { NivasError } from '../../shared/error.ts';
import { bucketName, ofType, type Resources } from './merge.ts';
import type { PlannedRoute } from './template.ts';

const Ref = z.strictObject({ Ref: z.string() });
const Arn = z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) });
const Target = z.strictObject({ 'Fn::Join': z.tuple([z.literal(''), z.tuple([z.literal('integrations/'), Ref])]) });
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

const Limit = z.object({ ThrottlingRateLimit: z.number(), ThrottlingBurstLimit: z.number() });
const StageProperties = z.object({
  RouteSettings: z.record(z.string(), Limit).default({}),
});

/** The API's routes, each with its function, its guard and how often it may be asked. */
export function routesIn(resources: Resources): PlannedRoute[] {
  const stages = ofType(resources, 'AWS::ApiGatewayV2::Stage').map(([, { Properties }]) =>
    StageProperties.parse(Properties),
  );
  return ofType(resources, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => {
    const route = RouteProperties.parse(Properties);
    const settings = stages.find(({ RouteSettings }) => RouteSettings[route.RouteKey])?.RouteSettings[route.RouteKey];
    return { ...toRoute(resources, route), ...(settings && { limit: limitOf(settings) }) };
  });
}

const limitOf = ({ ThrottlingRateLimit, ThrottlingBurstLimit }: z.infer<typeof Limit>) => ({
  perSecond: ThrottlingRateLimit,
  burst: ThrottlingBurstLimit,
});

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
  const planned = { key: route.RouteKey, lambda };
  if (route.AuthorizationType === 'NONE' || route.AuthorizerId === undefined) return planned;
  const authorizer = AuthorizerProperties.parse(named(resources, route.AuthorizerId.Ref).Properties);
  const { Issuer: issuer, Audience: audience } = authorizer.JwtConfiguration;
  return { ...planned, guard: { issuer, audience, scopes: route.AuthorizationScopes } };
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
