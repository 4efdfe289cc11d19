import type { LookedAt } from '../evidence/deployed/looked-at.ts';
import type { Reported } from './reported.ts';

/** An audit as JSON, as a service gives it; `deployed`, `allowUnknown` and `waivers` are there only where they
 * were given. */
export function auditJson({ audit, lookedAt, allowUnknown, waiving }: Reported): string {
  const waived = audit.packs.flatMap(({ findings }) => findings.flatMap((finding) => waiving.of(finding) ?? []));
  const { idle } = waiving;
  return JSON.stringify(
    {
      ...audit,
      ...(lookedAt.length === 0 ? {} : { deployed: lookedAt.map(deployed) }),
      ...(allowUnknown ? { allowUnknown } : {}),
      ...(waived.length + idle.length === 0 ? {} : { waivers: { waived, idle } }),
    },
    undefined,
    2,
  );
}

const deployed = ({ name, sha256, coverage, unread }: LookedAt) => ({ name, sha256, coverage, unread });
