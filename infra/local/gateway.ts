import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { type Authorize, Refusal } from './authorizer.ts';
import { type Cors, corsHeaders, isPreflight, withoutCors } from './cors.ts';
import { type Event, toContext, toEvent } from './event.ts';
import { routeOf } from './routing.ts';
import type { PlannedFunction, PlannedRoute } from './template.ts';
import type { Throttle } from './throttle.ts';

export type Handler = (event: Event, context: Context) => Promise<unknown>;

export type Gateway = {
  readonly routes: readonly PlannedRoute[];
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly authorize: Authorize;
  readonly cors?: Cors | undefined;
  /** Left out: nobody asks too often. */
  readonly throttle?: Throttle | undefined;
  /** After this long the gateway answers by itself. */
  readonly integrationSeconds?: number;
};

const mostBodyBytes = 10 * 1024 * 1024;
/** Lambda's own bound on an event and on an answer, as JSON. */
const mostLambdaBytes = 6 * 1024 * 1024;

const Result = z.object({
  statusCode: z.number(),
  headers: z
    .record(z.string().toLowerCase(), z.union([z.string(), z.number(), z.boolean()]).transform(String))
    .default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});
type Result = z.infer<typeof Result>;

/**
 * Imitates an API Gateway HTTP API in front of Lambda handlers: routes, tokens, limits, CORS, and the bodies it
 * answers itself, which are not ours and not problem details.
 */
export function makeGateway(gateway: Gateway): RequestListener {
  const { cors } = gateway;
  return (request, response) => {
    const preflight = cors !== undefined && isPreflight(request.method, request.headers);
    const added = corsHeaders(cors, request.headers.origin, preflight);
    if (preflight) {
      response.writeHead(204, added).end();
      return;
    }
    answer(gateway, request)
      .catch((error: unknown) => {
        if (error instanceof Refusal) return error;
        console.error(error);
        return new Refusal(500, 'Internal Server Error');
      })
      .then((made) => {
        if (made instanceof Refusal) return refuse(response, made, added);
        send(response, { ...made, headers: cors === undefined ? made.headers : withoutCors(made.headers) }, added);
      })
      .catch(console.error);
  };
}

async function answer(gateway: Gateway, request: IncomingMessage): Promise<Result> {
  const [path = '', search = ''] = (request.url ?? '').split(/\?(.*)/s);
  const { route, parameters } = routeOf(gateway.routes, request.method ?? '', path);
  if (gateway.throttle?.(route) === true) throw new Refusal(429, 'Too Many Requests');
  const caller = await gateway.authorize(request.headers.authorization, route.guard);
  const body = await bodyOf(request);
  const event = toEvent({ request, path, search, route, parameters, body, caller });
  if (sizeOf(event) > mostLambdaBytes) throw new Refusal(413, 'Request Entity Too Large');
  const result = await invoke(gateway, route.lambda, event);
  if (sizeOf(result) > mostLambdaBytes) throw new Error(`${route.key} answered more than Lambda lets through`);
  return result;
}

const sizeOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

/** Reads the body up to the bound. What comes after is taken and dropped, so that the caller sees our answer. */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const tooLarge = new Refusal(413, 'Request Entity Too Large');
  if (Number(request.headers['content-length'] ?? 0) > mostBodyBytes) throw tooLarge;
  const parts: Buffer[] = [];
  let size = 0;
  // Leaving a `for await` early would destroy the request, and the caller would see no answer.
  await new Promise<void>((done, fail) => {
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= mostBodyBytes) parts.push(part);
      else fail(tooLarge);
    });
    request.once('end', done).once('error', fail);
  });
  return Buffer.concat(parts);
}

async function invoke(gateway: Gateway, lambda: PlannedFunction, event: Event): Promise<Result> {
  const handler = gateway.handlers.get(lambda.entry);
  if (handler === undefined) throw new Error(`no handler is loaded for \`${lambda.entry}\``);
  const { integrationSeconds = 30 } = gateway;
  const giveUp = new AbortController();
  const late = async (seconds: number, refusal: Refusal) => {
    await wait(seconds * 1000, undefined, { signal: giveUp.signal });
    throw refusal;
  };
  try {
    const made = await Promise.race([
      handler(event, toContext(lambda, event.requestContext.requestId)),
      late(integrationSeconds, new Refusal(503, 'Service Unavailable')),
      late(lambda.seconds, new Refusal(500, 'Internal Server Error')),
    ]);
    return Result.parse(made);
  } finally {
    giveUp.abort();
  }
}

type Headers = Readonly<Record<string, string>>;

function refuse(response: ServerResponse, { status, message, headers }: Refusal, added: Headers): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers, ...added });
  response.end(JSON.stringify({ message }));
}

function send(response: ServerResponse, result: Result, added: Headers): void {
  const { statusCode, headers, cookies, body, isBase64Encoded } = result;
  const setCookie = cookies.length === 0 ? {} : { 'set-cookie': cookies };
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const type = { 'content-type': 'text/plain;charset=UTF-8' };
  // a 304 has no body, and the length of one would be of the answer that is not sent (RFC 9110, section 8.6)
  const length = statusCode === 304 ? {} : { 'content-length': bytes.length };
  response.writeHead(statusCode, { ...type, ...headers, ...added, ...setCookie, ...length }).end(bytes);
}
