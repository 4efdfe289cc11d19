import { randomBytes } from 'node:crypto';
import type { BodyKind } from '../../shared/api/body.ts';
import { type Route, type RouteName, routeNamed, routes } from '../../shared/api/routes.ts';
import { sha256 } from '../../shared/canonical.ts';
import packs from '../../shared/policy/packs.json' with { type: 'json' };

/** One request, by one kind of caller. `query`: with every parameter that it may have. */
export type Scenario = {
  readonly name: string;
  readonly route: Route;
  readonly caller: Caller;
  readonly query: 'none' | 'all';
};

/** What a caller says of itself, and under which idempotency key it records. */
type Caller = { readonly who: string; readonly claims: Readonly<Record<string, string>>; readonly key: string };

const tenant = 'alpha';
const own: Caller = { who: 'a tenant', claims: { tenant }, key: 'now' };
const again: Caller = { who: 'a tenant, again', claims: { tenant }, key: 'before' };
const anybody: Caller = { who: 'anybody', claims: {}, key: '' };
/** Two: every further pack of theirs is 4 lists more, and a fault in all of them is no other fault. */
const issuers = 'nivas mca';
const regulator: Caller = { who: 'a regulator', claims: { issuers }, key: '' };

/** Whether it records something, once for each idempotency key. */
export const isRecording = ({ headers }: Route) => 'idempotency-key' in headers.shape;

function callersOf(route: Route): Caller[] {
  if (route.scope === null) return [anybody];
  if (route.scope === 'read') return [own, regulator];
  return isRecording(route) ? [own, again] : [own];
}

const queriesOf = ({ query }: Route) =>
  Object.keys(query.shape).length === 0 ? (['none'] as const) : (['none', 'all'] as const);

/** Every route by everybody who may ask it, with nothing in its query and with everything. */
export const scenarios: readonly Scenario[] = routes.flatMap((route) =>
  callersOf(route).flatMap((caller) =>
    queriesOf(route).map((query) => ({
      name: `${route.name}, by ${caller.who}${query === 'all' ? ', with every filter' : ''}`,
      route,
      caller,
      query,
    })),
  ),
);

/** What puts something there for the others to find; `now`: for what comes next. */
export function before(name: RouteName, key: 'before' | 'now' = 'before'): Scenario {
  return { name, route: routeNamed(name), caller: key === 'now' ? own : again, query: 'none' };
}

/** What a parameter may be, by its name. */
export type Kept = Readonly<Record<string, string>>;
const [pack] = packs.packs;
/** The day on which all requests are made, and by which all there is was published. */
export const today = new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
const published: Kept = {
  provider: 'aws',
  site: 'ap-south-1',
  pack: pack?.pack ?? '',
  version: pack?.versions[0]?.id ?? '',
};
const asked: Kept = {
  ...{ limit: '10', from: '2020-01-01', to: today, asOf: today, knownAt: today },
  ...{ verdict: 'indeterminate', pack: published.pack ?? '', site: 'aws/ap-south-1' },
  ...{ country: 'IN', state: 'IN-MH', city: 'Mumbai', provider: 'aws' },
};
/** A page is asked for by the page before it. */
const isLeftOut = (name: string) => name === 'cursor';

/** A value for each of these parameters. */
function valuesOf(names: readonly string[], known: Kept, of: string): Kept {
  const unknown = names.find((name) => known[name] === undefined);
  if (unknown !== undefined) throw new Error(`nothing is known that \`${unknown}\` of \`${of}\` could be`);
  return Object.fromEntries(names.map((name) => [name, known[name] ?? '']));
}

/** Text that does not compress, so that it does not fit into an item. */
const noise = randomBytes(80_000).toString('base64');
/** The text that a caller uploads, then names by its digest alone. */
export const uploadOf = ({ key }: Caller) => `Payment data of ${key} is stored only in India.`;

const terms = (text: string) => ({ kind: 'public-terms', sha256: sha256(text), mediaType: 'text/plain' });
const check = {
  application: 'Short videos',
  roles: ['company'],
  data: { videos: { category: 'user.content', store: 'aws/ap-south-1', backup: 'aws/ap-south-2' } },
  evidence: { sent: { ...terms(noise), text: noise } },
};

function bodyOf(kind: BodyKind, caller: Caller): unknown {
  const upload = uploadOf(caller);
  const { mediaType, sha256: hex } = terms(upload);
  const bodies: Readonly<Record<BodyKind, unknown>> = {
    registration: { name: 'Short videos' },
    check,
    declaration: { ...check, evidence: { ...check.evidence, uploaded: terms(upload) } },
    offer: { sha256: hex, size: Buffer.byteLength(upload), mediaType },
  };
  return bodies[kind];
}

/** The event of a request, as the gateway passes it on. */
export function eventOf({ route, caller, query }: Scenario, kept: Kept) {
  const filters = query === 'none' ? [] : Object.keys(route.query.shape).filter((name) => !isLeftOut(name));
  const queryStringParameters = valuesOf(filters, asked, route.name);
  return {
    routeKey: `${route.method} ${route.path}`,
    rawQueryString: new URLSearchParams(queryStringParameters).toString(),
    headers: {
      'content-type': 'application/json',
      ...(isRecording(route) && { 'idempotency-key': `${caller.key}-${route.name}` }),
    },
    queryStringParameters,
    pathParameters: valuesOf(Object.keys(route.params.shape), { ...published, ...kept }, route.name),
    ...(route.body && { body: JSON.stringify(bodyOf(route.body, caller)) }),
    requestContext: {
      requestId: 'request',
      authorizer: { jwt: { claims: { ...caller.claims, scope: `nivas/${route.scope}` }, scopes: null } },
    },
  };
}
