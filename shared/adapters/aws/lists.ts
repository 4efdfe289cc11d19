import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type Verdict, verdicts } from '../../audit/outcome.ts';
import type { Submission } from '../../ports.ts';

/*
 * The rows that serve lists, written in the transaction that changes what they list: no index, no scan, exact.
 *
 * Listings are put once and never change; one sort key, `<at>#<entry>`, so one position serves all partitions:
 *
 *     T#<tenant>#A                          a tenant's audits
 *     T#<tenant>#A#<app>                    an application's
 *     LIST#v#<verdict>#<shard>              all of one verdict
 *     LIST#p#<pack>#<its verdict>#<shard>   all that one pack judged
 *     LIST#s#<site>#<verdict>#<shard>       all at one site
 *
 * Nobody reads the lists by verdict and by site yet, since most of what is on them is out of any one reader's reach:
 * they are for whoever asks what a change of the registry would do, and rows cannot be added to audits of the past.
 *
 * Edges are applications by their newest audit, `<tenant>#<app>` under
 *
 *     EDGE#v#<verdict>#<shard>   EDGE#p#<pack>#<shard>   EDGE#s#<site>#<shard>
 *
 * A transaction holds 100 actions, so what has more than 12 sites is filed under the one site `*`, and more than 16
 * packs under the one pack `*` (`LIST#s#*#<shard>`, `LIST#p#*#<shard>`): whoever reads one site or pack reads `*` too
 * and looks into the listing, or into the application. At worst a submission is 5 items of its own,
 * 3 + 12 + 16 listings and 2 · (1 + 12 + 16) edges: 94 actions.
 */

const shards = 4;
const most = { sites: 12, packs: 16 };

/** Which of the parts of a partition something is in. More parts may be added: readers then read them all. */
export function shardOf(id: string): number {
  return createHash('sha256').update(id).digest().readUInt8() % shards;
}

const parts = (list: string) => Array.from({ length: shards }, (_, shard) => `${list}#${shard}`);

export const tenantList = (tenant: string) => `T#${tenant}#A`;
export const applicationList = (tenant: string, application: string) => `T#${tenant}#A#${application}`;
const packList = (pack: string, itsVerdict: Verdict) => `LIST#p#${pack}#${itsVerdict}`;
const siteList = (site: string, verdict: Verdict) => `LIST#s#${site}#${verdict}`;
const packEdge = (pack: string) => `EDGE#p#${pack}`;
/** Where what has too many sites, or packs, is filed. */
const wide = { sites: 'LIST#s#*', packs: 'LIST#p#*', edges: packEdge('*') };

const chosen = (verdict: Verdict | undefined) => (verdict === undefined ? verdicts : [verdict]);

/** The partitions that together hold all audits that one of these packs judged, with that verdict; others too. */
export const packLists = (packs: readonly string[], itsVerdict?: Verdict): string[] =>
  [...packs.flatMap((pack) => chosen(itsVerdict).map((each) => packList(pack, each))), wide.packs].flatMap(parts);

/** Likewise, all applications whose newest audit one of these packs judged. */
export const packEdges = (packs: readonly string[]): string[] => [...packs.map(packEdge), wide.edges].flatMap(parts);

const key = { pk: z.string(), sk: z.string(), v: z.literal(1) };

export const ListingRow = z.strictObject({
  ...key,
  k: z.literal('listing'),
  id: z.string(),
  tenant: z.string(),
  application: z.string(),
  verdict: z.enum(verdicts),
  packs: z.record(z.string(), z.enum(verdicts)).readonly(),
  sites: z.array(z.string()).readonly(),
});
export type ListingRow = z.infer<typeof ListingRow>;

export const EdgeRow = z.strictObject({ ...key, k: z.literal('edge') });
export type EdgeRow = z.infer<typeof EdgeRow>;

/** What an application is found by. */
export type Facets = Pick<Submission, 'verdict' | 'packs' | 'sites'>;

type Filed = Facets & Pick<Submission, 'id' | 'tenant' | 'application' | 'at'>;

/** The listing rows of an audit. */
export function listings({ id, tenant, application, at, verdict, packs, sites }: Filed): ListingRow[] {
  const row = { sk: `${at}#${id}`, k: 'listing', v: 1, id, tenant, application, verdict, packs, sites } as const;
  const byPack = isWide(Object.keys(packs), most.packs)
    ? [wide.packs]
    : Object.entries(packs).map(([pack, itsVerdict]) => packList(pack, itsVerdict));
  const bySite = isWide(sites, most.sites) ? [wide.sites] : [...new Set(sites)].map((site) => siteList(site, verdict));
  const shared = [`LIST#v#${verdict}`, ...byPack, ...bySite].map((list) => `${list}#${shardOf(id)}`);
  return [tenantList(tenant), applicationList(tenant, application), ...shared].map((pk) => ({ pk, ...row }));
}

/** The edges to put and to delete when an application's facets change: only what differs, nothing if nothing does. */
export function edges(
  before: Facets | undefined,
  after: Facets & Pick<Submission, 'tenant' | 'application'>,
): { readonly put: readonly EdgeRow[]; readonly remove: readonly { readonly pk: string; readonly sk: string }[] } {
  const old = new Set(before && edgesOf(before));
  const now = new Set(edgesOf(after));
  const at = (edge: string) => ({
    pk: `${edge}#${shardOf(after.application)}`,
    sk: `${after.tenant}#${after.application}`,
  });
  return {
    put: [...now].filter((edge) => !old.has(edge)).map((edge) => ({ ...at(edge), k: 'edge', v: 1 })),
    remove: [...old].filter((edge) => !now.has(edge)).map(at),
  };
}

function edgesOf({ verdict, packs, sites }: Facets): string[] {
  return [
    `EDGE#v#${verdict}`,
    ...filed(Object.keys(packs), most.packs).map(packEdge),
    ...filed(sites, most.sites).map((site) => `EDGE#s#${site}`),
  ];
}

const isWide = (values: readonly string[], limit: number) => new Set(values).size > limit;
const filed = (values: readonly string[], limit: number) => (isWide(values, limit) ? ['*'] : values);
