import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { verdicts } from '../../shared/audit/outcome.ts';
import type { Submission } from '../../shared/ports.ts';

export type Facets = Pick<Submission, 'verdict' | 'packs' | 'sites'>;

const names = (word: string, n: number) => Array.from({ length: n }, (_, i) => `${word}${i}`);

/** Facets that clash: few values, and lists that cross the limits of 12 sites and 16 packs. */
export const facets: fc.Arbitrary<Facets> = fc
  .record({
    verdict: fc.constantFrom(...verdicts),
    sites: fc.oneof(fc.subarray(names('yotta/nm', 3)), fc.subarray(names('yotta/nm', 14), { minLength: 11 })),
    packs: fc.oneof(fc.subarray(names('pack', 3)), fc.subarray(names('pack', 18), { minLength: 15 })),
    said: fc.array(fc.constantFrom(...verdicts), { minLength: 18, maxLength: 18 }),
  })
  .map(({ verdict, sites, packs, said }) => ({
    verdict,
    sites,
    packs: Object.fromEntries(packs.map((pack, n) => [pack, said[n] ?? verdict])),
  }));

/** As many rows as there can be, and none that another such has: `word` tells them apart. */
export const most = (word: string, verdict: Facets['verdict']): Facets => ({
  verdict,
  sites: names(`${word}/`, 12),
  packs: Object.fromEntries(names(`${word}-`, 16).map((pack) => [pack, verdict])),
});

const shard = (id: string) => (createHash('sha256').update(id).digest()[0] ?? 0) % 4;
const wide = (values: readonly string[], limit: number, each: (value: string) => string) =>
  values.length > limit ? [each('*').replace(/^(LIST#.#\*).*/, '$1')] : values.map(each);

/** The keys of the listings of one audit, written again from the specification. */
export function listingKeys({ id, tenant, application, at, verdict, packs, sites }: Submission): string[] {
  const lists = [
    `LIST#v#${verdict}`,
    ...wide(Object.keys(packs), 16, (pack) => `LIST#p#${pack}#${packs[pack]}`),
    ...wide(sites, 12, (site) => `LIST#s#${site}#${verdict}`),
  ].map((list) => `${list}#${shard(id)}`);
  return [`T#${tenant}#A`, `T#${tenant}#A#${application}`, ...lists].map((pk) => `${pk} ${at}#${id}`);
}

/** The keys of the edges of an application whose newest audit this is, likewise. */
export function edgeKeys({ tenant, application, verdict, packs, sites }: Omit<Submission, 'id' | 'at'>): string[] {
  const edges = [
    `EDGE#v#${verdict}`,
    ...wide(Object.keys(packs), 16, (pack) => `EDGE#p#${pack}`),
    ...wide(sites, 12, (site) => `EDGE#s#${site}`),
  ];
  return edges.map((edge) => `${edge}#${shard(application)} ${tenant}#${application}`);
}
