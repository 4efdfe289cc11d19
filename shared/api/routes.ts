/** Scopes as routes and the command line write them; a token and the template carry `nivas/<scope>`. */
export const scopes = ['check', 'declare', 'read'] as const;
export type Scope = (typeof scopes)[number];

/** A Lambda is a set of permissions: `submit` writes records, `read` reads them, `stateless` sees only the catalogue. */
export const lambdas = ['submit', 'read', 'stateless'] as const;
export type Lambda = (typeof lambdas)[number];

export type Route = {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** As API Gateway and OpenAPI write it: `/v1/audits/{id}`. */
  readonly path: string;
  /** null: no token is asked for. */
  readonly scope: Scope | null;
  readonly lambda: Lambda;
  readonly summary: string;
};

/** Every route once: CDK, validation, OpenAPI and the local server derive from this list. */
export const routes = [
  {
    name: 'checkDeclaration',
    method: 'POST',
    path: '/v1/checks',
    scope: 'check',
    lambda: 'stateless',
    summary: 'Audits a declaration and its evidence; records nothing.',
  },
  {
    name: 'registerApplication',
    method: 'POST',
    path: '/v1/applications',
    scope: 'declare',
    lambda: 'submit',
    summary: 'Registers an application and gives its id.',
  },
  {
    name: 'submitDeclaration',
    method: 'POST',
    path: '/v1/applications/{application}/declarations',
    scope: 'declare',
    lambda: 'submit',
    summary: 'Audits a declaration and records both.',
  },
  {
    name: 'getAudit',
    method: 'GET',
    path: '/v1/audits/{id}',
    scope: 'read',
    lambda: 'read',
    summary: 'A recorded audit.',
  },
  {
    name: 'getReport',
    method: 'GET',
    path: '/v1/audits/{id}/report',
    scope: 'read',
    lambda: 'read',
    summary: 'A recorded audit as a page to read and print.',
  },
  {
    name: 'getSchema',
    method: 'GET',
    path: '/v1/schemas/residency.json',
    scope: null,
    lambda: 'stateless',
    summary: 'JSON Schema of a declaration, for editors.',
  },
  {
    name: 'getHealth',
    method: 'GET',
    path: '/v1/health',
    scope: null,
    lambda: 'stateless',
    summary: 'Whether the service answers, and by which policy and registry.',
  },
  {
    name: 'getOpenApi',
    method: 'GET',
    path: '/v1/openapi.json',
    scope: null,
    lambda: 'stateless',
    summary: 'This API as an OpenAPI 3.1 document.',
  },
] as const satisfies readonly Route[];
export type RouteName = (typeof routes)[number]['name'];
