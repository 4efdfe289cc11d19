import type * as z from 'zod';
import type { ErrorCode } from '../error.ts';
import type { AnswerKind } from './answer.ts';
import type { BodyKind } from './body.ts';
import { headers, nothing } from './parameters.ts';

/** Scopes as routes and the command line write them; a token and the template carry `nivas/<scope>`. */
export const scopes = ['check', 'declare', 'read'] as const;
export type Scope = (typeof scopes)[number];

/**
 * A Lambda is a set of permissions: `submit` writes records, `read` reads them, `stateless` sees only the catalogue,
 * `evidence` sees only what tenants upload.
 */
export const lambdas = ['submit', 'read', 'stateless', 'evidence'] as const;
export type Lambda = (typeof lambdas)[number];

/** A route that will go: since when that is known, the day from which it may be gone, where to read what to use. */
export type Deprecated = { readonly since: string; readonly sunset: string; readonly see: string };

export type Route = {
  /** Of the operation too: `shared/operations` has a file for each. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** As API Gateway and OpenAPI write it: `/v1/audits/{id}`. */
  readonly path: string;
  /** null: no token is asked for. `read` is open to regulators too, who have issuers in place of a tenant. */
  readonly scope: Scope | null;
  readonly lambda: Lambda;
  /** Steady requests a second, of everybody together; for a moment twice as many. The gateway answers the rest 429. */
  readonly perSecond: number;
  readonly summary: string;
  /** `stable`: changes only by addition for as long as `/v1` is served. */
  readonly stability: 'stable' | 'experimental';
  /** Dates of the calendar, from 00:00 UTC; `sunset` is not before `since`. */
  readonly deprecated?: Deprecated;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly headers: z.ZodObject;
  readonly body: BodyKind | null;
  readonly answer: AnswerKind;
  /** Codes of its own; those that follow from scope and body are in `refusals.ts`. */
  readonly problems: readonly ErrorCode[];
};

/** What most routes are. */
export const plain = {
  stability: 'stable',
  params: nothing,
  query: nothing,
  headers,
  body: null,
  perSecond: 100,
} as const;
