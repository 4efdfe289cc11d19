import * as z from 'zod';
import { type ErrorCode, errorCodes, type NivasError } from '../error.ts';

/**
 * Problem details (RFC 9457), `application/problem+json`.
 *
 * `type` is `urn:nivas:error:<code>`: a name to branch on, not an address. `instance` names this one request in our
 * logs. `pointer` is a JSON pointer into the body, or begins with `/query`, `/headers` or `/params`.
 */
export const Problem = z.strictObject({
  type: z
    .templateLiteral(['urn:nivas:error:', z.enum(errorCodes)])
    .describe('A name to branch on, not an address; `docs/errors.md` has a part for each.'),
  title: z.string().describe('What the type means, the same each time.'),
  status: z.int().min(400).max(599).describe('The HTTP status.'),
  detail: z.string().describe('What was wrong this time, for people.'),
  instance: z.string().describe('Names this one request in the logs of the service.'),
  issues: z
    .array(
      z.strictObject({
        pointer: z
          .string()
          .describe('JSON pointer into the body, or from `/query`, `/headers` or `/params` into the request.'),
        message: z.string().describe('What was wrong there, and what would be right.'),
        line: z.int().optional().describe('In the body, from 1.'),
        column: z.int().optional().describe('In the body, from 1.'),
      }),
    )
    .describe('Each thing that is wrong, at most 100.'),
});
export type Problem = z.infer<typeof Problem>;

type Row = { readonly status: number; readonly title: string; readonly retryAfter?: number };
const broken = { status: 500, title: 'Internal error' } as const;

/** What each code is over HTTP. A new code does not compile until it has a row. */
export const problems: Readonly<Record<ErrorCode, Row>> = {
  body_malformed: { status: 400, title: 'The body cannot be read' },
  body_too_large: { status: 413, title: 'Too large' },
  media_type_unsupported: { status: 415, title: 'The body is in no format that is read here' },
  request_invalid: { status: 400, title: 'The request is not as described' },
  declaration_invalid: { status: 422, title: 'The declaration is not valid' },
  idempotency_key_missing: { status: 400, title: 'The request has no idempotency key' },
  idempotency_key_reused: { status: 422, title: 'The idempotency key belongs to another request' },
  tenant_missing: { status: 403, title: 'The token does not say for whom it is' },
  scope_missing: { status: 403, title: 'The token lacks the scope' },
  precondition_failed: { status: 412, title: 'It has changed since' },
  not_found: { status: 404, title: 'Not found' },
  busy: { status: 409, title: 'Others were faster' },
  store_unavailable: { status: 503, title: 'The store does not answer now', retryAfter: 1 },
  shape_unknown: broken,
  pack_invalid: broken,
  registry_invalid: broken,
  internal: broken,
};

/** What is said of a failure that is ours: nothing of what happened inside. */
const ours = 'something failed here that is not the caller’s doing; `instance` names it in our logs';
/** Bounds the answer: whoever sent a megabyte of mistakes chose its length. */
const most = { issues: 100, characters: 1_000 } as const;

/** What a failure is called before the caller. `request` is the id of the request. */
export function problemOf(error: Pick<NivasError, 'code' | 'message' | 'issues'>, request: string): Problem {
  const { status, title } = problems[error.code];
  const about = { type: `urn:nivas:error:${error.code}`, title, status, instance: instanceOf(request) } as const;
  if (status === 500) return { ...about, type: 'urn:nivas:error:internal', detail: ours, issues: [] };
  const more = error.issues.length > most.issues ? `; here are the first ${most.issues}` : '';
  const issues = error.issues.slice(0, most.issues).map(({ pointer, message, line, column }) => ({
    pointer: brief(pointer),
    message: brief(message),
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  }));
  return { ...about, detail: `${brief(error.message)}${more}`, issues };
}

const instanceOf = (request: string) => `urn:nivas:request:${encodeURIComponent(request)}`;

const brief = (text: string) => (text.length > most.characters ? `${text.slice(0, most.characters)}…` : text);
