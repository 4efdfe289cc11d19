import type { ApplicationState } from '../api/record-answers.ts';
import type { Head } from '../ports.ts';

/** An application as it is shown. */
export function applicationState({
  tenant,
  application,
  name,
  registeredAt,
  version,
  current,
}: Head): ApplicationState {
  const shown = { id: application, tenant, name, registeredAt, version };
  if (current === undefined) return { ...shown, current: null };
  const { audit, at, verdict, packs, sites, catalogue } = current;
  return {
    ...shown,
    current: { audit, recordedAt: at, verdict, packs: { ...packs }, sites: [...sites], catalogue },
  };
}

/** The state's ETag: it changes with each declaration, and `If-Match` on the next one may name it. */
export const applicationTag = ({ version }: Pick<Head, 'version'>): string => `"v${version}"`;
