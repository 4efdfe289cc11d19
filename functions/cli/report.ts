import { reportPage } from '../../shared/report/page.ts';
import { auditDeployed, type EvidenceOptions } from './audit-deployed.ts';
import { foundText } from './found-evidence.ts';
import type { Terminal } from './terminal.ts';
import { writeText } from './write-text.ts';

export type ReportOptions = { readonly asOf?: string; readonly out?: string } & EvidenceOptions;

/** `nivas report`: the audit of a file as a page to read and print. 0 when it is written, whatever the verdict. */
export async function report(file: string, options: ReportOptions, terminal: Terminal): Promise<number> {
  const { audit, name, found, lookedAt } = await auditDeployed(file, options.asOf ?? terminal.today(), options);
  if (found.length > 0) terminal.complain(`nivas: ${foundText(found)}`);
  const page = reportPage(audit, { name, lookedAt });
  const { out } = options;
  if (out === undefined) terminal.print(page);
  else await writeText(out, `${page}\n`);
  return 0;
}
