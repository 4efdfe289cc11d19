import { NivasError } from '../error.ts';
import type { Ports } from '../ports.ts';

export type AuditOf = { readonly tenant: string; readonly id: string };

/** A recorded audit as it was answered, JSON text. Throws `not_found`, for another tenant's audit too. */
export async function getAudit({ records }: Pick<Ports, 'records'>, { tenant, id }: AuditOf): Promise<string> {
  const json = await records.audit(tenant, id);
  if (json === undefined) throw new NivasError('not_found', 'there is no such audit');
  return json;
}
