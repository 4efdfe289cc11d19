import * as z from 'zod';
import { type Activity, activities } from './activity.ts';
import { type FactSpec, type FactSpecs, factSchema } from './fact.ts';
import { limits } from './limits.ts';
import { completable, contexts, documentKinds, exemptions, partyKinds, roles } from './vocabulary.ts';

const Text = z.string().min(1).max(limits.text);
const CountryCode = z.string().regex(/^[A-Z]{2}$/, 'expected an ISO 3166-1 code such as `IN`');
/** Keys name things in pointers, subjects and reasons, so they stay plain. */
const Key = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits, lower case');

/** A list of which "there is none" can be said aloud. An empty list is refused: write nothing, or `none`. */
const orNone = <T extends z.ZodType>(list: T) =>
  z.union([z.literal('none'), list], {
    error: (issue) => (issue.input === undefined ? undefined : 'expected `none`, or one or more entries'),
  });
const setOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.array(z.enum(words)).min(1).max(words.length);

/** A map of which every key is checked and which may not be empty. */
function keyed<T extends z.ZodType>(value: T, most: number) {
  return z
    .record(Key, value)
    .refine((map) => Object.keys(map).length > 0, 'expected at least one entry: write nothing, or `none`')
    .refine((map) => Object.keys(map).length <= most, `expected at most ${most} entries`);
}

const asLine = (written: unknown) => (typeof written === 'string' ? { at: written } : written);
const asLines = (written: unknown) => (Array.isArray(written) ? written.map(asLine) : [asLine(written)]);

/** Facts are fields like any other; the type sees them through `Object.entries`, so that it stays one type. */
const fieldsOf = (specs: ReadonlyMap<string, FactSpec>): object =>
  Object.fromEntries([...specs].map(([name, spec]) => [name, factSchema(spec).optional()]));

function lineSchema(facts: FactSpecs) {
  return z.strictObject({
    at: Text.optional().meta({ description: 'A site (`yotta/nm1`), an ISO 3166 code (`IN-MH`), or words.' }),
    by: Key.optional().meta({ description: 'Key of the party that holds or opens the data there.' }),
    ...fieldsOf(facts.placement),
  });
}

function linesSchema(facts: FactSpecs) {
  return z
    .preprocess(asLines, z.array(lineSchema(facts)).min(1).max(limits.placementsOfActivity))
    .optional()
    .meta({ short: 'lines' });
}

function assetSchema(facts: FactSpecs) {
  const lines = linesSchema(facts);
  const answers = { ...placed(lines) };
  return z
    .strictObject({
      category: Text.optional().meta({ description: 'A dotted category of the taxonomy: `user.contact.email`.' }),
      contexts: orNone(setOf(contexts)).optional(),
      none: setOf(activities).optional().meta({ description: 'Activities that happen nowhere.' }),
      ...answers,
      ...fieldsOf(facts.asset),
    })
    .superRefine((asset, context) => {
      for (const activity of asset.none ?? [])
        if (asset[activity] !== undefined)
          context.addIssue({
            code: 'custom',
            path: [activity],
            message: `\`${activity}\` is both placed and in \`none\``,
          });
    });
}

const placed = <T>(lines: T): Record<Activity, T> => ({
  store: lines,
  process: lines,
  backup: lines,
  replicate: lines,
  cache: lines,
  log: lines,
  access: lines,
  transfer: lines,
  'manage-keys': lines,
  standby: lines,
});

function ownerSchema(facts: FactSpecs) {
  const own = {
    name: Text.optional(),
    country: CountryCode.optional(),
    control: z.boolean().optional(),
    percent: z.number().min(0).max(100).optional(),
    ...fieldsOf(facts.owner),
  };
  return z.strictObject({ ...own, owners: keyed(z.strictObject(own), limits.owners).optional() });
}

const countPlacements = (data: Readonly<Record<string, z.infer<ReturnType<typeof assetSchema>>>>): number =>
  Object.values(data).reduce(
    (sum, asset) => sum + activities.reduce((within, activity) => within + (asset[activity]?.length ?? 0), 0),
    0,
  );

const documentsSchema = (facts: FactSpecs) =>
  orNone(
    keyed(
      z.strictObject({
        kind: z.enum(documentKinds),
        sha256: Sha256.optional(),
        title: Text.optional(),
        ...fieldsOf(facts.document),
      }),
      limits.documents,
    ),
  ).optional();

/** What the public terms say, in the operator's words and in their own. */
const Terms = z.strictObject({
  url: z.url().max(limits.text).optional(),
  storedOnlyIn: orNone(z.array(CountryCode).min(1).max(50)).optional(),
  quote: z.string().min(1).max(limits.quote).optional(),
  document: Key.optional(),
});

/**
 * The schema of a declaration: only the operator's statements, no date, no reading, no observation.
 * The facts it takes are those that the loaded packs ask for.
 */
export function declarationSchema(facts: FactSpecs) {
  return z.strictObject({
    $schema: z.string().max(limits.text).optional(),
    application: Text.meta({ description: 'Name of the application.' }),
    operator: z.strictObject({ name: Text.optional(), country: CountryCode.optional() }).optional(),
    owners: orNone(keyed(ownerSchema(facts), limits.owners)).optional(),
    roles: orNone(setOf(roles)).optional(),
    notRoles: setOf(roles).optional().meta({ description: 'Roles that a reader might suspect and that are denied.' }),
    exemptions: orNone(setOf(exemptions)).optional(),
    facts: z.strictObject({ ...fieldsOf(facts.application) }).optional(),
    data: keyed(assetSchema(facts), limits.assets)
      .refine(
        (data) => countPlacements(data) <= limits.placements,
        `expected at most ${limits.placements} placements in all`,
      )
      .optional(),
    parties: orNone(
      keyed(
        z.strictObject({ name: Text.optional(), country: CountryCode.optional(), is: z.enum(partyKinds).optional() }),
        limits.parties,
      ),
    ).optional(),
    documents: documentsSchema(facts),
    terms: Terms.optional(),
    orders: keyed(
      z.strictObject({ kind: z.enum(['blocking']), from: z.iso.date().optional(), status: Text }),
      limits.orders,
    ).optional(),
    resources: keyed(z.array(Text).min(1).max(limits.patterns), limits.assets).optional().meta({
      description:
        'Which deployed resources hold which asset, by its key: addresses, in which `*` stands for any characters.',
    }),
    complete: setOf(completable)
      .optional()
      .meta({ description: 'Lists of which the operator says: there are no others.' }),
  });
}

export type Declaration = z.infer<ReturnType<typeof declarationSchema>>;
export type Asset = NonNullable<Declaration['data']>[string];
export type Line = NonNullable<Asset['store']>[number];

/** A fact in the long form that the schema reads to. */
export type Stated = { readonly value: unknown; readonly document?: string | undefined };

const isStated = (field: unknown): field is Stated => typeof field === 'object' && field !== null && 'value' in field;

/** Facts of one subject, by name: the fields that packs ask for, picked out of the parsed object. */
export function statedFacts(subject: object, specs: ReadonlyMap<string, FactSpec>): (readonly [string, Stated])[] {
  return Object.entries(subject).flatMap(([name, field]) =>
    specs.has(name) && isStated(field) ? [[name, field] as const] : [],
  );
}
