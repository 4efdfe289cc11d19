import { NivasError } from '../error.ts';
import type { Catalogue, Ports } from '../ports.ts';
import { lastOfDay } from './days.ts';
import { todayInIndia } from './today.ts';

export type CataloguePorts = Pick<Ports, 'catalogue' | 'now'>;

/**
 * What the service went by at the end of a day in India; what it goes by now where no day is given. Throws
 * `not_found` for a day before the first publication, and `request_invalid` for one that is yet to come.
 */
export async function catalogueAsked({ catalogue, now }: CataloguePorts, knownAt?: string): Promise<Catalogue> {
  if (knownAt === undefined) return catalogue.current();
  if (knownAt > todayInIndia(now())) {
    const message = `nobody can say yet what will be known on ${knownAt}: expected today in India, or a day before`;
    throw new NivasError('request_invalid', message, [{ pointer: '/query/knownAt', message }]);
  }
  const known = await catalogue.knownAt(lastOfDay(knownAt));
  if (known === undefined) throw new NivasError('not_found', `nothing was published by the end of ${knownAt}`);
  return known;
}

/** ` as known on 2026-11-22`, or nothing: what a sentence ends with that says of what was looked at. */
export const asKnown = (knownAt?: string): string => (knownAt === undefined ? '' : ` as known on ${knownAt}`);
