import type { Audits } from '../api/record-answers.ts';
import type { AuditFilter, Listing, Ports } from '../ports.ts';
import { inOrder } from './application-state.ts';
import { cursorAfter, pageAsked } from './cursor.ts';
import { headWithin } from './get-application.ts';
import { type Reader, reachOf } from './reader.ts';

type Stores = Pick<Ports, 'catalogue' | 'records'>;
export type AuditsAsked = {
  readonly reader: Reader;
  readonly filter: AuditFilter;
  readonly limit: number;
  readonly cursor?: string | undefined;
};

/** A page of audits within reach, newest first. Throws `request_invalid` for a cursor of another list. */
export async function listAudits(ports: Stores, { reader, filter, limit, cursor }: AuditsAsked): Promise<Audits> {
  const list = { audits: filter, reader };
  const asked = pageAsked(list, limit, cursor);
  const page = await ports.records.audits(await reachOf(ports, reader), filter, asked);
  return { audits: page.items.map(auditLine), next: cursorAfter(list, page) };
}

type OfApplication = Omit<AuditsAsked, 'filter'> & { readonly application: string };

/**
 * A page of one application's audits. A regulator who may see the application sees all of them that packs of its
 * issuers judged. Throws `not_found` too.
 */
export async function listApplicationAudits(ports: Stores, asked: OfApplication): Promise<Audits> {
  const { application } = asked;
  await headWithin(ports, asked);
  return listAudits(ports, { ...asked, filter: { application } });
}

const auditLine = ({ id, tenant, application, at, verdict, packs }: Listing) => ({
  id,
  tenant,
  application,
  recordedAt: at,
  verdict,
  packs: inOrder(packs),
});
