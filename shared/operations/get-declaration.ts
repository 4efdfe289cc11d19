import { isObject, type Json } from '../api/json.ts';
import { NivasError } from '../error.ts';
import type { EvidenceStore, Ports } from '../ports.ts';
import { answerable, isAnswerable } from './answer-text.ts';
import type { AuditOf } from './get-audit.ts';
import { notFound, tenantOf } from './reader.ts';

/**
 * The declaration that an audit judged, JSON text: as it was sent, with the uploaded texts that it names, so that the
 * audit can be run again. Where these make it too long to be sent, they stay named. Throws `not_found`.
 */
export async function getDeclaration(
  ports: Pick<Ports, 'catalogue' | 'records' | 'evidence'>,
  { reader, id }: AuditOf,
): Promise<string> {
  const tenant = await tenantOf(ports, reader, 'audit', id);
  const json = await ports.records.declaration(tenant, id);
  if (json === undefined) throw notFound('audit');
  const whole = await withKeptTexts(ports.evidence, tenant, json);
  return answerable(isAnswerable(whole) ? whole : json);
}

async function withKeptTexts(evidence: EvidenceStore, tenant: string, json: string): Promise<string> {
  const sent: Json = JSON.parse(json);
  if (!isObject(sent) || !isObject(sent.evidence)) return json;
  const pieces = await Promise.all(
    Object.entries(sent.evidence).map(
      async ([key, item]) => [key, await withKeptText(evidence, tenant, item)] as const,
    ),
  );
  return JSON.stringify({ ...sent, evidence: Object.fromEntries(pieces) });
}

async function withKeptText(evidence: EvidenceStore, tenant: string, item: Json): Promise<Json> {
  if (!isObject(item) || item.kind !== 'public-terms' || item.text !== undefined) return item;
  const bytes = await evidence.read(tenant, String(item.sha256), 'kept');
  if (bytes === undefined) throw new NivasError('shape_unknown', 'evidence that a record names is gone');
  return { ...item, text: Buffer.from(bytes).toString('utf8') };
}
