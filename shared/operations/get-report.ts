import { RecordedAudit } from '../audit/finding.ts';
import { NivasError } from '../error.ts';
import type { Ports } from '../ports.ts';
import { reportPage } from '../report/page.ts';
import { answerable } from './answer-text.ts';
import { type AuditOf, getAudit } from './get-audit.ts';

/** A recorded audit as a page of HTML. Throws `not_found`, and `shape_unknown` for what this version cannot read. */
export async function getReport(ports: Pick<Ports, 'records'>, of: AuditOf): Promise<string> {
  const parsed = RecordedAudit.safeParse(JSON.parse(await getAudit(ports, of)));
  if (parsed.success) return answerable(reportPage(parsed.data));
  throw new NivasError('shape_unknown', 'a stored audit has no shape this version knows', [], { cause: parsed.error });
}
