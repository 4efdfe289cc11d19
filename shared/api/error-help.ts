import type { ErrorCode, Issue } from '../error.ts';

/** `same`: send the same request again. `changed`: send another one, under the same idempotency key if it has one. */
export type Retry = 'same' | 'changed' | 'never';

/** What is written of a code for people: why it comes, what to do, and what was said in one case of it. */
export type Help = {
  readonly cause: string;
  readonly cure: string;
  readonly retry: Retry;
  readonly sample: { readonly message: string; readonly issues?: readonly Issue[] };
};

const issue = (pointer: string, message: string, at: Partial<Issue> = {}) => ({ pointer, message, ...at });
const malformed =
  'the text is not JSON: Expected double-quoted property name in JSON at position 31 (line 1 column 32)';

/** Never said over HTTP, where it is `internal`. */
const ofStored = (what: string): Help => ({
  cause: `${what} The command line says this; the service says [\`internal\`](#internal) and logs it.`,
  cure: 'Restore what was changed, or run the version of Nivas that knows it.',
  retry: 'never',
  sample: { message: 'unexpected' },
});

/** A new code does not compile until it has a row. */
export const errorHelp: Readonly<Record<ErrorCode, Help>> = {
  body_malformed: {
    cause:
      'The body is not JSON or YAML, not UTF-8, not the gzip it says it is, holds one key twice, is nested too deep, ' +
      'or uses what YAML means differently to different readers (directives, tags, many aliases).',
    cure: 'Correct the body at the line and column that `issues` name.',
    retry: 'changed',
    sample: { message: malformed, issues: [issue('', malformed)] },
  },
  body_too_large: {
    cause: 'The body is longer than the operation takes, after inflating; or its answer would be longer than 4 MB.',
    cure: 'Send less: long evidence by upload (`POST /v1/evidence`), a large application as several.',
    retry: 'changed',
    sample: { message: 'expected at most 1000000 bytes' },
  },
  media_type_unsupported: {
    cause: '`Content-Type` or `Content-Encoding` names what this operation does not read.',
    cure: 'Send one of the types that `detail` names, in UTF-8; compressed only with `gzip`.',
    retry: 'changed',
    sample: { message: 'expected a `content-type` of `application/json` or `application/yaml`, in UTF-8' },
  },
  request_invalid: {
    cause:
      'A parameter, a header or the body is not as the operation describes it; or a cursor is of another list, or of ' +
      'the same list asked for with other filters or by another caller.',
    cure: 'Correct what `issues` point at. With a cursor of another list, begin again without it.',
    retry: 'changed',
    sample: {
      message: 'the request is not as described: `/query/asOf`: this is not asked for here',
      issues: [issue('/query/asOf', 'this is not asked for here')],
    },
  },
  declaration_invalid: {
    cause: 'The declaration can be read, and says what a declaration cannot: an unknown field or word, a wrong type.',
    cure: 'Correct what `issues` point at; near names are offered. Nothing was recorded.',
    retry: 'changed',
    sample: {
      message: 'the declaration has one problem',
      issues: [issue('/rolls', '`rolls` is not a field here; did you mean `roles`?', { line: 3, column: 3 })],
    },
  },
  idempotency_key_missing: {
    cause: 'An operation that records was asked without the header `Idempotency-Key`.',
    cure: 'Choose a key for this request, a UUID for example, and send it again under that key until it is answered.',
    retry: 'changed',
    sample: { message: 'a request that records needs an `Idempotency-Key`' },
  },
  idempotency_key_reused: {
    cause: 'The key was used before, by this tenant, for a request with another path, query or body.',
    cure: 'Choose a new key. A key names one request for ever.',
    retry: 'never',
    sample: { message: 'this idempotency key was used for another request' },
  },
  tenant_missing: {
    cause:
      'The token carries neither a claim `tenant` nor a claim `issuers` that can be read, carries both, or is a ' +
      'regulator’s where a tenant is needed.',
    cure: 'Have your identity provider put the claim into the token: [whose token it is](api.md#tokens).',
    retry: 'changed',
    sample: { message: 'the token’s claim `tenant` is not 3 to 40 of `a` to `z`, digits and hyphens' },
  },
  scope_missing: {
    cause: 'The token reached the service without the scope of the operation. The gateway mostly says so first.',
    cure: 'Ask your identity provider for a token with the scope that `detail` names.',
    retry: 'changed',
    sample: { message: 'this needs a token with the scope `nivas/declare`' },
  },
  precondition_failed: {
    cause: '`If-Match` names a state of the application that is no longer its state: somebody declared meanwhile.',
    cure: 'Read the application, decide whether your declaration still holds, and send it with the ETag it has now.',
    retry: 'changed',
    sample: { message: 'the application is at `"v1"` now, not at `"v0"`' },
  },
  not_found: {
    cause: 'There is no such thing, or the token does not reach it. Which of the two is not said.',
    cure: 'Check the id, and whose token it is; upload evidence before it is asked for.',
    retry: 'never',
    sample: { message: 'there is no such audit' },
  },
  busy: {
    cause:
      'Other declarations of the same application kept being recorded first, or the stores were so slow that what it was judged by may have changed. Nothing was recorded.',
    cure: 'Send the same request again, under the same key, after a moment.',
    retry: 'same',
    sample: { message: 'other declarations of this application kept coming first: send it again' },
  },
  store_unavailable: {
    cause: 'The database did not answer in time. What was to be recorded may be recorded or not.',
    cure: 'Send the same request again, under the same key: it is recorded once. Wait longer each time.',
    retry: 'same',
    sample: { message: 'the store does not answer now' },
  },
  shape_unknown: ofStored('A stored record has a shape that this version does not know.'),
  pack_invalid: ofStored('A policy pack is not valid.'),
  registry_invalid: ofStored('The registry of sites is not valid.'),
  internal: {
    cause: 'Something failed in the service that is not your doing.',
    cure: 'Send the same request again. If it stays, report `instance`: it names the request in the logs.',
    retry: 'same',
    sample: { message: 'unexpected' },
  },
};
