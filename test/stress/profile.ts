import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { answered } from '../bench/declarations.ts';
import type { Chance } from './chance.ts';
import type { Request, Response, Send } from './send.ts';

/** What is asked, of 100 requests. */
const shares = { check: 50, submit: 15, audit: 20, list: 10, public: 5 } as const;
export type Kind = keyof typeof shares;
export const kinds: readonly Kind[] = ['check', 'submit', 'audit', 'list', 'public'];

/** A request of the profile; one that records asks for a new idempotency key each time it is sent. */
export type Asked = Request & { readonly kind: Kind };

export type Tokens = {
  /** With the scopes `check`, `declare` and `read`. */
  readonly tenant: string;
  /** Of a regulator; undefined: nobody reads as one. */
  readonly regulator: string | undefined;
};

/** The mixed profile against what is recorded for it first: gives 100 requests in the profile's shares, in any order. */
export type Profile = (chance: Chance) => Asked[];

const applications = 64;
const text = JSON.stringify(answered);

/** Registers applications and declares for each, so that there is something to read. */
export async function prepareProfile(send: Send, tokens: Tokens): Promise<Profile> {
  const run = randomUUID().slice(0, 8);
  const made = await Promise.all(
    Array.from({ length: applications }, async (_, n) => {
      const name = `profile-${run}-${n}`;
      const application = idIn(await send(recording(tokens, '/v1/applications', JSON.stringify({ name }), name)));
      const path = `/v1/applications/${application}/declarations`;
      return { application, audit: idIn(await send(recording(tokens, path, text, `${name}-first`))) };
    }),
  );
  const one = (chance: Chance) => made[chance.upTo(made.length)] ?? { application: '', audit: '' };
  const makers: Readonly<Record<Kind, (chance: Chance) => Request>> = {
    check: () => ({ method: 'POST', path: '/v1/checks', headers: sending(tokens.tenant), body: text }),
    submit: (chance) => recording(tokens, `/v1/applications/${one(chance).application}/declarations`, text, ''),
    audit: (chance) => reading(tokens.tenant, `/v1/audits/${one(chance).audit}`),
    list: (chance) => listing(tokens, chance, one(chance).application),
    public: (chance) => ({ method: 'GET', path: chance.oneOf(publicPaths) }),
  };
  return (chance) =>
    kinds
      .flatMap((kind) => Array.from({ length: shares[kind] }, () => ({ kind, ...makers[kind](chance) })))
      .map((asked) => [chance.next(), asked] as const)
      .toSorted(([a], [b]) => a - b)
      .map(([, asked]) => asked);
}

const publicPaths = [
  '/v1/sites?state=IN-MH',
  '/v1/sites/aws/ap-south-1',
  '/v1/packs',
  '/v1/health',
  '/v1/schemas/residency.json',
] as const;

function listing({ tenant, regulator }: Tokens, chance: Chance, application: string): Request {
  const own = [
    '/v1/audits',
    '/v1/audits?verdict=non-compliant',
    '/v1/applications',
    `/v1/applications/${application}/audits`,
  ] as const;
  if (regulator !== undefined && chance.upTo(4) === 0)
    return reading(regulator, chance.oneOf(['/v1/audits', '/v1/audits?verdict=non-compliant', '/v1/applications']));
  return reading(tenant, chance.oneOf(own));
}

const reading = (token: string, path: string): Request => ({
  method: 'GET',
  path,
  headers: { authorization: `Bearer ${token}` },
});

const sending = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });

const recording = ({ tenant }: Tokens, path: string, body: string, key: string): Request => ({
  method: 'POST',
  path,
  headers: { ...sending(tenant), 'idempotency-key': key },
  body,
});

let keys = 0;
const life = randomUUID().slice(0, 8);
/** A request as it is sent now: under a key of its own, if it takes one. */
export function keyed(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  keys += 1;
  return 'idempotency-key' in headers ? { ...headers, 'idempotency-key': `${life}-${keys}` } : { ...headers };
}

const Made = z.object({ id: z.string() });
function idIn({ status, text: said }: Response): string {
  if (status !== 201) throw new Error(`the service did not record: ${status} ${said}`);
  return Made.parse(JSON.parse(said)).id;
}
