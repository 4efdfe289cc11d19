import { cursorAfter } from '../../shared/operations/cursor.ts';
import type { Reader } from '../../shared/operations/reader.ts';
import type { ApplicationFilter, AuditFilter } from '../../shared/ports.ts';
import { began, ended, type Planned } from './seeding.ts';

/** A list that somebody asks for. */
export type Case = { readonly name: string; readonly reader: Reader } & (
  | { readonly of: 'audits'; readonly filter: AuditFilter }
  | { readonly of: 'applications'; readonly filter: ApplicationFilter }
);

/** Lists of the tenant that has most, and of regulators whose packs judged much, little and both. */
export function casesOf(plan: readonly Planned[]): Case[] {
  const sizes = Map.groupBy(plan, ({ tenant }) => tenant);
  const [tenant = ''] = [...sizes].toSorted(([, a], [, b]) => b.length - a.length).map(([name]) => name);
  const own = { reader: { tenant } };
  const both = { reader: { issuers: ['nivas', 'rbi'] } };
  const rbi = { reader: { issuers: ['rbi'] } };
  const nivas = { reader: { issuers: ['nivas'] } };
  const pack = 'rbi-payment-data';
  const site = 'yotta/nm1';
  return [
    { name: 'a tenant, all', ...own, of: 'audits', filter: {} },
    { name: 'a tenant, a verdict and a site', ...own, of: 'audits', filter: { verdict: 'compliant', site } },
    { name: 'a regulator, all', ...both, of: 'audits', filter: {} },
    { name: 'a regulator of one issuer, all', ...rbi, of: 'audits', filter: {} },
    { name: 'a regulator, one verdict', ...nivas, of: 'audits', filter: { verdict: 'compliant' } },
    { name: 'a pack', ...both, of: 'audits', filter: { pack } },
    { name: 'a pack and what it said', ...both, of: 'audits', filter: { pack, verdict: 'non-compliant' } },
    { name: 'a site', ...both, of: 'audits', filter: { site } },
    { name: 'a site and a pack', ...rbi, of: 'audits', filter: { site, pack } },
    { name: "a tenant's applications", ...own, of: 'applications', filter: {} },
    { name: "a regulator's applications", ...both, of: 'applications', filter: {} },
    { name: "a regulator's applications, one verdict", ...rbi, of: 'applications', filter: { verdict: 'compliant' } },
  ];
}

/** A cursor that leads so deep into a list (0 to 1); undefined for its beginning. */
export function cursorAt(asked: Case, depth: number, plan: readonly Planned[]): string | undefined {
  const { of, filter, reader } = asked;
  if (depth === 0) return undefined;
  const next = of === 'audits' ? instantAt(depth) : applicationAt(reader, depth, plan);
  return cursorAfter({ [of]: filter, reader }, { next }) ?? undefined;
}

const instantAt = (depth: number) => `${new Date(ended - depth * (ended - began)).toISOString()}#`;

function applicationAt(reader: Reader, depth: number, plan: readonly Planned[]): string {
  const seen = plan.filter(({ tenant }) => !('tenant' in reader) || tenant === reader.tenant);
  const positions = seen.map(({ tenant, application }) => `${tenant}#${application}`).toSorted();
  return positions[Math.floor(depth * positions.length)] ?? '~';
}
