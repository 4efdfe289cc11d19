import type { Deprecated, Route } from '../../shared/api/route.ts';

type Headers = Readonly<Record<string, string>>;

/** What every answer of a deprecated route says of that: `Deprecation` (RFC 9745), `Sunset` (RFC 8594). */
export function deprecationHeaders({ deprecated }: Route): Headers {
  if (deprecated === undefined) return {};
  const { since, sunset } = deprecated;
  return { deprecation: `@${midnight(since).getTime() / 1000}`, sunset: midnight(sunset).toUTCString() };
}

const midnight = (date: string) => new Date(`${date}T00:00:00Z`);

/** `Link` (RFC 8288): where the list of an answer goes on, and what to read of a deprecated route. */
export function linkHeader({ deprecated }: Route, query: string, next: string | undefined): Headers {
  const links = [
    ...(next === undefined ? [] : [`<${queryOfNext(query, next)}>; rel="next"`]),
    ...(deprecated === undefined ? [] : [linkTo(deprecated)]),
  ];
  return links.length === 0 ? {} : { link: links.join(', ') };
}

/**
 * The request that was asked, with another cursor. A query alone is resolved against the address that was asked, so
 * it holds behind any domain and path. Percent-encoded: nothing of the caller's ends the address.
 */
function queryOfNext(query: string, cursor: string): string {
  const asked = new URLSearchParams(query);
  asked.set('cursor', cursor);
  return `?${asked}`;
}

const linkTo = ({ see }: Deprecated) => `<${see}>; rel="deprecation"; type="text/html"`;
