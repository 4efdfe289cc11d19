import type { ApplicationState } from '../api/record-answers.ts';
import type { Head, Ports } from '../ports.ts';
import { applicationState } from './application-state.ts';
import { notFound, type Reader, tenantOf } from './reader.ts';

export type ApplicationOf = { readonly reader: Reader; readonly application: string };
type Stores = Pick<Ports, 'catalogue' | 'records'>;

/** An application as it stands. Throws `not_found`, for one out of the reader's reach too. */
export async function getApplication(ports: Stores, of: ApplicationOf): Promise<ApplicationState> {
  return applicationState(await headWithin(ports, of));
}

/** The head of an application within reach. Throws `not_found`. */
export async function headWithin(ports: Stores, { reader, application }: ApplicationOf): Promise<Head> {
  const head = await ports.records.head(await tenantOf(ports, reader, 'application', application), application);
  if (head === undefined) throw notFound('application');
  return head;
}
