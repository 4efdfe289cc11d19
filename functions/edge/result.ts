import { createHash } from 'node:crypto';
import { answers } from '../../shared/api/answer.ts';
import { type Problem, problems } from '../../shared/api/problem.ts';
import type { Route } from '../../shared/api/routes.ts';
import type { ErrorCode } from '../../shared/error.ts';
import { reportStyle } from '../../shared/report/style.ts';

/** Lets the report use its one style sheet, by digest, and nothing else. */
const reportPolicy = `style-src 'sha256-${createHash('sha256').update(reportStyle).digest('base64')}'`;

/** What a Lambda gives back to an HTTP API. */
export type Result = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
};

/** What an operation says: its answer as text, and the verdict of an audit that it has just recorded. */
export type Said = { readonly body: string; readonly replayed?: boolean; readonly verdict?: string | undefined };

/** On every answer, whatever its type: nobody's browser may run, frame, guess or keep it. */
const guarded = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
} as const;

/** An answer of the route, when all went well. */
export function toResult(route: Route, { body, replayed = false }: Said): Result {
  const answer = answers[route.answer];
  const html = answer.mediaType === 'text/html';
  const headers = {
    ...guarded,
    'content-type': html ? 'text/html; charset=utf-8' : answer.mediaType,
    ...('public' in answer && { 'cache-control': 'public, max-age=300' }),
    ...(html && { 'content-security-policy': `${guarded['content-security-policy']}; ${reportPolicy}` }),
    ...(replayed && { 'idempotency-replayed': 'true' }),
  };
  return { statusCode: answer.status, headers, ...encoded(body) };
}

export function toProblemResult(code: ErrorCode, problem: Problem): Result {
  const { retryAfter } = problems[code];
  const headers = {
    ...guarded,
    'content-type': 'application/problem+json',
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  };
  return { statusCode: problem.status, headers, ...encoded(`${JSON.stringify(problem, null, 2)}\n`) };
}

/** Text is escaped on its way out and could outgrow Lambda's 6 MB; base64 grows by a third, whatever it holds. */
const longText = 1_000_000;
function encoded(text: string): Pick<Result, 'body' | 'isBase64Encoded'> {
  const isBase64Encoded = text.length > longText;
  return { body: isBase64Encoded ? Buffer.from(text).toString('base64') : text, isBase64Encoded };
}
