import * as z from 'zod';

export type Env = Readonly<Record<string, string | undefined>>;

const name = z.string().min(1);
const Names = z.object({ RECORDS_TABLE: name, CATALOGUE_TABLE: name, BODIES_BUCKET: name });

/** Where records are. Throws when a function was not told. */
export const recordNames = Names.pick({ RECORDS_TABLE: true, BODIES_BUCKET: true });
/** Where evidence is. */
export const evidenceNames = Names.pick({ BODIES_BUCKET: true });
/** Where the catalogue is, and by which of its policy sets everybody is judged; by its default if none is named. */
export const catalogueNames = Names.pick({ CATALOGUE_TABLE: true, BODIES_BUCKET: true }).extend({
  POLICY_SET: name.optional(),
});
