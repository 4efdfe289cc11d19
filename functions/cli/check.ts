import type { Verdict } from '../../shared/audit/outcome.ts';
import { reportText } from '../../shared/report/text.ts';
import { auditFile } from './audit-file.ts';
import { painted, type Terminal } from './terminal.ts';

/** 1 is kept for "the command itself broke", so that a build can tell a breach from a bad file. */
export const exitOf: Readonly<Record<Verdict, number>> = {
  compliant: 0,
  'not-applicable': 0,
  'non-compliant': 2,
  indeterminate: 3,
};

export type CheckOptions = { readonly asOf?: string; readonly json?: boolean };

/** `nivas check`: audits a file offline, says what was found, and gives the exit status. */
export async function check(file: string, { asOf, json }: CheckOptions, terminal: Terminal): Promise<number> {
  const { audit, name, locate } = await auditFile(file, asOf ?? terminal.today());
  terminal.print(
    json
      ? JSON.stringify(audit, undefined, 2)
      : reportText(audit, {
          name,
          file,
          locate,
          ...painted(terminal),
        }),
  );
  return exitOf[audit.verdict];
}
