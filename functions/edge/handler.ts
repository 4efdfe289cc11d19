import middy, { type MiddlewareObj, type Request } from '@middy/core';
import type { Context } from 'aws-lambda';
import { within } from '../../shared/adapters/aws/deadline.ts';
import { problemOf, problems } from '../../shared/api/problem.ts';
import { type Lambda, type Route, routes } from '../../shared/api/routes.ts';
import { NivasError } from '../../shared/error.ts';
import { type Call, toCall } from './call.ts';
import { Event, formOf } from './event.ts';
import { type Log, lambdaLog, traced } from './log.ts';
import { type Result, type Said, toProblemResult, toResult } from './result.ts';

export type Handler = (event: unknown, context: Context) => Promise<Result>;

/** A route with what answers it. */
export type Endpoint = { readonly route: Route; readonly answer: (event: Event) => Promise<Answer> };
type Answer = { readonly result: Result; readonly verdict: string | undefined };

export function endpoint<R extends Route>(route: R, run: (call: Call<R>) => Promise<Said>): Endpoint {
  const answer = async (event: Event) => {
    const said = await run(toCall(route, event));
    return { result: toResult(route, said, event), verdict: said.verdict };
  };
  return { route, answer };
}

/** Leaves the time to say so when an answer comes too late. */
const lateMilliseconds = 500;

/**
 * The handler of one Lambda: finds the endpoint, answers, and turns what is thrown into problem details.
 * Throws at once when the endpoints are not exactly the routes of that Lambda.
 */
export function lambdaHandler(lambda: Lambda, endpoints: readonly Endpoint[], log: Log = lambdaLog(lambda)): Handler {
  const byKey = new Map(endpoints.map((each) => [keyOf(each.route), each]));
  const missing = routes.find((route) => route.lambda === lambda && !byKey.has(keyOf(route)));
  if (missing !== undefined) throw new Error(`\`${lambda}\` does not answer \`${missing.name}\``);
  const answer = async (event: unknown, _context: Context, { signal }: { readonly signal: AbortSignal }) => {
    const parsed = Event.parse(event);
    const found = byKey.get(parsed.routeKey);
    if (found === undefined) throw new NivasError('not_found', 'there is no such route');
    const { result, verdict } = await within(signal, () => found.answer(parsed));
    if (verdict !== undefined) log.measure?.audited(verdict);
    return result;
  };
  const late = () => {
    throw new NivasError('store_unavailable', 'this took too long; the same request may be sent again');
  };
  const handler = middy<unknown, Result>({ timeoutEarlyInMillis: lateMilliseconds, timeoutEarlyResponse: late })
    .use(accounted(log))
    .use(explained(log, byKey))
    .handler(answer);
  return (event, context) => handler(event, context);
}

const keyOf = ({ method, path }: Route) => `${method} ${path}`;

type Middleware = MiddlewareObj<unknown, Result>;
type Handled = Request<unknown, Result>;

/** Answers what was thrown. What is ours or nobody's fault is logged with its causes; the caller learns nothing of it. */
function explained(log: Log, byKey: ReadonlyMap<string, Endpoint>): Middleware {
  return {
    onError: (request) => {
      const { error, event } = request;
      const failure = error instanceof NivasError ? error : new NivasError('internal', 'unexpected');
      const id = requestId(request);
      if (problems[failure.code].status >= 500) log.error('failed', { request: id, error: traced(error) });
      const route = byKey.get(keyIn(event))?.route;
      request.response = toProblemResult(failure.code, problemOf(failure, id), formOf(event), route);
    },
  };
}

/** Logs and counts each request once: never a body, a token, a claim, a query or a name. */
function accounted(log: Log): Middleware {
  const startedAt = new WeakMap<object, number>();
  const account = (request: Handled) => {
    const { event, error, response } = request;
    const route = routeOf(event);
    const milliseconds = Math.round(performance.now() - (startedAt.get(request) ?? performance.now()));
    log.measure?.answered(route ?? 'none', response?.statusCode ?? 500, milliseconds);
    log.info('answered', {
      request: requestId(request),
      route,
      status: response?.statusCode,
      milliseconds,
      ...(error != null && { code: error instanceof NivasError ? error.code : 'internal' }),
    });
  };
  return {
    before: (request) => {
      startedAt.set(request, performance.now());
    },
    after: account,
    onError: account,
  };
}

const requestId = ({ event, context }: Handled): string =>
  Event.shape.requestContext.shape.requestId.safeParse(fieldOf(fieldOf(event, 'requestContext'), 'requestId')).data ??
  context.awsRequestId;

/** The route's name, not its path: ids stay out of the log. */
const routeOf = (event: unknown) => routes.find((route) => keyOf(route) === keyIn(event))?.name;

const keyIn = (event: unknown) => Event.shape.routeKey.safeParse(fieldOf(event, 'routeKey')).data ?? '';

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
