import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnStage,
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Alias, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import * as z from 'zod';
import { type Lambda, type Route, routes } from '../shared/api/routes.ts';

type ApiProps = {
  readonly functions: ReadonlyMap<Lambda, Alias>;
  /** Of the access log. */
  readonly key: IKey;
  readonly issuer: string;
  readonly audience: readonly string[];
  /** The one other origin whose pages may call and read the API; undefined: none may. */
  readonly consoleOrigin: string | undefined;
};

/** The routes of `shared/api/routes.ts`. A route with a scope asks for a token that carries `nivas/<scope>`. */
export class Api extends Construct {
  readonly http: HttpApi;
  readonly url: string;
  readonly #key: IKey;

  constructor(scope: Construct, id: string, { functions, key, issuer, audience, consoleOrigin }: ApiProps) {
    super(scope, id);
    this.#key = key;
    const httpApi = new HttpApi(this, 'Http', { createDefaultStage: false, ...corsFor(consoleOrigin) });
    this.http = httpApi;
    const authorizer = new HttpJwtAuthorizer('Tokens', issuer, { jwtAudience: [...audience] });
    const integrations = new Map(
      [...functions].map(([lambda, live]) => [lambda, new HttpLambdaIntegration(lambda, Served.parse(live))] as const),
    );
    const made = routes.map((route) => {
      const integration = integrations.get(route.lambda);
      if (integration === undefined) throw new Error(`no function \`${route.lambda}\` for route \`${route.name}\``);
      const routeKey = HttpRouteKey.with(route.path, HttpMethod[route.method]);
      return new HttpRoute(this, route.name, { httpApi, routeKey, integration, ...guard(route, authorizer) });
    });
    const stage = this.#stage(httpApi);
    limitRoutes(stage);
    // The stage names each route, so they must be there before it.
    stage.node.addDependency(...made);
    this.url = stage.url;
  }

  #stage(httpApi: HttpApi): HttpStage {
    const log = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.SIX_MONTHS,
      encryptionKey: this.#key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    return new HttpStage(this, 'Stage', {
      httpApi,
      autoDeploy: true,
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: accessLogFormat },
    });
  }
}

/** An `Alias` is an `IFunction`, but not to the compiler: it exactly types what CDK leaves loose (`role`). */
const Served = z.custom<IFunction>((value) => value instanceof Alias);

/** Who called what and how it ended; never a body, a token or a query. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    at: '$context.requestTime',
    sourceIp: '$context.identity.sourceIp',
    route: '$context.routeKey',
    status: '$context.status',
    tenant: '$context.authorizer.claims.tenant',
    issuers: '$context.authorizer.claims.issuers',
    subject: '$context.authorizer.claims.sub',
    client: '$context.authorizer.claims.client_id',
    authorizerError: '$context.authorizer.error',
    integrationError: '$context.integrationErrorMessage',
    latency: '$context.responseLatency',
  }),
);

/** Each route's limit, for the whole deployment. The gateway answers 429 above it. */
function limitRoutes(stage: HttpStage): void {
  const resource = stage.node.defaultChild;
  if (!(resource instanceof CfnStage)) throw new Error(`\`${stage.node.path}\` holds no stage`);
  const limits = routes.map(({ method, path, perSecond }) => [
    `${method} ${path}`,
    { ThrottlingRateLimit: perSecond, ThrottlingBurstLimit: 2 * perSecond },
  ]);
  resource.routeSettings = Object.fromEntries(limits);
}

/** Answers preflights for the console's pages. Tokens go in a header, so no cookie is let through. */
const corsFor = (origin: string | undefined) =>
  origin === undefined
    ? {}
    : {
        corsPreflight: {
          allowOrigins: [origin],
          allowMethods: [...new Set(routes.map(({ method }) => CorsHttpMethod[method]))],
          allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match'],
          exposeHeaders: ['etag', 'link', 'retry-after', 'idempotency-replayed', 'deprecation', 'sunset'],
          maxAge: Duration.hours(1),
        },
      };

const guard = ({ scope }: Route, authorizer: HttpJwtAuthorizer) =>
  scope === null ? {} : { authorizer, authorizationScopes: [`nivas/${scope}`] };
