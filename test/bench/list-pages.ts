import { join } from 'node:path';
import { importJWK, SignJWT } from 'jose';
import * as z from 'zod';
import { audience, issuer } from '../../infra/local/issuer.ts';
import { readJson } from '../../infra/local/state.ts';
import { bodyBucket } from '../../shared/adapters/aws/body-bucket.ts';
import { documentClient, objectClient } from '../../shared/adapters/aws/client.ts';
import { recordTable } from '../../shared/adapters/aws/record-table.ts';
import { listApplications } from '../../shared/operations/list-applications.ts';
import { listAudits } from '../../shared/operations/list-audits.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import type { Case } from './list-cases.ts';
import type { Records } from './records.ts';

/** Asks for a page of 50 and says how many items came. */
export type Ask = (asked: Case, cursor: string | undefined) => Promise<number>;

const limit = 50;

/** By the operations, in this process. */
export function askOperations({ env, RECORDS_TABLE, BODIES_BUCKET }: Records): Ask {
  const bodies = bodyBucket({ client: objectClient(env), bucket: BODIES_BUCKET });
  const records = recordTable({ client: documentClient(env), table: RECORDS_TABLE, bodies });
  const catalogue = { n: 1, ...releaseRulebook() };
  const ports = { records, catalogue: { current: async () => catalogue, knownAt: async () => catalogue } };
  return async (asked, cursor) => {
    const { reader } = asked;
    if (asked.of === 'audits')
      return (await listAudits(ports, { reader, filter: asked.filter, limit, cursor })).audits.length;
    return (await listApplications(ports, { reader, filter: asked.filter, limit, cursor })).applications.length;
  };
}

const Page = z.object({ audits: z.array(z.unknown()).default([]), applications: z.array(z.unknown()).default([]) });

/** Over HTTP, from the service that runs on the state folder. */
export function askService(origin: string, state: string): Ask {
  const tokens = new Map<string, Promise<string>>();
  return async ({ of, filter, reader }, cursor) => {
    const who = JSON.stringify(reader);
    const token = tokens.get(who) ?? mint(reader, state);
    tokens.set(who, token);
    const query = new URLSearchParams({ limit: `${limit}`, ...filter, ...(cursor !== undefined && { cursor }) });
    const answer = await fetch(`${origin}/v1/${of}?${query}`, { headers: { authorization: `Bearer ${await token}` } });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${of} answered ${answer.status}: ${text}`);
    const { audits, applications } = Page.parse(JSON.parse(text));
    return audits.length + applications.length;
  };
}

const Key = z.looseObject({ kty: z.literal('RSA'), kid: z.string() });

/** A token as the local issuer signs it, also for a regulator. */
async function mint(reader: Case['reader'], state: string): Promise<string> {
  const jwk = Key.parse(await readJson(join(state, 'issuer.json')));
  const claims = 'tenant' in reader ? reader : { issuers: reader.issuers.join(' ') };
  return new SignJWT({ ...claims, scope: 'nivas/read' })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: jwk.kid })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject('local:bench')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(await importJWK(jwk, 'RS256'));
}
