import type { Reported } from './reported.ts';

/** An audit as JSON, as a service gives it; `allowUnknown` and `waivers` are there only where they were given. */
export function auditJson({ audit, allowUnknown, waiving }: Reported): string {
  const waived = audit.packs.flatMap(({ findings }) => findings.flatMap((finding) => waiving.of(finding) ?? []));
  const { idle } = waiving;
  return JSON.stringify(
    {
      ...audit,
      ...(allowUnknown ? { allowUnknown } : {}),
      ...(waived.length + idle.length === 0 ? {} : { waivers: { waived, idle } }),
    },
    undefined,
    2,
  );
}
