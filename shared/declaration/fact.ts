import * as z from 'zod';
import { documentKinds } from './vocabulary.ts';

/** What a fact is about. */
export const factSubjects = ['application', 'asset', 'placement', 'document', 'owner'] as const;
export type FactSubject = (typeof factSubjects)[number];

/** A name an expression can use: a letter, then letters and digits. */
export const factName = /^[a-z][A-Za-z0-9]{1,39}$/;

/** Something a rule needs that a place does not tell: asked for by a pack, answered by the operator. */
export const FactSpec = z.strictObject({
  on: z.enum(factSubjects).describe('What it is said of.'),
  type: z.enum(['bool', 'int', 'string', 'country', 'date', 'period', 'list']).describe('What its value is.'),
  values: z.array(z.string()).min(1).optional().describe('The only values there are.'),
  ask: z.string().min(10).describe('The question, for people.'),
  attestedBy: z
    .enum(documentKinds)
    .optional()
    .describe('The kind of document that the instrument wants behind it: without its digest it is a bare claim.'),
});
export type FactSpec = z.infer<typeof FactSpec>;

/** Every fact that any loaded pack asks for, by subject and name. Equal names mean the same everywhere. */
export type FactSpecs = Readonly<Record<FactSubject, ReadonlyMap<string, FactSpec>>>;

/** ISO 8601: at least one part, and at least one after a T. A frequency or a limit may also be `never`. */
export const periodText =
  /^P(?=[\dT])(?:\d{1,4}Y)?(?:\d{1,4}M)?(?:\d{1,4}W)?(?:\d{1,5}D)?(?:T(?=\d)(?:\d{1,6}H)?(?:\d{1,6}M)?(?:\d{1,6}S)?)?$/;

const notPeriod = 'expected an ISO 8601 period such as `PT24H` or `P180D`, or `never`';

function valueSchema(spec: FactSpec): z.ZodType {
  switch (spec.type) {
    case 'bool':
      return z.boolean();
    case 'int':
      return z.int();
    case 'date':
      return z.iso.date();
    case 'period':
      return z.union([z.literal('never'), z.string().regex(periodText, notPeriod)], { error: notPeriod });
    case 'country':
      return z.string().regex(/^[A-Z]{2}$/, 'expected an ISO 3166-1 code such as `IN`');
    case 'list':
      return z
        .array(spec.values ? z.enum(spec.values) : z.string().min(1).max(200))
        .min(1)
        .max(50);
    case 'string':
      return spec.values ? z.enum(spec.values) : z.string().min(1).max(500);
  }
}

const isStatement = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A fact as written: a value, or the value with the key of the document that attests it. Reads to the long form. */
export function factSchema(spec: FactSpec) {
  return z
    .preprocess(
      (written) => (isStatement(written) ? written : { value: written }),
      z.strictObject({ value: valueSchema(spec), document: z.string().min(1).optional() }),
    )
    .meta({ description: spec.ask, short: 'value' });
}
