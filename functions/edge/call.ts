import type * as z from 'zod';
import { bodies } from '../../shared/api/body.ts';
import type { Route } from '../../shared/api/routes.ts';
import { fingerprint } from '../../shared/audit/ids.ts';
import { formatPointer } from '../../shared/declaration/pointer.ts';
import { type Issue, NivasError } from '../../shared/error.ts';
import type { Reader } from '../../shared/operations/reader.ts';
import { callerOf } from './caller.ts';
import { type Content, contentOf } from './content.ts';
import type { Event } from './event.ts';

/** A request that fits its route. */
export type Call<R extends Route> = {
  /** Who calls: what routes with the scope `read` go by. */
  readonly reader: Reader;
  /** Whose records are written; empty where no tenant calls. */
  readonly tenant: string;
  readonly params: z.output<R['params']>;
  readonly query: z.output<R['query']>;
  readonly headers: z.output<R['headers']>;
  /** The body; throws what is wrong with it. */
  readonly content: () => Content;
  /** Of the whole request: the same for a retry, and for no other. */
  readonly fingerprint: (content: Content) => string;
};

const nobody: Reader = { issuers: [] };

/** Reads an event as a call of a route. Who calls is asked first: a stranger learns nothing from what is refused. */
export function toCall<R extends Route>(route: R, event: Event): Call<R> {
  const reader = route.scope === null ? nobody : callerOf(event, route.scope);
  if ('idempotency-key' in route.headers.shape && !event.headers['idempotency-key'])
    throw new NivasError('idempotency_key_missing', 'a request that records needs an `Idempotency-Key`');
  return {
    reader,
    tenant: 'tenant' in reader ? reader.tenant : '',
    params: read<R['params']>(route.params, event.pathParameters, 'params'),
    query: read<R['query']>(route.query, event.queryStringParameters, 'query'),
    headers: read<R['headers']>(route.headers, event.headers, 'headers'),
    content: () => {
      if (route.body === null) throw new Error(`route \`${route.name}\` takes no body`);
      return contentOf(event, bodies[route.body]);
    },
    fingerprint: ({ bytes }) => {
      const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => event.pathParameters[name] ?? '');
      return fingerprint({ method: route.method, path, query: event.rawQueryString, body: bytes });
    },
  };
}

function read<S extends z.ZodType>(schema: S, value: unknown, place: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw requestInvalid(parsed.error, [place]);
}

/** Says what a schema found wrong. */
export function requestInvalid({ issues }: z.ZodError, path: readonly string[] = []): NivasError {
  const said = issues.flatMap((issue): Issue[] => {
    const at = [...path, ...issue.path.map(String)];
    if (issue.code !== 'unrecognized_keys') return [{ pointer: formatPointer(at), message: issue.message }];
    return issue.keys.map((key) => ({ pointer: formatPointer([...at, key]), message: 'this is not asked for here' }));
  });
  const [first] = said;
  const count = said.length === 1 ? `\`${first?.pointer ?? ''}\`: ${first?.message ?? ''}` : `${said.length} problems`;
  return new NivasError('request_invalid', `the request is not as described: ${count}`, said);
}
