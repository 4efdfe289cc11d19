import type { Ports } from '../ports.ts';
import { reportPage } from '../report/page.ts';
import { answerable } from './answer-text.ts';
import { type AuditOf, getAudit } from './get-audit.ts';
import { recordedAudit } from './recorded-audit.ts';

/** A recorded audit as a page of HTML. Throws `not_found`, and `shape_unknown` for what this version cannot read. */
export async function getReport(ports: Pick<Ports, 'catalogue' | 'records'>, of: AuditOf): Promise<string> {
  return answerable(reportPage(recordedAudit(await getAudit(ports, of))));
}
