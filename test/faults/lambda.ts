import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Lambda } from '../../shared/api/routes.ts';
import { lambdaContext } from '../api/service.ts';
import { timeless } from './world.ts';

export type Reply = {
  readonly status: number;
  /** The code of the problem; undefined: there is none. */
  readonly problem: string | undefined;
  readonly retryAfter: string | undefined;
  /** The body without what differs each time; JSON is parsed, since a table gives maps back in any order. */
  readonly body: unknown;
};

const Module = z.object({ handler: z.custom<(event: unknown, context: unknown) => Promise<unknown>>(isFunction) });
const Result = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  isBase64Encoded: z.boolean(),
});
const Problem = z.object({ type: z.templateLiteral(['urn:nivas:error:', z.string()]) });

process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
let started = 0;

/** A function as it is deployed, just started: it has read nothing yet. */
export async function coldStart(lambda: Lambda) {
  // The query makes it another module; what it imports is loaded once.
  const url = new URL(`../../functions/${lambda}.ts?start=${started++}`, import.meta.url).href;
  const { handler } = Module.parse(await import(/* @vite-ignore */ url));
  return async (event: unknown): Promise<Reply> => replyOf(await handler(event, lambdaContext));
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

function replyOf(result: unknown): Reply {
  const { statusCode: status, headers, body, isBase64Encoded } = Result.parse(result);
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const text = timeless((headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8'));
  const type = headers['content-type'] ?? '';
  const said: unknown = type.endsWith('json') ? JSON.parse(text) : text;
  const problem = type === 'application/problem+json' ? Problem.parse(said).type.split(':').at(-1) : undefined;
  return { status, problem, retryAfter: headers['retry-after'], body: said };
}
