import * as z from 'zod';

/** Ids are given by Nivas: 26 letters and digits of base32. */
export const id = z.string().regex(/^[a-z2-7]{26}$/, 'expected an id: 26 letters `a` to `z` and digits `2` to `7`');

export const nothing = z.strictObject({});

export const ofApplication = z.strictObject({
  application: id.meta({ description: 'The id that registering the application gave.' }),
});

export const ofAudit = z.strictObject({ id: id.meta({ description: 'The id of a recorded audit.' }) });

export const onDate = z.strictObject({
  asOf: z.iso
    .date('expected a date of the calendar, such as `2026-11-22`')
    .optional()
    .meta({ description: 'The date whose law and approvals decide. Left out: today in India.' }),
});

export const headers = z.object({});

/** The caller chooses it, once for each thing that is to be recorded once. */
export const recordingHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'expected 1 to 255 visible ASCII characters')
    .meta({
      description:
        'Names this request within the tenant, for ever. The same request under the same key gets the same answer ' +
        'and records nothing more; another request under it is refused.',
    }),
});
