import type { Applications } from '../api/record-answers.ts';
import type { ApplicationFilter, Ports } from '../ports.ts';
import { applicationState } from './application-state.ts';
import { cursorAfter, pageAsked } from './cursor.ts';
import { type Reader, reachOf } from './reader.ts';

export type ApplicationsAsked = {
  readonly reader: Reader;
  readonly filter: ApplicationFilter;
  readonly limit: number;
  readonly cursor?: string | undefined;
};

/** A page of applications within reach. Throws `request_invalid` for a cursor of another list. */
export async function listApplications(
  ports: Pick<Ports, 'catalogue' | 'records'>,
  { reader, filter, limit, cursor }: ApplicationsAsked,
): Promise<Applications> {
  const list = { applications: filter, reader };
  const asked = pageAsked(list, limit, cursor);
  const page = await ports.records.applications(await reachOf(ports, reader), filter, asked);
  return { applications: page.items.map(applicationState), next: cursorAfter(list, page) };
}
