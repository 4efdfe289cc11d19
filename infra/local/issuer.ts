import { join } from 'node:path';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import * as z from 'zod';
import { NivasError } from '../../shared/error.ts';
import { corrupt, readJson, stateFolder, writePrivate } from './state.ts';

/** What local tokens say they come from and are for. The issuer is a name: keys are where the server runs. */
export const issuer = 'http://localhost/nivas';
export const audience = 'nivas';

const keyFile = (state: string) => join(state, 'issuer.json');

const PrivateKey = z.looseObject({
  kty: z.literal('RSA'),
  kid: z.string(),
  n: z.string(),
  e: z.string(),
  d: z.string(),
});
type PrivateKey = z.infer<typeof PrivateKey>;

/** The public half, as `/.well-known/jwks.json` shows it. */
export type Keys = { readonly keys: readonly [JWK] };

/** The public key of this machine's issuer; makes the pair on the first start. */
export async function openIssuer(state = stateFolder()): Promise<Keys> {
  const { kid, n, e } = (await readKey(state)) ?? (await makeKey(state));
  return { keys: [{ kty: 'RSA', use: 'sig', alg: 'RS256', kid, n, e }] };
}

async function readKey(state: string): Promise<PrivateKey | undefined> {
  const json = await readJson(keyFile(state));
  if (json === undefined) return undefined;
  const { success, data } = PrivateKey.safeParse(json);
  if (!success) throw corrupt(keyFile(state), 'it holds no RSA key');
  return data;
}

async function makeKey(state: string): Promise<PrivateKey> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const made = PrivateKey.parse({ ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'RS256', use: 'sig' });
  await writePrivate(keyFile(state), JSON.stringify(made));
  return made;
}

/** Whom a token is for: a tenant, or a regulator by the issuers of the packs it answers for. */
export type Holder = { readonly tenant: string } | { readonly issuers: readonly string[] };
export type Mint = Holder & { readonly scopes: readonly string[]; readonly seconds?: number };

/** Signs a token as an identity provider would, with bare scopes spelt `nivas/<scope>`. */
export async function mintToken({ scopes, seconds = 3600, ...holder }: Mint, state = stateFolder()): Promise<string> {
  const { key, kid } = await signingKey(state);
  const now = Math.floor(Date.now() / 1000);
  const claim = 'tenant' in holder ? { tenant: holder.tenant } : { issuers: holder.issuers.join(' ') };
  return new SignJWT({ ...claim, scope: scopes.map((scope) => `nivas/${scope}`).join(' ') })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(`local:${Object.values(claim).join()}`)
    .setIssuedAt(now)
    .setExpirationTime(now + seconds)
    .sign(key);
}

async function signingKey(state: string): Promise<{ key: CryptoKey | Uint8Array; kid: string }> {
  const stored = await readKey(state);
  if (stored === undefined)
    throw new NivasError('not_found', `there is no signing key under \`${state}\`; run \`npm start\` first`);
  const key = await importJWK(stored, 'RS256').catch((cause: unknown) => {
    throw corrupt(keyFile(state), 'it holds no usable RSA key', cause);
  });
  return { key, kid: stored.kid };
}

/** What an OpenID Connect client asks for first. `origin` is the address the server listens on. */
export const discovery = (origin: string) => ({
  issuer,
  jwks_uri: `${origin}/.well-known/jwks.json`,
  response_types_supported: ['token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
});
