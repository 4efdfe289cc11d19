import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayEventRequestContextV2, APIGatewayProxyEventV2WithRequestContext, Context } from 'aws-lambda';
import type { JWTPayload } from 'jose';
import type { PlannedFunction, PlannedRoute } from './template.ts';

/** Whoever the token says is calling, as the authorizer passes it on. */
export type Caller = { readonly claims: Record<string, string>; readonly scopes: string[] };

export type Event = APIGatewayProxyEventV2WithRequestContext<
  APIGatewayEventRequestContextV2 & { authorizer?: { principalId: string; integrationLatency: number; jwt: Caller } }
>;

/** What API Gateway passes on as text; anything else, YAML too, arrives in base64. */
const textual = /^(text\/[^;]+|application\/(json|xml|javascript|[^;]+\+(json|xml)))\s*(;|$)/i;

type Received = {
  readonly request: IncomingMessage;
  readonly path: string;
  readonly search: string;
  readonly route: PlannedRoute;
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly caller: Caller | undefined;
};

/** The event as an HTTP API sends it to Lambda (payload format 2.0). */
export function toEvent({ request, path, search, route, parameters, body, caller }: Received): Event {
  const { cookie, ...headers } = joined(request.headersDistinct);
  const asText = textual.test(headers['content-type'] ?? '') && headers['content-encoding'] === undefined;
  const queryStringParameters = queryOf(search);
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: path,
    rawQueryString: search,
    headers,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    ...(Object.keys(queryStringParameters).length === 0 ? {} : { queryStringParameters }),
    ...(Object.keys(parameters).length === 0 ? {} : { pathParameters: { ...parameters } }),
    ...(body.length === 0 ? {} : { body: body.toString(asText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !asText,
    requestContext: requestContext(request, path, route.key, caller),
  };
}

function requestContext(request: IncomingMessage, path: string, routeKey: string, caller: Caller | undefined) {
  const now = new Date();
  return {
    accountId: 'local',
    apiId: 'local',
    domainName: request.headers.host ?? '',
    domainPrefix: 'local',
    http: {
      method: request.method ?? '',
      path,
      protocol: 'HTTP/1.1',
      sourceIp: request.socket.remoteAddress ?? '',
      userAgent: request.headers['user-agent'] ?? '',
    },
    requestId: randomUUID(),
    routeKey,
    stage: '$default',
    time: now.toISOString(),
    timeEpoch: now.getTime(),
    ...(caller === undefined ? {} : { authorizer: { principalId: '', integrationLatency: 0, jwt: caller } }),
  };
}

/** Claims arrive as text, whatever they were in the token. */
export const toCaller = (payload: JWTPayload, scopes: string[]): Caller => ({
  claims: Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, textOf(value)])),
  scopes,
});

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(' ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A header or parameter that was sent twice arrives once, with commas. */
const joined = (many: Readonly<Record<string, string[] | undefined>>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(many).map(([name, values]) => [name, values?.join(',')]));

function queryOf(search: string): Record<string, string> {
  const query = new URLSearchParams(search);
  return Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name).join(',')]));
}

/** As much of Lambda's context as a handler may rely on. */
export function toContext({ name, seconds }: PlannedFunction, awsRequestId: string): Context {
  const end = Date.now() + seconds * 1000;
  const unused = () => undefined;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:local:function:${name}`,
    memoryLimitInMB: '1024',
    awsRequestId,
    logGroupName: name,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, end - Date.now()),
    done: unused,
    fail: unused,
    succeed: unused,
  };
}
