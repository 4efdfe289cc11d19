import type { Ports } from '../ports.ts';
import { notFound, type Reader, tenantOf } from './reader.ts';

export type AuditOf = { readonly reader: Reader; readonly id: string };

/** A recorded audit as it was answered, JSON text. Throws `not_found`, for one out of the reader's reach too. */
export async function getAudit(ports: Pick<Ports, 'catalogue' | 'records'>, { reader, id }: AuditOf): Promise<string> {
  const json = await ports.records.audit(await tenantOf(ports, reader, 'audit', id), id);
  if (json === undefined) throw notFound('audit');
  return json;
}
