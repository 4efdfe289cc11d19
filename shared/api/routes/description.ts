import { plain, type Route } from '../route.ts';

const open = { ...plain, method: 'GET', scope: null, lambda: 'stateless', problems: ['store_unavailable'] } as const;

/** What the service says of itself. */
export const describing = [
  {
    ...open,
    name: 'getSchema',
    path: '/v1/schemas/residency.json',
    summary: 'JSON Schema of a declaration, for editors.',
    answer: 'schema',
  },
  {
    ...open,
    name: 'getHealth',
    path: '/v1/health',
    summary: 'Whether the service answers, and by which policy and registry.',
    answer: 'health',
  },
  {
    ...open,
    name: 'getOpenApi',
    path: '/v1/openapi.json',
    summary: 'This API as an OpenAPI 3.1 document.',
    answer: 'openApi',
  },
] as const satisfies readonly Route[];
