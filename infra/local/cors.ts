import type { IncomingHttpHeaders } from 'node:http';

/** Which other origin's pages may read our answers, as the template has it. */
export type Cors = {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly seconds: number;
};

/** Whether a browser asks beforehand: then the gateway answers by itself. */
export const isPreflight = (method: string | undefined, headers: IncomingHttpHeaders): boolean =>
  method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;

/** What an answer carries besides its own headers. Nothing for a page of another origin: its browser then hides it. */
export function corsHeaders(cors: Cors | undefined, origin: string | undefined, preflight: boolean) {
  if (cors === undefined || origin === undefined || !cors.origins.includes(origin)) return {};
  if (!preflight) return { 'access-control-allow-origin': origin, 'access-control-expose-headers': list(cors.exposed) };
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': list(cors.methods),
    'access-control-allow-headers': list(cors.headers),
    'access-control-max-age': String(cors.seconds),
  };
}

const list = (names: readonly string[]) => names.join(',');

/** A function's headers without those that the gateway sets itself. */
export const withoutCors = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('access-control-')));
