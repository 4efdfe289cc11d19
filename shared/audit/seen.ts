import * as z from 'zod';

/** A deployed resource that shows what a finding is about, and the property that says so. */
export const Seen = z.strictObject({
  resource: z.string().describe('Its address, as its template or plan has it.'),
  at: z.string().optional().describe('File and JSON pointer, `template.yaml#/Resources/Videos/Properties/Region`.'),
});
export type Seen = z.infer<typeof Seen>;

/** Of resources at one place; there may be hundreds, and every rule would name them all. */
export const mostSeen = 10;

/** As many as a finding holds, each once, in an order that no evidence decides. */
export const seenIn = (all: readonly Seen[]): Seen[] =>
  [
    ...new Map(
      all.map(({ resource, at }) => [`${resource}\n${at}`, at === undefined ? { resource } : { resource, at }]),
    ),
  ]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, mostSeen)
    .map(([, seen]) => seen);
