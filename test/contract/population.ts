import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { type Verdict, verdicts } from '../../shared/audit/outcome.ts';
import type { ApplicationFilter, AuditFilter, Head, Reach, RecordStore, Submission } from '../../shared/ports.ts';
import { type Facets, facets } from './facets.ts';
import { headOf, registrationOf, submissionOf } from './record-store.ts';

/** Tenants, applications and audits that nobody else on the same table has, and what they are called. */
export type Population = {
  readonly tenants: readonly string[];
  /** By `<tenant>#<application>`, with their newest audit; some were never audited. */
  readonly heads: Map<string, Head>;
  readonly made: Submission[];
  readonly pack: (n: number) => string;
  readonly site: (n: number) => string;
};

/** Instants that clash, over some days. */
const instants = Array.from({ length: 12 }, (_, n) => `2026-11-${20 + (n >> 1)}T10:00:00.00${n % 2}Z`);

/**
 * Registers and submits. Names are those of `facets`, made the population's own; tenants' names begin alike, because
 * where one ends decides the order of applications.
 */
export async function populate(store: RecordStore, audits: number): Promise<Population> {
  const mark = randomUUID().slice(0, 6);
  const own = (name: string) => `${mark}-${name}`;
  const tenants = ['bank', 'bank-a', 'banka'].map(own);
  const population = {
    tenants: [...tenants, own('empty')],
    heads: new Map<string, Head>(),
    made: [] as Submission[],
    pack: (n: number) => own(`pack${n}`),
    site: (n: number) => own(`yotta/nm${n}`),
  };
  const registrations = tenants.flatMap((tenant) =>
    ['1', '2', '3', 'silent'].map((key) => registrationOf(tenant, key)),
  );
  for (const registration of registrations) {
    await store.register(registration);
    await remember(store, population, registration);
  }
  const audited = registrations.filter((_, n) => n % 4 !== 3);
  const steps = fc.sample(fc.record({ at: fc.constantFrom(...instants), of: fc.constantFrom(...audited), facets }), {
    numRuns: audits,
    seed: 7,
  });
  for (const [n, { at, of, facets: found }] of steps.entries())
    await add(store, population, of, { at, key: `audit ${n}`, ...renamed(found, own) });
  const [first] = audited;
  for (const { verdict, said } of disagreements)
    if (first) {
      const facets = { verdict, packs: { [population.pack(0)]: said }, sites: [population.site(0)] };
      await add(store, population, first, { key: `${verdict}, ${said}`, ...facets });
    }
  return population;
}

/** What an audit says and what its one pack says, in every combination. */
const disagreements = verdicts.flatMap((verdict) => verdicts.map((said) => ({ verdict, said })));

/** One more audit, of any application. */
export async function add(
  store: RecordStore,
  population: Population,
  of: Pick<Head, 'tenant' | 'application'>,
  changes: Parameters<typeof submissionOf>[1],
): Promise<void> {
  const submission = submissionOf(of, changes);
  await store.submit(submission, await headOf(store, of));
  population.made.push(submission);
  await remember(store, population, of);
}

async function remember(store: RecordStore, { heads }: Population, of: Pick<Head, 'tenant' | 'application'>) {
  heads.set(`${of.tenant}#${of.application}`, await headOf(store, of));
}

const renamed = ({ verdict, packs, sites }: Facets, own: (name: string) => string): Facets => ({
  verdict,
  packs: Object.fromEntries(Object.entries(packs).map(([pack, said]) => [own(pack), said])),
  sites: sites.map(own),
});

/** Reach, filter and page size: every combination can come. Packs and sites beyond the first are in wide audits only. */
export const asks = ({ tenants, heads, made, pack, site: siteOf }: Population) => {
  const packs = fc.constantFrom(pack(0), pack(1), pack(17), 'no-such-pack');
  const instant = fc.constantFrom(...instants.map((at) => at.replace('000Z', '001Z')));
  const verdict = fc.constantFrom<Verdict>(...verdicts);
  const application = fc.constantFrom(...[...heads.values()].map((head) => head.application), 'nobody');
  const site = fc.constantFrom(siteOf(0), siteOf(13), 'nowhere/at-all');
  return {
    reach: fc.oneof(
      fc.record({ tenant: fc.constantFrom(...tenants) }),
      fc.record({ packs: fc.uniqueArray(packs, { maxLength: 2 }) }),
    ),
    audits: fc.oneof(
      fc.record({ application, verdict, pack: packs, site, from: instant, until: instant }, { requiredKeys: [] }),
      fc.record({ verdict, pack: packs, site }, { requiredKeys: [] }),
      fc.record({ from: instant }, { requiredKeys: [] }),
    ),
    applications: fc.record({ verdict, pack: packs }, { requiredKeys: [] }),
    /** Positions of audits and of applications, and what is neither. */
    position: fc.constantFrom(
      ...made.filter((_, n) => n % 9 === 0).map(positionOfAudit),
      ...[...heads.keys()].filter((_, n) => n % 3 === 0),
      ...tenants.map((tenant) => `${tenant}#`),
      ...['!', '0', '2026-11-22', '9', '~', 'APP#', 'LIST#p#x', '\u{e000}', '\u{10ffff}'],
    ),
  };
};

export const positionOfAudit = ({ at, id }: Pick<Submission, 'at' | 'id'>) => `${at}#${id}`;
export const positionOfHead = ({ tenant, application }: Pick<Head, 'tenant' | 'application'>) =>
  `${tenant}#${application}`;

/** The list as it must be, written again from the description of the port. */
export function auditsOf({ made }: Population, reach: Reach, filter: AuditFilter): Submission[] {
  const { application, verdict, pack, site, from, until } = filter;
  const fits = (one: Submission) =>
    [
      application === undefined || one.application === application,
      site === undefined || one.sites.some((at) => at === site),
      from === undefined || Date.parse(one.at) >= Date.parse(from),
      until === undefined || Date.parse(one.at) < Date.parse(until),
      isSeen(reach, pack, one),
      isSaid(verdict, pack, one),
    ].every(Boolean);
  return made.filter(fits).toSorted(by(positionOfAudit)).toReversed();
}

export function headsOf({ heads }: Population, reach: Reach, { verdict, pack }: ApplicationFilter): Head[] {
  const fits = ({ tenant, current }: Head) => {
    if (current !== undefined) return isSeen(reach, pack, { tenant, ...current }) && isSaid(verdict, pack, current);
    return 'tenant' in reach && reach.tenant === tenant && verdict === undefined && pack === undefined;
  };
  return [...heads.values()].filter(fits).toSorted(by(positionOfHead));
}

const isSeen = (reach: Reach, pack: string | undefined, { tenant, packs }: Pick<Submission, 'tenant' | 'packs'>) =>
  'tenant' in reach
    ? reach.tenant === tenant
    : Object.keys(packs).some((name) => reach.packs.includes(name)) &&
      (pack === undefined || reach.packs.includes(pack));

function isSaid(verdict: Verdict | undefined, pack: string | undefined, judged: Pick<Facets, 'verdict' | 'packs'>) {
  const said = pack === undefined ? judged.verdict : new Map(Object.entries(judged.packs)).get(pack);
  return said !== undefined && (verdict === undefined || verdict === said);
}

const by =
  <T>(positionOf: (item: T) => string) =>
  (a: T, b: T) =>
    positionOf(a) < positionOf(b) ? -1 : 1;
