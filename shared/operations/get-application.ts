import type { ApplicationState } from '../api/record-answers.ts';
import type { Head, Ports } from '../ports.ts';
import { applicationState } from './application-state.ts';
import { isReached, notFound, type Reader, reachOf, tenantOf } from './reader.ts';

export type ApplicationOf = { readonly reader: Reader; readonly application: string };
type Stores = Pick<Ports, 'catalogue' | 'records'>;

/** An application as it stands. Throws `not_found`, for one out of the reader's reach too. */
export async function getApplication(ports: Stores, of: ApplicationOf): Promise<ApplicationState> {
  return applicationState(await headWithin(ports, of));
}

/** The head of an application within reach. Throws `not_found`. */
export async function headWithin(ports: Stores, { reader, application }: ApplicationOf): Promise<Head> {
  const head = await ports.records.head(await tenantOf(ports, reader, 'application', application), application);
  const reach = await reachOf(ports, reader);
  // A declaration that came between may have taken it out of reach.
  const seen = head && isReached(reach, { tenant: head.tenant, packs: head.current?.packs ?? {} });
  if (head === undefined || !seen) throw notFound('application');
  return head;
}
