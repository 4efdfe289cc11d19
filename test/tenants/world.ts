import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importJWK, SignJWT } from 'jose';
import * as z from 'zod';
import { evidenceHandler } from '../../functions/edge/evidence.ts';
import { readHandler } from '../../functions/edge/read.ts';
import { statelessHandler } from '../../functions/edge/stateless.ts';
import { submitHandler } from '../../functions/edge/submit.ts';
import { makeAuthorizer } from '../../infra/local/authorizer.ts';
import { type Handler, makeGateway } from '../../infra/local/gateway.ts';
import { audience, issuer, openIssuer } from '../../infra/local/issuer.ts';
import { close, listen, makeServer } from '../../infra/local/server.ts';
import type { BodyKind } from '../../shared/api/body.ts';
import { type Route, routes, type Scope, scopes } from '../../shared/api/routes.ts';
import { sha256 } from '../../shared/canonical.ts';
import { memoryPorts } from '../operations/ports.ts';

/** Words of tenant alpha that nobody else may ever see. */
export const secret = 'alpha-only-4711';

export type Claims = Readonly<Record<string, unknown>>;
export type Reply = { readonly status: number; readonly text: string; readonly reads: readonly string[] };

/** What tenant alpha keeps, by the name of the parameter that leads to it. */
type Kept = Readonly<Record<string, string>>;
/** Ids that nobody has. */
export const absent: Kept = { application: 'a'.repeat(26), id: 'b'.repeat(26), sha256: '0'.repeat(64) };

/** What each caller sends: only alpha says the secret. */
const bodyOf = (kind: BodyKind, word: string) =>
  ({
    registration: { name: word },
    declaration: {
      application: word,
      roles: ['payment-system-operator'],
      data: { [word]: { category: 'user.financial.payment', store: 'aws/ap-south-1' } },
    },
    check: { application: word },
    offer: { sha256: 'f'.repeat(64), size: 10, mediaType: 'text/plain' },
  })[kind];

/** The service behind its gateway, over HTTP, with records of tenant alpha in it. */
export async function makeWorld() {
  const state = await mkdtemp(join(tmpdir(), 'nivas-tenants-'));
  const keys = await openIssuer(state);
  const reads: string[] = [];
  const memory = memoryPorts();
  const handlers = handlersOver(memory, reads);
  const planned = routes.map((route) => ({ key: `${route.method} ${route.path}`, ...plan(route) }));
  const gateway = makeGateway({ routes: planned, handlers, authorize: makeAuthorizer(keys) });
  const server = makeServer(gateway);
  const origin = await listen(server, 0);
  const key = await importJWK(JSON.parse(readFileSync(join(state, 'issuer.json'), 'utf8')), 'RS256');
  const sign = (claims: Claims) =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: keys.keys[0].kid ?? '' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setExpirationTime('1h')
      .sign(key);

  let requests = 0;
  const call = async (route: Route, kept: Kept, claims?: Claims, query = ''): Promise<Reply> => {
    requests += 1;
    const word = claims?.tenant === 'alpha' ? secret : 'somebody';
    reads.length = 0;
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => kept[name] ?? 'none');
    const answer = await fetch(`${origin}${path}${query}`, {
      method: route.method,
      headers: {
        ...(claims && { authorization: `Bearer ${await sign(claims)}` }),
        ...(route.body && { 'content-type': 'application/json' }),
        'idempotency-key': `request-${requests}`,
      },
      ...(route.body && { body: JSON.stringify(bodyOf(route.body, word)) }),
    });
    return { status: answer.status, text: await answer.text(), reads: [...reads] };
  };
  await memory.evidence.keep('alpha', secret, 'text/plain');
  const kept: Kept = { ...(await keep(call)), sha256: sha256(secret) };
  return { origin, sign, call, kept, more: () => keepMore(call, kept), handlers, end: () => close(server) };
}

const Named = z.object({ id: z.string() });
type Caller = (route: Route, kept: Kept, claims: Claims) => Promise<Reply>;

/** What the API names when alpha calls a route that records. */
async function named(call: Caller, name: string, kept: Kept): Promise<string> {
  const route = routes.find((one) => one.name === name);
  if (route === undefined) throw new Error(`no route ${name}`);
  const { status, text } = await call(route, kept, { tenant: 'alpha', scope: scopeOf('declare') });
  if (status > 201) throw new Error(`${name}: ${status} ${text}`);
  return Named.parse(JSON.parse(text)).id;
}

/** Registers an application of alpha and declares its data, through the API. */
async function keep(call: Caller): Promise<Kept> {
  const application = await named(call, 'registerApplication', {});
  return { application, id: await named(call, 'submitDeclaration', { application }) };
}

/** Three declarations more, of an application of its own and of the first: every list has a second page. */
async function keepMore(call: Caller, { application }: Kept): Promise<void> {
  await keep(call);
  for (const _ of [1, 2]) await named(call, 'submitDeclaration', { application: application ?? '' });
}

export const scopeOf = (...held: readonly Scope[]) => held.map((scope) => `nivas/${scope}`).join(' ');
export const otherScopes = (route: Route) => scopes.filter((scope) => scope !== route.scope);

const plan = ({ lambda, scope }: Route) => ({
  lambda: { name: lambda, entry: lambda, seconds: 25, environment: {} },
  ...(scope && { guard: { issuer, audience: [audience], scopes: [`nivas/${scope}`] } }),
});

type Memory = ReturnType<typeof memoryPorts>;

function handlersOver({ ports: held, evidence: uploads }: Memory, reads: string[]): Map<string, Handler> {
  const evidence = counted(uploads, reads);
  const ports = { ...held, records: counted(held.records, reads), evidence };
  const log = { info: () => undefined, error: () => undefined };
  return new Map<string, Handler>([
    ['submit', submitHandler(ports, log)],
    ['read', readHandler(ports, log)],
    ['stateless', statelessHandler(ports, log)],
    ['evidence', evidenceHandler({ evidence, links: evidence }, log)],
  ]);
}

/** Notes every call of a store: what absent and foreign cost is compared by them. */
function counted<T extends object>(store: T, reads: string[]): T {
  return new Proxy(store, {
    get(target, name, receiver) {
      reads.push(String(name));
      return Reflect.get(target, name, receiver);
    },
  });
}
