import * as z from 'zod';
import { type Mint, mintToken } from '../../infra/local/issuer.ts';
import { sha256 } from '../../shared/canonical.ts';
import type { Sent } from '../api/service.ts';
import type { Answering } from './fuzz-part.ts';
import { sender } from './send.ts';

const Offered = z.object({ upload: z.object({ url: z.url(), headers: z.record(z.string(), z.string()) }) });

/** The local service at `origin`; the key in its state folder signs the tokens. */
export function overHttp(origin: string, state: string): Answering & { readonly close: () => void } {
  const http = sender(origin, 1);
  const tokens = new Map<string, Promise<string>>();
  const authorization = async (mint: Mint | undefined): Promise<Record<string, string>> => {
    if (mint === undefined) return {};
    const name = JSON.stringify(mint);
    const token = tokens.get(name) ?? mintToken({ ...mint, seconds: 86_400 }, state);
    tokens.set(name, token);
    return { authorization: `Bearer ${await token}` };
  };
  const send: Answering['send'] = async (sent) => {
    const path = sent.query ? `${sent.path}?${sent.query}` : sent.path;
    const headers = { ...sent.headers, ...(await authorization(mintOf(sent))) };
    const request = { method: sent.method, path, headers, ...(sent.body !== undefined && { body: sent.body }) };
    const answer = await http.send(request).catch((cause: NodeJS.ErrnoException) => {
      // Node sends no header and no path that HTTP has no letters for.
      if (cause.code === 'ERR_INVALID_CHAR' || cause.code === 'ERR_UNESCAPED_CHARACTERS') return undefined;
      throw cause;
    });
    return answer && { ...answer, headers: flat(answer.headers) };
  };
  const upload = async (tenant: string, bytes: Buffer) => {
    const offer = { sha256: sha256(bytes), size: bytes.length, mediaType: 'text/plain' };
    const headers = { 'content-type': 'application/json' };
    const said = await send({ method: 'POST', path: '/v1/evidence', tenant, headers, body: JSON.stringify(offer) });
    const { url, headers: asked } = Offered.parse(JSON.parse(said?.text ?? '')).upload;
    const put = await fetch(url, { method: 'PUT', headers: asked, body: new Uint8Array(bytes) });
    if (!put.ok) throw new Error(`evidence was answered ${put.status}: ${await put.text()}`);
  };
  return { send, upload, close: http.close };
}

/** Whom the request's token is for. undefined: it has none. */
function mintOf({ tenant = 'tenant-a', scopes = ['check', 'declare', 'read'], claims }: Sent): Mint | undefined {
  if (claims === undefined) return { tenant, scopes };
  const { issuers, scope = '' } = claims;
  return issuers === undefined
    ? undefined
    : { issuers: issuers.split(' '), scopes: scope.split(' ').map((name) => name.replace('nivas/', '')) };
}

const flat = (headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
