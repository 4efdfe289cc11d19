import { randomBytes } from 'node:crypto';
import type { BodyKind } from '../../shared/api/body.ts';
import { type Route, type RouteName, routeNamed, routes } from '../../shared/api/routes.ts';
import { sha256 } from '../../shared/canonical.ts';
import packs from '../../shared/policy/packs.json' with { type: 'json' };

/** One request, by one kind of caller. */
export type Scenario = { readonly name: string; readonly route: Route; readonly caller: Caller };

/** What a caller says of itself, and under which idempotency key it records. */
type Caller = { readonly who: string; readonly claims: Readonly<Record<string, string>>; readonly key: string };

const tenant = 'alpha';
const own: Caller = { who: 'a tenant', claims: { tenant }, key: 'now' };
const again: Caller = { who: 'a tenant, again', claims: { tenant }, key: 'before' };
const anybody: Caller = { who: 'anybody', claims: {}, key: '' };
const issuers = [...new Set(packs.packs.map(({ issuer }) => issuer))].join(' ');
const regulator: Caller = { who: 'a regulator', claims: { issuers }, key: '' };

/** Whether it records something, once for each idempotency key. */
export const isRecording = ({ headers }: Route) => 'idempotency-key' in headers.shape;

function callersOf(route: Route): Caller[] {
  if (route.scope === null) return [anybody];
  if (route.scope === 'read') return [own, regulator];
  return isRecording(route) ? [own, again] : [own];
}

/** Every route by everybody who may ask it. */
export const scenarios: readonly Scenario[] = routes.flatMap((route) =>
  callersOf(route).map((caller) => ({ name: `${route.name}, by ${caller.who}`, route, caller })),
);

/** What puts something there for the others to find. */
export function before(name: RouteName): Scenario {
  return { name, route: routeNamed(name), caller: again };
}

/** What a parameter of a path may be, by its name. */
export type Kept = Readonly<Record<string, string>>;
const [pack] = packs.packs;
export const published: Kept = {
  provider: 'aws',
  site: 'ap-south-1',
  pack: pack?.pack ?? '',
  version: pack?.versions[0]?.id ?? '',
};

/** Text that does not compress, so that it does not fit into an item. */
const noise = randomBytes(80_000).toString('base64');
const declaration = {
  application: 'Short videos',
  roles: ['company'],
  data: { videos: { category: 'user.content', store: 'aws/ap-south-1', backup: 'aws/ap-south-2' } },
  documents: { terms: { kind: 'public-terms', sha256: sha256(noise) } },
  evidence: { terms: { kind: 'public-terms', sha256: sha256(noise), mediaType: 'text/plain', text: noise } },
};
export const uploaded = 'Payment data is stored only in India.';

const bodies: Readonly<Record<BodyKind, unknown>> = {
  registration: { name: 'Short videos' },
  declaration,
  check: declaration,
  offer: { sha256: sha256(uploaded), size: uploaded.length, mediaType: 'text/plain' },
};

/** The event of a request, as the gateway passes it on. */
export function eventOf({ route, caller }: Scenario, kept: Kept) {
  const known: Kept = { ...published, ...kept };
  const names = Object.keys(route.params.shape);
  const unknown = names.find((name) => known[name] === undefined);
  if (unknown !== undefined) throw new Error(`nothing is known that \`{${unknown}}\` of \`${route.name}\` could be`);
  const scope = `nivas/${route.scope}`;
  return {
    routeKey: `${route.method} ${route.path}`,
    rawQueryString: '',
    headers: {
      'content-type': 'application/json',
      ...(isRecording(route) && { 'idempotency-key': `${caller.key}-${route.name}` }),
    },
    pathParameters: Object.fromEntries(names.map((name) => [name, known[name]])),
    ...(route.body && { body: JSON.stringify(bodies[route.body]) }),
    requestContext: {
      requestId: 'request',
      authorizer: { jwt: { claims: { ...caller.claims, scope }, scopes: null } },
    },
  };
}
