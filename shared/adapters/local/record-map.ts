import { NivasError } from '../../error.ts';
import type { Entry, Head, Listing, Page, PageAsked, RecordStore, Submission } from '../../ports.ts';
import { isAuditWanted, isBeyond, isHeadWanted } from '../filter.ts';

/** Everything there is, by `<tenant>#<id>`. */
type Kept = {
  readonly entries: Map<string, Entry>;
  readonly heads: Map<string, Head>;
  readonly submissions: Map<string, Submission>;
};

/** Records in memory, for tests and for work without a network. What it is given must not change afterwards. */
export function recordMap(): RecordStore {
  const kept: Kept = { entries: new Map(), heads: new Map(), submissions: new Map() };
  return { ...writing(kept), ...reading(kept), ...listing(kept) };
}

function writing({ entries, heads, submissions }: Kept): Pick<RecordStore, 'register' | 'submit' | 'recorded'> {
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
  };
}

const reading = ({ heads, submissions }: Kept): Pick<RecordStore, 'head' | 'audit' | 'declaration' | 'holder'> => ({
  head: async (tenant, application) => heads.get(`${tenant}#${application}`),
  audit: async (tenant, id) => submissions.get(`${tenant}#${id}`)?.audit.json,
  declaration: async (tenant, id) => submissions.get(`${tenant}#${id}`)?.declaration.json,
  async holder(of, id) {
    if (of === 'audit') {
      const audit = [...submissions.values()].find((one) => one.id === id);
      return audit && { tenant: audit.tenant, packs: audit.packs };
    }
    const head = [...heads.values()].find(({ application }) => application === id);
    return head && { tenant: head.tenant, packs: head.current?.packs ?? {} };
  },
});

const listing = ({ heads, submissions }: Kept): Pick<RecordStore, 'audits' | 'applications'> => ({
  async audits(reach, filter, page) {
    if (isBeyond(reach, filter.pack)) return { items: [] };
    const found = [...submissions.values()].filter((audit) => isAuditWanted(reach, filter, audit));
    const { items, ...next } = pageOf(found, ({ at, id }) => `${at}#${id}`, page, 'descending');
    return { items: items.map(lineOf), ...next };
  },
  async applications(reach, filter, page) {
    if (isBeyond(reach, filter.pack)) return { items: [] };
    const found = [...heads.values()].filter((head) => isHeadWanted(reach, filter, head));
    return pageOf(found, ({ tenant, application }) => `${tenant}#${application}`, page, 'ascending');
  },
});

/** A line of a list, and nothing of the record behind it. */
const lineOf = ({ id, tenant, application, at, verdict, packs }: Submission): Listing => ({
  id,
  tenant,
  application,
  at,
  verdict,
  packs,
});

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
