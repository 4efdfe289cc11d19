import type { ApplicationState } from '../api/record-answers.ts';
import type { Verdict } from '../audit/outcome.ts';
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
    current: { audit, recordedAt: at, verdict, packs: inOrder(packs), sites: [...sites], catalogue },
  };
}

/** What packs said, by name: a table keeps maps in no order, and an answer's ETag is of its text. */
export const inOrder = (packs: Readonly<Record<string, Verdict>>): Record<string, Verdict> =>
  Object.fromEntries(Object.entries(packs).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** The state's ETag: it changes with each declaration, and `If-Match` on the next one may name it. */
export const applicationTag = ({ version }: Pick<Head, 'version'>): string => `"v${version}"`;
