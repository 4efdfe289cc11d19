import { NivasError } from '../../error.ts';
import type { Entry, Head, RecordStore } from '../../ports.ts';

/** Records in memory, for tests and for work without a network. What it is given must not change afterwards. */
export function recordMap(): RecordStore {
  const entries = new Map<string, Entry>();
  const heads = new Map<string, Head>();
  const audits = new Map<string, string>();

  /** Whether this request was recorded before. Everything up to its use is one step: nothing comes between. */
  const isReplay = ({ tenant, id, fingerprint }: Entry) => {
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
      audits.set(`${tenant}#${id}`, submission.audit.json);
      heads.set(`${tenant}#${application}`, { ...head, version: version + 1, current });
      return 'made';
    },
    async audit(tenant, id) {
      return audits.get(`${tenant}#${id}`);
    },
  };
}
