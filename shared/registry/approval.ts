import { idOf, resolvePlace } from './place.ts';
import type { Approval } from './registry.ts';
import type { RegistryIndex } from './registry-index.ts';

/** Whether a site is approved on a date. `undefined` is "nobody can tell": not yes, and not no. */
export type Approved = { readonly approved: boolean | undefined; readonly why: string };

/**
 * Whether the scheme approves the site on the date `asOf` (`2026-11-22`); both days of a row are in it.
 *
 * A suspended or revoked row that covers the date beats every active one. Absent from a complete scheme is not
 * approved; absent from an incomplete one, and a place that is not one site, is unknown. An id that the registry does
 * not list is absent: approval is of sites, so a foreign site of an approved brand is not approved.
 */
export function approvalOf(index: RegistryIndex, scheme: string, site: string, asOf: string): Approved {
  const list = index.schemes.get(scheme);
  if (list === undefined) return { approved: undefined, why: `there is no scheme \`${scheme}\`` };
  const id = index.sites.has(site) ? site : idOf(index, site);
  if (id === undefined)
    return { approved: undefined, why: resolvePlace(index, site, false).why ?? `\`${site}\` is not a site` };
  const rows = (index.approvals.get(id) ?? []).filter((row) => row.scheme === scheme);
  if (rows.length > 0) return onDate(rows, asOf);
  if (list.complete) return { approved: false, why: `it is not on the list \`${scheme}\`` };
  return { approved: undefined, why: `\`${scheme}\` lists only some of the approved, and \`${id}\` is not among them` };
}

function onDate(rows: readonly Approval[], asOf: string): Approved {
  const inForce = rows.filter(({ from, to }) => from <= asOf && (to === 'open' || asOf <= to));
  const ended = inForce.find(({ status }) => status === 'revoked') ?? inForce.find(({ status }) => status !== 'active');
  if (ended) return no(`its approval is ${ended.status} since ${ended.from} by ${ended.by}`);
  const active = inForce[0];
  if (active) return { approved: true, why: `it is approved by ${active.by} from ${active.from} to ${active.to}` };
  const given = rows.filter(({ status }) => status === 'active');
  const last = given
    .map(({ to }) => to)
    .filter((to) => to < asOf)
    .toSorted()
    .at(-1);
  if (last !== undefined) return no(`its approval ended on ${last}`);
  const first = given
    .map(({ from }) => from)
    .toSorted()
    .at(0);
  return no(first === undefined ? 'it was never approved' : `its approval begins on ${first}`);
}

function no(why: string): Approved {
  return { approved: false, why };
}
