import { gunzipSync } from 'node:zlib';
import { evidenceHandler } from '../../functions/edge/evidence.ts';
import { readHandler } from '../../functions/edge/read.ts';
import { statelessHandler } from '../../functions/edge/stateless.ts';
import { submitHandler } from '../../functions/edge/submit.ts';
import { type Lambda, type Route, routes } from '../../shared/api/routes.ts';
import type { EvidencePorts } from '../../shared/operations/offer-evidence.ts';
import type { Rulebook } from '../../shared/policy/release.ts';
import { memoryPorts } from '../operations/ports.ts';

export type Sent = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly tenant?: string;
  readonly scopes?: readonly string[];
  readonly claims?: Readonly<Record<string, string>>;
};
export type Answered = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly route: Route;
};

/** The handlers over ports in memory, evidence elsewhere if told so, with what they log. */
export function makeService(elsewhere?: EvidencePorts, rules?: Rulebook) {
  const memory = memoryPorts(undefined, rules);
  const uploads = elsewhere ?? { evidence: memory.evidence, links: memory.evidence };
  const ports = { ...memory.ports, evidence: uploads.evidence };
  const logged: unknown[] = [];
  const log = {
    info: (message: string, fields: object) => void logged.push({ message, ...fields }),
    error: (message: string, fields: object) => void logged.push({ message, ...fields }),
  };
  const handlers = {
    submit: submitHandler(ports, log),
    read: readHandler(ports, log),
    stateless: statelessHandler(memory.ports, log),
    evidence: evidenceHandler(uploads, log),
  } satisfies Record<Lambda, unknown>;
  let requests = 0;
  const send = async (sent: Sent): Promise<Answered> => {
    const { route, pathParameters } = found(sent);
    const requestId = `request-${requests++}`;
    const event = { ...toEvent(sent, route), pathParameters, requestContext: contextOf(sent, requestId) };
    const { statusCode, headers, body, isBase64Encoded } = await handlers[route.lambda](event, lambdaContext);
    const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
    const text = (headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
    return { status: statusCode, headers, text, route };
  };
  return { ...memory, handlers, logged, send };
}

function toEvent({ headers = {}, query = '', body = '' }: Sent, { method, path }: Route) {
  const text = typeof body === 'string' && headers['content-encoding'] === undefined;
  return {
    routeKey: `${method} ${path}`,
    rawQueryString: query,
    headers,
    queryStringParameters: Object.fromEntries(new URLSearchParams(query)),
    body: text ? body : Buffer.from(body).toString('base64'),
    isBase64Encoded: !text,
  };
}

function contextOf({ tenant = 'tenant-a', scopes = ['check', 'declare', 'read'], claims }: Sent, requestId: string) {
  const scope = scopes.map((name) => `nivas/${name}`).join(' ');
  return { requestId, authorizer: { jwt: { claims: claims ?? { tenant, scope }, scopes: null } } };
}

function found({ method, path }: Sent) {
  for (const route of routes) {
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const match = new RegExp(`^${route.path.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(path);
    if (route.method !== method || match === null) continue;
    const parameters = names.map((name, n) => [name, decodeURIComponent(match[n + 1] ?? '')]);
    return { route: route satisfies Route, pathParameters: Object.fromEntries(parameters) };
  }
  throw new Error(`no route ${method} ${path}`);
}

const unused = () => undefined;
export const lambdaContext = {
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'f',
  functionVersion: '1',
  invokedFunctionArn: 'arn',
  memoryLimitInMB: '1024',
  awsRequestId: 'lambda-request',
  logGroupName: 'g',
  logStreamName: 's',
  getRemainingTimeInMillis: () => 25_000,
  done: unused,
  fail: unused,
  succeed: unused,
};
