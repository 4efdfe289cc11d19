import type * as z from 'zod';
import type { ErrorCode } from '../error.ts';
import type { AnswerKind } from './answer.ts';
import type { BodyKind } from './body.ts';
import { headers, nothing, ofApplication, ofAudit, onDate, recordingHeaders } from './parameters.ts';

/** Scopes as routes and the command line write them; a token and the template carry `nivas/<scope>`. */
export const scopes = ['check', 'declare', 'read'] as const;
export type Scope = (typeof scopes)[number];

/** A Lambda is a set of permissions: `submit` writes records, `read` reads them, `stateless` sees only the catalogue. */
export const lambdas = ['submit', 'read', 'stateless'] as const;
export type Lambda = (typeof lambdas)[number];

export type Route = {
  /** Of the operation too: `shared/operations` has a file for each. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** As API Gateway and OpenAPI write it: `/v1/audits/{id}`. */
  readonly path: string;
  /** null: no token is asked for. */
  readonly scope: Scope | null;
  readonly lambda: Lambda;
  /** Steady requests a second, of everybody together; for a moment twice as many. The gateway answers the rest 429. */
  readonly perSecond: number;
  readonly summary: string;
  /** `stable`: changes only by addition for as long as `/v1` is served. */
  readonly stability: 'stable' | 'experimental';
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly headers: z.ZodObject;
  readonly body: BodyKind | null;
  readonly answer: AnswerKind;
  /** Codes of its own; those that follow from scope and body are in `refusals.ts`. */
  readonly problems: readonly ErrorCode[];
};

const plain = { stability: 'stable', params: nothing, query: nothing, headers, body: null, perSecond: 100 } as const;
/** A new table takes 83 first submissions a second of AWS (4,000 write units, 48 each); it grows with use. */
const recording = {
  method: 'POST',
  scope: 'declare',
  lambda: 'submit',
  headers: recordingHeaders,
  perSecond: 40,
} as const;
const recordingProblems = ['idempotency_key_missing', 'idempotency_key_reused', 'store_unavailable'] as const;

/** Every route once: CDK, validation, OpenAPI and the local server derive from this list. */
export const routes = [
  {
    ...plain,
    name: 'checkDeclaration',
    method: 'POST',
    path: '/v1/checks',
    scope: 'check',
    lambda: 'stateless',
    summary: 'Audits a declaration and its evidence; records nothing.',
    query: onDate,
    body: 'check',
    answer: 'audit',
    problems: ['declaration_invalid', 'store_unavailable'],
  },
  {
    ...plain,
    ...recording,
    name: 'registerApplication',
    path: '/v1/applications',
    summary: 'Registers an application and gives its id.',
    body: 'registration',
    answer: 'application',
    problems: recordingProblems,
  },
  {
    ...plain,
    ...recording,
    name: 'submitDeclaration',
    path: '/v1/applications/{application}/declarations',
    summary: 'Audits a declaration and records both.',
    params: ofApplication,
    body: 'declaration',
    answer: 'submitted',
    problems: [...recordingProblems, 'declaration_invalid', 'not_found', 'busy'],
  },
  {
    ...plain,
    name: 'getAudit',
    method: 'GET',
    path: '/v1/audits/{id}',
    scope: 'read',
    lambda: 'read',
    summary: 'A recorded audit.',
    params: ofAudit,
    answer: 'recorded',
    problems: ['not_found', 'store_unavailable'],
  },
  {
    ...plain,
    name: 'getReport',
    method: 'GET',
    path: '/v1/audits/{id}/report',
    scope: 'read',
    lambda: 'read',
    summary: 'A recorded audit as a page to read and print.',
    params: ofAudit,
    answer: 'report',
    problems: ['not_found', 'store_unavailable'],
  },
  {
    ...plain,
    name: 'getSchema',
    method: 'GET',
    path: '/v1/schemas/residency.json',
    scope: null,
    lambda: 'stateless',
    summary: 'JSON Schema of a declaration, for editors.',
    answer: 'schema',
    problems: ['store_unavailable'],
  },
  {
    ...plain,
    name: 'getHealth',
    method: 'GET',
    path: '/v1/health',
    scope: null,
    lambda: 'stateless',
    summary: 'Whether the service answers, and by which policy and registry.',
    answer: 'health',
    problems: ['store_unavailable'],
  },
  {
    ...plain,
    name: 'getOpenApi',
    method: 'GET',
    path: '/v1/openapi.json',
    scope: null,
    lambda: 'stateless',
    summary: 'This API as an OpenAPI 3.1 document.',
    answer: 'openApi',
    problems: ['store_unavailable'],
  },
] as const satisfies readonly Route[];
export type RouteName = (typeof routes)[number]['name'];
export type RouteNamed<N extends RouteName> = Extract<(typeof routes)[number], { name: N }>;

export function routeNamed<N extends RouteName>(name: N): RouteNamed<N> {
  const found = routes.find((route): route is RouteNamed<N> => route.name === name);
  if (found === undefined) throw new Error(`there is no route \`${name}\``);
  return found;
}
