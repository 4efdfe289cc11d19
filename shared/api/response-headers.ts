import type { Route } from './route.ts';

const text = { type: 'string' } as const;

/** Every header of an answer that a client may act on, as OpenAPI describes it. */
export const responseHeaders = {
  etag: {
    description: 'Names this answer as it is now. Sent as `If-None-Match`, it asks whether that has changed.',
    schema: text,
  },
  vary: { description: 'The answer may be compressed.', schema: { const: 'accept-encoding' } },
  'cache-control': { description: '`no-store`, or for how long anybody may keep it.', schema: text },
  'content-encoding': { description: 'Where the client accepts it and the answer is long.', schema: { const: 'gzip' } },
  link: {
    description: 'Where the list goes on (`rel="next"`, RFC 8288); what to read instead (`rel="deprecation"`).',
    schema: text,
  },
  deprecation: { description: 'Since when the operation is deprecated: `@` and seconds (RFC 9745).', schema: text },
  sunset: { description: 'From when the operation may be gone (RFC 8594).', schema: text },
  'idempotency-replayed': {
    description: 'This answer was given before, to an equal request.',
    schema: { const: 'true' },
  },
  'retry-after': { description: 'Seconds until the same request may succeed.', schema: { type: 'integer' } },
} as const;
export type ResponseHeader = keyof typeof responseHeaders;

/** Headers that any answer of ours to this route may have. */
export const headersOfAny = ({ deprecated }: Route): ResponseHeader[] => [
  'vary',
  'cache-control',
  ...(deprecated ? (['deprecation', 'sunset', 'link'] as const) : []),
];

/** Headers as a response of the document names them. */
export const headerRefs = (names: readonly ResponseHeader[]): object =>
  Object.fromEntries([...new Set(names)].map((name) => [name, { $ref: `#/components/headers/${name}` }]));
