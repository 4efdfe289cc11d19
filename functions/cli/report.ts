import { reportPage } from '../../shared/report/page.ts';
import { auditFile } from './audit-file.ts';
import type { Terminal } from './terminal.ts';
import { writeText } from './write-text.ts';

export type ReportOptions = { readonly asOf?: string; readonly out?: string };

/** `nivas report`: the audit of a file as a page to read and print. 0 when it is written, whatever the verdict. */
export async function report(file: string, { asOf, out }: ReportOptions, terminal: Terminal): Promise<number> {
  const { audit, name } = await auditFile(file, asOf ?? terminal.today());
  const page = reportPage(audit, { name });
  if (out === undefined) terminal.print(page);
  else await writeText(out, `${page}\n`);
  return 0;
}
