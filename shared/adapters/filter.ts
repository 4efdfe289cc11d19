import type { Verdict } from '../audit/outcome.ts';
import type { ApplicationFilter, AuditFilter, Head, Reach, Submission } from '../ports.ts';

/*
 * What reach and filters mean, once for every store. A store may find its rows as it likes; what it gives passes here.
 */

/** Whether the one pack that is asked for is out of reach: then nothing is found, whatever there is. */
export const isBeyond = (reach: Reach, pack: string | undefined): boolean =>
  pack !== undefined && 'packs' in reach && !reach.packs.includes(pack);

/** An audit as a list shows it, and the sites it is searched by. */
type Found = Pick<Submission, 'tenant' | 'application' | 'at' | 'verdict' | 'packs' | 'sites'>;

export const isAuditWanted = (reach: Reach, filter: AuditFilter, audit: Found): boolean =>
  isWithin(reach, audit) &&
  isJudged(filter, audit) &&
  (filter.application === undefined || audit.application === filter.application) &&
  (filter.site === undefined || audit.sites.includes(filter.site)) &&
  (filter.from === undefined || audit.at >= filter.from) &&
  (filter.until === undefined || audit.at < filter.until);

/** An application that was never audited has no verdict: only its tenant sees it, and only without a filter. */
export const isHeadWanted = (reach: Reach, filter: ApplicationFilter, { tenant, current }: Head): boolean =>
  isWithin(reach, { tenant, packs: current?.packs ?? {} }) && isJudged(filter, current);

/** Whether a reader may know that something is there. */
export const isWithin = (reach: Reach, { tenant, packs }: Pick<Submission, 'tenant' | 'packs'>): boolean =>
  'tenant' in reach ? tenant === reach.tenant : reach.packs.some((pack) => Object.hasOwn(packs, pack));

type Judged = Pick<Submission, 'verdict' | 'packs'>;

function isJudged({ verdict, pack }: ApplicationFilter, judged: Judged | undefined): boolean {
  if (judged === undefined) return verdict === undefined && pack === undefined;
  if (pack !== undefined && !Object.hasOwn(judged.packs, pack)) return false;
  const said: Verdict | undefined = pack === undefined ? judged.verdict : judged.packs[pack];
  return verdict === undefined || said === verdict;
}
