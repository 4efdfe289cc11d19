import type { Verdict } from '../../audit/outcome.ts';
import { NivasError } from '../../error.ts';
import type {
  ApplicationFilter,
  AuditFilter,
  Entry,
  Head,
  Page,
  PageAsked,
  Reach,
  RecordStore,
  Submission,
} from '../../ports.ts';

/** Records in memory, for tests and for work without a network. What it is given must not change afterwards. */
export function recordMap(): RecordStore {
  const entries = new Map<string, Entry>();
  const heads = new Map<string, Head>();
  const submissions = new Map<string, Submission>();

  /** Whether this request was recorded before. Everything up to its use is one step: nothing comes between. */
  const isReplay = ({ tenant, id, fingerprint }: Pick<Entry, 'tenant' | 'id' | 'fingerprint'>) => {
    const held = entries.get(`${tenant}#${id}`);
    if (held === undefined || held.fingerprint === fingerprint) return held !== undefined;
    throw new NivasError('idempotency_key_reused', 'this idempotency key was used for another request');
  };

  return {
    async register(registration) {
      const { tenant, application, name, at, id } = registration;
      if (isReplay(registration)) return 'replayed';
      entries.set(`${tenant}#${id}`, registration);
      heads.set(`${tenant}#${application}`, { tenant, application, name, registeredAt: at, version: 0 });
      return 'made';
    },
    async head(tenant, application) {
      return heads.get(`${tenant}#${application}`);
    },
    async submit(submission, { version }) {
      const { tenant, application, id, at, verdict, packs, sites, catalogue } = submission;
      if (isReplay(submission)) return 'replayed';
      const head = heads.get(`${tenant}#${application}`);
      if (head?.version !== version) return 'moved';
      const current = { audit: id, at, verdict, packs, sites, catalogue };
      entries.set(`${tenant}#${id}`, submission);
      submissions.set(`${tenant}#${id}`, submission);
      heads.set(`${tenant}#${application}`, { ...head, version: version + 1, current });
      return 'made';
    },
    recorded: async (request) => isReplay(request),
    audit: async (tenant, id) => submissions.get(`${tenant}#${id}`)?.audit.json,
    declaration: async (tenant, id) => submissions.get(`${tenant}#${id}`)?.declaration.json,
    async holder(of, id) {
      if (of === 'audit') return [...submissions.values()].find((one) => one.id === id);
      const head = [...heads.values()].find(({ application }) => application === id);
      return head && { tenant: head.tenant, packs: head.current?.packs ?? {} };
    },
    async audits(reach, filter, page) {
      const found = [...submissions.values()].filter((one) => isWithin(reach, one) && isWanted(filter, one));
      return pageOf(found, ({ at, id }) => `${at}#${id}`, page, 'descending');
    },
    async applications(reach, filter, page) {
      const found = [...heads.values()].filter(
        ({ tenant, current }) => isWithin(reach, { tenant, packs: current?.packs ?? {} }) && isOf(filter, current),
      );
      return pageOf(found, ({ tenant, application }) => `${tenant}#${application}`, page, 'ascending');
    },
  };
}

type Judged = Pick<Submission, 'verdict' | 'packs'>;

const isWithin = (reach: Reach, { tenant, packs }: Pick<Submission, 'tenant' | 'packs'>): boolean =>
  'tenant' in reach ? tenant === reach.tenant : reach.packs.some((pack) => Object.hasOwn(packs, pack));

function isOf({ verdict, pack }: ApplicationFilter, judged: Judged | undefined): boolean {
  if (judged === undefined) return verdict === undefined && pack === undefined;
  if (pack !== undefined && !Object.hasOwn(judged.packs, pack)) return false;
  const said: Verdict | undefined = pack === undefined ? judged.verdict : judged.packs[pack];
  return verdict === undefined || said === verdict;
}

const isWanted = (filter: AuditFilter, submission: Submission): boolean =>
  isOf(filter, submission) &&
  (filter.application === undefined || submission.application === filter.application) &&
  (filter.site === undefined || submission.sites.includes(filter.site)) &&
  (filter.from === undefined || submission.at >= filter.from) &&
  (filter.until === undefined || submission.at < filter.until);

function pageOf<T>(
  found: readonly T[],
  positionOf: (item: T) => string,
  { limit, after }: PageAsked,
  order: 'ascending' | 'descending',
): Page<T> {
  const sign = order === 'ascending' ? 1 : -1;
  const compare = (a: string, b: string) => (a < b ? -sign : a > b ? sign : 0);
  const rest = found
    .toSorted((a, b) => compare(positionOf(a), positionOf(b)))
    .filter((item) => after === undefined || compare(positionOf(item), after) > 0);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(rest.length > limit && last !== undefined && { next: positionOf(last) }) };
}
