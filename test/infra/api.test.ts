import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { routes } from '../../shared/api/routes.ts';
import { makeApp, settings, shown, templateOf } from './app.ts';

const app = makeApp();
const template = templateOf(app, 'NivasApi');
const functions = templateOf(app, 'NivasFunctions');

/** Which file serves the function whose alias another stack's export gives. */
function servedBy(value: unknown): string {
  const name = shown(value).slice(1, -1);
  const exported = Object.values(functions.findOutputs('*')).find(({ Export }) => Export?.Name === name);
  const alias = functions.findResources('AWS::Lambda::Alias')[exported?.Value.Ref];
  return functions.findResources('AWS::Lambda::Function')[alias?.Properties.FunctionName.Ref]?.Metadata['nivas:entry'];
}

describe('routes', () => {
  const made = Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties);

  test('each route is there once, and nothing else', () => {
    const keys = made.map(({ RouteKey }) => RouteKey).sort();
    expect(keys).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
  });

  test.each(routes)('$method $path asks for scope $scope and leads to $lambda', ({ method, path, scope, lambda }) => {
    const route = made.find(({ RouteKey }) => RouteKey === `${method} ${path}`);
    expect(route.AuthorizationScopes).toEqual(scope === null ? undefined : [`nivas/${scope}`]);
    expect(route.AuthorizationType).toBe(scope === null ? 'NONE' : 'JWT');
    expect(route.AuthorizerId === undefined).toBe(scope === null);
    const integration = template.findResources('AWS::ApiGatewayV2::Integration')[route.Target['Fn::Join'][1][1].Ref];
    const { IntegrationUri } = integration?.Properties ?? {};
    expect(servedBy(IntegrationUri)).toBe(`functions/${lambda}.ts`);
  });

  test('tokens are judged by the issuer and the audiences of the context', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      JwtConfiguration: { Issuer: settings.tokens?.issuer, Audience: settings.tokens?.audience },
    });
  });

  test('the stage limits each route as the table of routes says, and is logged', () => {
    const limits = routes.map(({ method, path, perSecond }) => [
      `${method} ${path}`,
      { ThrottlingRateLimit: perSecond, ThrottlingBurstLimit: 2 * perSecond },
    ]);
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      RouteSettings: Match.exact(Object.fromEntries(limits)),
      AccessLogSettings: { DestinationArn: Match.anyValue() },
    });
  });

  test('the stage waits for every route, as it names them', () => {
    const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
    expect(stage?.DependsOn).toEqual(
      expect.arrayContaining(Object.keys(template.findResources('AWS::ApiGatewayV2::Route'))),
    );
  });
});

test('the access log is kept for 180 days, encrypted with our key', () => {
  template.resourceCountIs('AWS::Logs::LogGroup', 1);
  template.allResourcesProperties('AWS::Logs::LogGroup', {
    RetentionInDays: 180,
    KmsKeyId: { 'Fn::ImportValue': Match.stringLikeRegexp('NivasData:ExportsOutputFnGetAttDataKey') },
  });
});

test('the address is given out', () => template.hasOutput('Url', {}));

describe('pages of another origin', () => {
  test('may read nothing when no console is named', () => {
    template.allResourcesProperties('AWS::ApiGatewayV2::Api', { CorsConfiguration: Match.absent() });
  });

  test('may call and read what a client needs when they are the console’s', () => {
    const consoleOrigin = 'https://console.example.in';
    templateOf(makeApp({ consoleOrigin }), 'NivasApi').hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: Match.exact({
        AllowOrigins: [consoleOrigin],
        AllowMethods: [...new Set(routes.map(({ method }) => method))],
        AllowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match'],
        ExposeHeaders: ['etag', 'link', 'retry-after', 'idempotency-replayed', 'deprecation', 'sunset'],
        MaxAge: 3600,
      }),
    });
  });
});
