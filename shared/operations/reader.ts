import { NivasError } from '../error.ts';
import type { LoadedPolicy } from '../policy/load.ts';
import type { Holder, Ports, Reach } from '../ports.ts';

/** Who reads records: a tenant its own, a regulator those that packs of its issuers judged. */
export type Reader = { readonly tenant: string } | { readonly issuers: readonly string[] };

type Stores = Pick<Ports, 'catalogue' | 'records'>;

/** How far a reader sees. A regulator whose issuers have no pack sees nothing. */
export async function reachOf({ catalogue }: Pick<Ports, 'catalogue'>, reader: Reader): Promise<Reach> {
  if ('tenant' in reader) return reader;
  return { packs: packsOf(reader.issuers, (await catalogue.current()).policy) };
}

const packsOf = (issuers: readonly string[], { packs }: LoadedPolicy): string[] =>
  packs.filter(({ issuer }) => issuers.includes(issuer)).map(({ pack }) => pack);

/**
 * The tenant in whose records a reader may look for this audit or application. Throws `not_found` where a regulator
 * asks for one that no pack of its issuers judged, as for one that is not there: after the same reads.
 */
export async function tenantOf(
  stores: Stores,
  reader: Reader,
  of: 'audit' | 'application',
  id: string,
): Promise<string> {
  if ('tenant' in reader) return reader.tenant;
  const [holder, reach] = await Promise.all([stores.records.holder(of, id), reachOf(stores, reader)]);
  if (holder !== undefined && isReached(reach, holder)) return holder.tenant;
  throw notFound(of);
}

/** Whether what these packs judged is within reach. */
export const isReached = (reach: Reach, { tenant, packs }: Holder): boolean =>
  'tenant' in reach ? reach.tenant === tenant : reach.packs.some((pack) => Object.hasOwn(packs, pack));

export const notFound = (what: string) => new NivasError('not_found', `there is no such ${what}`);
