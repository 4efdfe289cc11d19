import * as z from 'zod';
import { NivasError } from '../../shared/error.ts';
import type { Cors } from './cors.ts';
import { bucketName, mergeTemplates, ofType, type Resources } from './merge.ts';
import { routesIn } from './planned-routes.ts';

/** What synthesised templates ask this machine to make. Names are logical ids. */
export type Plan = {
  readonly tables: readonly Table[];
  readonly buckets: readonly string[];
  readonly routes: readonly PlannedRoute[];
  /** undefined: pages of no other origin may read an answer. */
  readonly cors: Cors | undefined;
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
  /** How often everybody together may ask; undefined: as often as they like. */
  readonly limit?: { readonly perSecond: number; readonly burst: number };
  /** A token from this issuer is asked for; undefined: none. */
  readonly guard?: {
    readonly issuer: string;
    readonly audience: readonly string[];
    readonly scopes: readonly string[];
  };
};

const Key = z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) });
const Attribute = z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) });
const TableProperties = z.object({ KeySchema: z.array(Key), AttributeDefinitions: z.array(Attribute) });
const Names = z.array(z.string()).default([]);
const ApiProperties = z.object({
  CorsConfiguration: z
    .object({
      AllowOrigins: Names,
      AllowMethods: Names,
      AllowHeaders: Names,
      ExposeHeaders: Names,
      MaxAge: z.number().default(0),
    })
    .optional(),
});

/** Every type a template may hold. `made`: something here stands for it. `ignored`: AWS needs it and we do not. */
const types: Readonly<Record<string, 'made' | 'ignored'>> = {
  'AWS::DynamoDB::GlobalTable': 'made',
  'AWS::S3::Bucket': 'made',
  'AWS::Lambda::Function': 'made',
  'AWS::Lambda::Alias': 'made',
  'AWS::Lambda::EventInvokeConfig': 'ignored',
  'AWS::ApiGatewayV2::Api': 'made',
  'AWS::ApiGatewayV2::Route': 'made',
  'AWS::ApiGatewayV2::Integration': 'made',
  'AWS::ApiGatewayV2::Authorizer': 'made',
  'AWS::ApiGatewayV2::Stage': 'made',
  'AWS::CloudWatch::Alarm': 'ignored',
  'AWS::CloudWatch::Dashboard': 'ignored',
  'AWS::CodeDeploy::Application': 'ignored',
  'AWS::CodeDeploy::DeploymentGroup': 'ignored',
  'AWS::Events::Rule': 'ignored',
  'AWS::IAM::Policy': 'ignored',
  'AWS::IAM::Role': 'ignored',
  'AWS::KMS::Key': 'ignored',
  'AWS::Lambda::Permission': 'ignored',
  'AWS::Lambda::Version': 'ignored',
  'AWS::Logs::LogGroup': 'ignored',
  'AWS::S3::BucketPolicy': 'ignored',
  'AWS::SNS::Topic': 'ignored',
  'AWS::SNS::TopicPolicy': 'ignored',
  'Custom::NivasCatalogue': 'ignored',
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
    routes: routesIn(resources),
    cors: corsOf(resources),
  };
}

function corsOf(resources: Resources): Cors | undefined {
  const [api] = ofType(resources, 'AWS::ApiGatewayV2::Api').map(([, { Properties }]) =>
    ApiProperties.parse(Properties),
  );
  if (api?.CorsConfiguration === undefined) return undefined;
  const { AllowOrigins: origins, AllowMethods: methods, AllowHeaders: headers } = api.CorsConfiguration;
  return {
    origins,
    methods,
    headers,
    exposed: api.CorsConfiguration.ExposeHeaders,
    seconds: api.CorsConfiguration.MaxAge,
  };
}
