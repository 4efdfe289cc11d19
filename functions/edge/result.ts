import { createHash } from 'node:crypto';
import { type Answer, answers } from '../../shared/api/answer.ts';
import { type Problem, problems } from '../../shared/api/problem.ts';
import type { Route } from '../../shared/api/routes.ts';
import type { ErrorCode } from '../../shared/error.ts';
import { answerText } from '../../shared/operations/answer-text.ts';
import { reportStyle } from '../../shared/report/style.ts';
import { type Coding, coded, codingFor } from './coding.ts';
import { gzipTag, namedTag, tagOf } from './entity-tag.ts';
import type { Asked } from './event.ts';
import { deprecationHeaders, linkHeader } from './link.ts';

/** Lets the report use its one style sheet, by digest, and nothing else. */
const reportPolicy = `style-src 'sha256-${createHash('sha256').update(reportStyle).digest('base64')}'`;

type Headers = Readonly<Record<string, string>>;

/** What a Lambda gives back to an HTTP API. */
export type Result = {
  readonly statusCode: number;
  readonly headers: Headers;
  readonly body: string;
  readonly isBase64Encoded: boolean;
};

/**
 * What an operation says: its answer as text. `tag`: its ETag, where another than the digest of the text is meant.
 * `next`: the cursor of the next page. `verdict`: of an audit that it has just recorded.
 */
export type Said = {
  readonly body: string;
  readonly replayed?: boolean;
  readonly tag?: string;
  readonly next?: string;
  readonly verdict?: string | undefined;
};

/** An answer as JSON text. A page of a list says where it goes on. */
export const json = (answer: object): Said => ({
  body: answerText(answer),
  ...('next' in answer && typeof answer.next === 'string' && { next: answer.next }),
});

/** On every answer, whatever its type: nobody's browser may run, frame, guess or keep it. */
const guarded = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  vary: 'accept-encoding',
  'x-content-type-options': 'nosniff',
} as const;

/** An answer of the route, when all went well: 304 without a body when the caller holds it already. */
export function toResult(route: Route, said: Said, asked: Asked): Result {
  const answer: Answer = answers[route.answer];
  const coding = codingFor(asked, said.body);
  const headers = { ...headersOf(route, answer), ...linkHeader(route, asked.rawQueryString, said.next) };
  const whole = { ...headers, ...codingHeader(coding), ...(said.replayed && { 'idempotency-replayed': 'true' }) };
  if (route.method !== 'GET') return { statusCode: answer.status, headers: whole, ...coded(said.body, coding) };
  const tag = said.tag ?? tagOf(said.body);
  const [etag, otherwise] = coding === 'gzip' ? [gzipTag(tag), tag] : [tag, gzipTag(tag)];
  const held = namedTag(asked.headers['if-none-match'], [etag, otherwise]);
  // The content type stays: a gateway that fills one in would change what caches hold.
  if (held !== undefined)
    return { statusCode: 304, headers: { ...headers, etag: held }, body: '', isBase64Encoded: false };
  return { statusCode: answer.status, headers: { ...whole, etag }, ...coded(said.body, coding) };
}

function headersOf(route: Route, answer: Answer): Headers {
  const html = answer.mediaType === 'text/html';
  return {
    ...guarded,
    ...deprecationHeaders(route),
    'content-type': html ? 'text/html; charset=utf-8' : answer.mediaType,
    ...(answer.public && { 'cache-control': 'public, max-age=300' }),
    ...(html && { 'content-security-policy': `${guarded['content-security-policy']}; ${reportPolicy}` }),
  };
}

/** What is said of a failure. `route`: the one that was asked for, if there is one. */
export function toProblemResult(code: ErrorCode, problem: Problem, asked: Asked, route?: Route): Result {
  const { retryAfter } = problems[code];
  const text = `${JSON.stringify(problem, null, 2)}\n`;
  const coding = codingFor(asked, text);
  const headers = {
    ...guarded,
    ...(route && { ...deprecationHeaders(route), ...linkHeader(route, '', undefined) }),
    'content-type': 'application/problem+json',
    ...codingHeader(coding),
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  };
  return { statusCode: problem.status, headers, ...coded(text, coding) };
}

const codingHeader = (coding: Coding): Headers => (coding === 'identity' ? {} : { 'content-encoding': coding });
