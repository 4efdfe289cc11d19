/** Codes are API: clients branch on them, so they are added and never renamed. */
export const errorCodes = [
  'body_malformed',
  'body_too_large',
  'media_type_unsupported',
  'request_invalid',
  'declaration_invalid',
  'idempotency_key_missing',
  'idempotency_key_reused',
  'tenant_missing',
  'scope_missing',
  'precondition_failed',
  'not_found',
  'busy',
  'store_unavailable',
  'shape_unknown',
  'pack_invalid',
  'registry_invalid',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** One thing that is wrong with what was sent, and where. `line` and `column` count from 1. */
export type Issue = {
  readonly pointer: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
};

/** A failure we expected and named. Anything else that is thrown is a bug. */
export class NivasError extends Error {
  override readonly name = 'NivasError';
  readonly code: ErrorCode;
  readonly issues: readonly Issue[];

  constructor(code: ErrorCode, message: string, issues: readonly Issue[] = [], options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.issues = issues;
  }
}
