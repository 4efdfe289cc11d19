import * as z from 'zod';
import type { Found } from './found.ts';
import type { Send } from './send.ts';

const Page = z.object({
  audits: z.array(z.object({ id: z.string() })).default([]),
  applications: z.array(z.object({ id: z.string(), version: z.int() })).default([]),
  next: z.string().nullable(),
});
type Page = z.infer<typeof Page>;

/**
 * The lists as a tenant reads them, page by page, against what the store holds, in sentences; none: they are equal.
 * Each audit is on its list once, newest first; each application once, with as many declarations as it has.
 */
export async function wrongLists(
  send: Send,
  token: string,
  tenant: string,
  { entries, heads }: Found,
): Promise<string[]> {
  const newest = [...entries.values()]
    .filter((entry) => entry.tenant === tenant && entry.audit !== undefined)
    .toSorted((a, b) => (`${a.at}#${a.id}` < `${b.at}#${b.id}` ? 1 : -1))
    .map(({ id }) => id);
  const applications = [...heads.values()]
    .filter((head) => head.tenant === tenant)
    .map(({ application, version }) => `${application} ${version}`)
    .toSorted();
  const audits = (await pagesOf(send, token, '/v1/audits')).flatMap((page) => page.audits.map(({ id }) => id));
  const listed = (await pagesOf(send, token, '/v1/applications')).flatMap((page) =>
    page.applications.map(({ id, version }) => `${id} ${version}`),
  );
  return [
    ...different(`audits of ${tenant}`, audits, newest),
    ...different(`applications of ${tenant}`, listed.toSorted(), applications),
  ];
}

function different(list: string, read: readonly string[], held: readonly string[]): string[] {
  const at = held.findIndex((one, n) => one !== read[n]);
  if (at < 0 && read.length === held.length) return [];
  return [
    `the list of ${list} has ${read.length} lines and the store ${held.length}; line ${at} is ${read[at]}, not ${held[at]}`,
  ];
}

async function pagesOf(send: Send, token: string, path: string): Promise<Page[]> {
  const pages: Page[] = [];
  const headers = { authorization: `Bearer ${token}` };
  for (let cursor: string | null = ''; cursor !== null; cursor = pages.at(-1)?.next ?? null) {
    const query = cursor === '' ? '' : `&cursor=${cursor}`;
    const { status, text } = await send({ method: 'GET', path: `${path}?limit=100${query}`, headers });
    if (status !== 200) throw new Error(`${path} was answered ${status}: ${text}`);
    pages.push(Page.parse(JSON.parse(text)));
  }
  return pages;
}
