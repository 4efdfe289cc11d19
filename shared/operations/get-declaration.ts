import type { Ports } from '../ports.ts';
import { answerable } from './answer-text.ts';
import type { AuditOf } from './get-audit.ts';
import { notFound, tenantOf } from './reader.ts';

/** The declaration that an audit judged, as it was sent, JSON text. Throws `not_found`. */
export async function getDeclaration(
  ports: Pick<Ports, 'catalogue' | 'records'>,
  { reader, id }: AuditOf,
): Promise<string> {
  const json = await ports.records.declaration(await tenantOf(ports, reader, 'audit', id), id);
  if (json === undefined) throw notFound('audit');
  return answerable(json);
}
