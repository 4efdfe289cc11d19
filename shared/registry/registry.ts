import * as z from 'zod';

/** A site's id: provider, slash, site; lower case, as in `aws/ap-south-1` and `gcp/spanner.asia1`. */
export const siteId = /^[a-z0-9-]+\/[a-z0-9.-]+$/;

/** ISO 3166-1 alpha-2, or `ZZ` for "certainly also somewhere that is not known". */
const Country = z.string().regex(/^[A-Z]{2}$/);

/**
 * A facility or cloud region of a provider. A brand is not a place: every decision is on a site.
 *
 * `certain` are countries where data at this site certainly lies; `possible` bounds where it may lie, null for
 * no bound. A country is given only when the site operates and is not known from memory alone.
 */
export const Site = z.strictObject({
  id: z.string().regex(siteId).describe('Provider, slash, site: `aws/ap-south-1`.'),
  provider: z.string().describe('The id of the provider.'),
  name: z.string().describe('Its name, for people.'),
  kind: z.enum(['data-centre', 'cloud-region', 'local-zone', 'edge', 'multi-region', 'network']),
  certain: z.array(Country).describe('Countries where data at this site certainly lies, ISO 3166-1.'),
  possible: z.array(Country).nullable().describe('Countries where it may lie; null: no bound is known.'),
  subdivision: z.string().optional().describe('ISO 3166-2: `IN-MH`.'),
  city: z.string().optional(),
  aliases: z.array(z.string()).describe('Other names that a declaration may use.'),
  status: z.enum(['operating', 'planned', 'closed', 'unknown']),
  confidence: z.enum(['verified', 'reported', 'memory']).describe('How sure this row is.'),
  source: z.string().describe('What this row rests on.'),
  note: z.string().optional(),
});
export type Site = z.infer<typeof Site>;

/** Who approves hosts, for what. Absent from a complete scheme is "not approved"; from an incomplete one, unknown. */
export const Scheme = z.strictObject({ title: z.string(), example: z.boolean().default(false), complete: z.boolean() });
export type Scheme = z.infer<typeof Scheme>;

/** `to` is the last valid day and must be said: an approval without an end would outlive whoever forgot it. */
export const Approval = z.strictObject({
  scheme: z.string().describe('Which list of approved hosts.'),
  site: z.string().regex(siteId).describe('The id of the site.'),
  from: z.iso.date().describe('The first valid day.'),
  to: z.union([z.iso.date(), z.literal('open')]).describe('The last valid day, or `open`.'),
  status: z.enum(['active', 'suspended', 'revoked']).default('active'),
  by: z.string().describe('Who decided.'),
  source: z.string().describe('What this row rests on.'),
});
export type Approval = z.infer<typeof Approval>;

/** A dated list of countries kept by an authority, read by a rule with `place.inTable(name)`. */
const Row = z.strictObject({
  country: Country,
  from: z.iso.date(),
  to: z.union([z.iso.date(), z.literal('open')]),
  source: z.string(),
});

/** Everything the keeper says, as known on `knownAt`. A published registry is content: a change is a new one. */
export const Registry = z.strictObject({
  knownAt: z.iso.date(),
  countries: z.record(Country, z.string()),
  subdivisions: z.record(z.string(), z.string()),
  formerSubdivisions: z.record(z.string(), z.string()),
  providers: z.record(z.string(), z.strictObject({ name: z.string(), aliases: z.array(z.string()) })),
  sites: z.array(Site),
  schemes: z.record(z.string(), Scheme),
  approvals: z.array(Approval),
  tables: z.record(z.string(), z.array(Row)),
});
export type Registry = z.infer<typeof Registry>;
