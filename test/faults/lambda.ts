import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Lambda } from '../../shared/api/routes.ts';
import { lambdaContext } from '../api/service.ts';
import { timeless } from './world.ts';

/** An answer as it was given. */
export type Answered = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

/** An answer without what differs each time. */
export type Reply = {
  readonly status: number;
  /** The code of the problem; undefined: there is none. */
  readonly problem: string | undefined;
  readonly retryAfter: string | undefined;
  /** JSON is parsed, since a table gives maps back in any order. */
  readonly body: unknown;
};

const isFunction = (value: unknown) => typeof value === 'function';
const Module = z.object({ handler: z.custom<(event: unknown, context: unknown) => Promise<unknown>>(isFunction) });
const Result = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  isBase64Encoded: z.boolean(),
});

Object.assign(process.env, { POWERTOOLS_LOG_LEVEL: 'SILENT', POWERTOOLS_METRICS_DISABLED: 'true' });
let started = 0;

/** A function as it is deployed, just started: it has read nothing yet. */
export async function coldStart(lambda: Lambda): Promise<(event: unknown) => Promise<Answered>> {
  // The query makes it another module; what it imports is loaded once.
  const url = new URL(`../../functions/${lambda}.ts?start=${started++}`, import.meta.url).href;
  const { handler } = Module.parse(await import(/* @vite-ignore */ url));
  return async (event) => {
    const { statusCode, headers, body, isBase64Encoded } = Result.parse(await handler(event, lambdaContext));
    const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
    const text = (headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
    return { status: statusCode, headers, text };
  };
}

const Problem = z.object({ type: z.templateLiteral(['urn:nivas:error:', z.string()]) });

export function replyOf({ status, headers, text }: Answered): Reply {
  const { 'content-type': type = '', 'retry-after': retryAfter } = headers;
  const body: unknown = type.endsWith('json') ? JSON.parse(timeless(text)) : timeless(text);
  const problem = type === 'application/problem+json' ? Problem.parse(body).type.split(':').at(-1) : undefined;
  return { status, problem, retryAfter, body };
}
