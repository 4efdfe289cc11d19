import * as z from 'zod';
import { verdicts } from '../audit/outcome.ts';

/** Ids are given by Nivas: 26 letters and digits of base32. */
export const id = z.string().regex(/^[a-z2-7]{26}$/, 'expected an id: 26 letters `a` to `z` and digits `2` to `7`');
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits, lower case');
const date = z.iso.date('expected a date of the calendar, such as `2026-11-22`');
const packId = z.string().regex(/^[a-z0-9-]{1,64}$/, 'expected the id of a pack, such as `india-only`');
const said = (most: number) => z.string().min(1).max(most);

export const nothing = z.strictObject({});

export const ofApplication = z.strictObject({
  application: id.meta({ description: 'The id that registering the application gave.' }),
});

export const ofAudit = z.strictObject({ id: id.meta({ description: 'The id of a recorded audit.' }) });

export const ofDigest = z.strictObject({ sha256: sha256.meta({ description: 'SHA-256 of the evidence, hex.' }) });

export const ofSite = z.strictObject({
  provider: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/, 'expected a provider, such as `aws`')
    .meta({ description: 'The provider, as the registry lists it.' }),
  site: z
    .string()
    .regex(/^[a-z0-9.-]{1,64}$/, 'expected a site, such as `ap-south-1`')
    .meta({ description: 'The site, as the registry lists it.' }),
});

export const ofPack = z.strictObject({
  pack: packId.meta({ description: 'The id of a pack.' }),
  version: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/, 'expected the id of a version, such as `2018`')
    .meta({ description: 'The id of one of its versions.' }),
});

export const onDate = z.strictObject({
  asOf: date.optional().meta({ description: 'The date whose law and approvals decide. Left out: today in India.' }),
});

export const asKnown = z.strictObject({
  knownAt: date
    .optional()
    .meta({ description: 'What the service went by at the end of that day in India. Left out: what it goes by now.' }),
});

export const onDates = z.strictObject({ ...onDate.shape, ...asKnown.shape });

export const whichPage = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(50)
    .meta({ description: 'At most so many. A page may hold fewer and still have a next one.' }),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,300}$/, 'expected a cursor as an earlier page gave it')
    .optional()
    .meta({ description: '`next` of the page before, for the same caller and the same filters.' }),
});

const verdict = z.enum(verdicts).optional();
const pack = packId.optional();

export const whichApplications = z.strictObject({
  verdict: verdict.meta({ description: 'Of the newest audit; with `pack`, what that pack said.' }),
  pack: pack.meta({ description: 'A pack that applied in the newest audit.' }),
  ...whichPage.shape,
});

export const whichAudits = z.strictObject({
  verdict: verdict.meta({ description: 'Of the audit; with `pack`, what that pack said.' }),
  pack: pack.meta({ description: 'A pack that applied.' }),
  site: z
    .string()
    .regex(/^[a-z0-9-]{1,64}\/[a-z0-9.-]{1,64}$/, 'expected a site, such as `aws/ap-south-1`')
    .optional()
    .meta({ description: 'A site where data was declared.' }),
  from: date.optional().meta({ description: 'Recorded on this day in India or later.' }),
  to: date.optional().meta({ description: 'Recorded on this day in India or earlier.' }),
  ...whichPage.shape,
});

export const whichSites = z.strictObject({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'expected an ISO 3166-1 code, such as `IN`')
    .optional()
    .meta({ description: 'Sites where data certainly lies in this country.' }),
  state: z
    .string()
    .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'expected an ISO 3166-2 code, such as `IN-MH`')
    .optional()
    .meta({ description: 'The subdivision; a former code of India means the present one.' }),
  city: said(100)
    .optional()
    .meta({ description: 'A city, in any case: `Navi Mumbai`, also where the registry writes `Mahape, Navi Mumbai`.' }),
  provider: said(64).optional().meta({ description: 'The id of a provider, as it stands in the id of its sites.' }),
  ...onDates.shape,
  ...whichPage.shape,
});

export const headers = z.object({});

/** On every GET. Not read as a parameter: what in it is no ETag is passed over, as RFC 9110 has it. */
export const conditional = z.object({
  'if-none-match': z
    .string()
    .optional()
    .meta({ description: 'ETags that the caller has answers of, or `*`. Is it still one of them, the answer is 304.' }),
});

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

export const declaringHeaders = z.object({
  ...recordingHeaders.shape,
  'if-match': z
    .string()
    .regex(/^(\*|"v\d{1,15}(-gzip)?")$/, 'expected the ETag of the application, such as `"v3"`')
    .optional()
    .meta({ description: 'Records only while the application is still as this ETag says; `*` is every state.' }),
});
