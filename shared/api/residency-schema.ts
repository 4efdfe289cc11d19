import * as z from 'zod';
import { activities } from '../declaration/activity.ts';
import type { FactSpecs } from '../declaration/fact.ts';
import { limits } from '../declaration/limits.ts';
import { declarationSchema } from '../declaration/schema.ts';
import { PublicTerms, SentEvidence } from '../evidence/evidence.ts';
import { isObject, type Json, mapped, objectAt } from './json.ts';

/** Where editors and the command line find it; the declaration's `$schema` may name it. */
const schemaId = 'https://nivas.example/v1/schemas/residency.json';

/** On the command line the public terms may name the file that holds them. */
const file = z.string().min(1).meta({ description: 'A path from this declaration; read by the command line.' });
const TermsOfFile = PublicTerms.partial({ sha256: true, mediaType: true }).omit({ text: true }).extend({ file });
const EvidenceOnDisk = z.record(SentEvidence.keyType, z.union([...SentEvidence.valueType.options, TermsOfFile]));

/**
 * JSON Schema (2020-12) of `residency.yaml`, as editors use it. It says what the reader says, but for what a schema
 * cannot: that a key is declared (`by`, `document`, `resources`), that a digest is right, that no activity is both placed and `none`, where a
 * text may be left out.
 */
export function residencySchema(facts: FactSpecs): Record<string, unknown> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: schemaId,
    title: 'Declaration of data residency',
    description: 'Where the data of one application is: only what its operator states.',
    ...schemaOf(facts, EvidenceOnDisk),
  };
}

/** The schema of a declaration as a request carries it: evidence beside it, and no files. */
export const requestSchema = (facts: FactSpecs): Record<string, unknown> => schemaOf(facts, SentEvidence);

/** The text that is committed as `residency.schema.json`, made with the facts of the release. */
export const formatResidencySchema = (facts: FactSpecs): string =>
  `${JSON.stringify(residencySchema(facts), null, 2)}\n`;

function schemaOf(facts: FactSpecs, evidence: z.ZodType): Record<string, unknown> {
  const whole = z.strictObject({
    ...declarationSchema(facts).shape,
    evidence: evidence.optional().meta({ description: 'What shows where data really is, by key.' }),
  });
  const { $schema: _, ...made } = z.toJSONSchema(whole, { io: 'input', override: refined });
  return withPlacements(objectAt(mapped(JSON.parse(JSON.stringify(made)), withShortForm)));
}

/** How many entries a map may hold, by the field it stands in. */
const most: Readonly<Record<string, number>> = {
  data: limits.assets,
  owners: limits.owners,
  parties: limits.parties,
  documents: limits.documents,
  orders: limits.orders,
  resources: limits.assets,
  evidence: limits.evidence,
};

/** Refinements have no form in JSON Schema by themselves: a map of statements is never empty, and has a bound. */
function refined({
  zodSchema,
  jsonSchema,
  path,
}: {
  zodSchema: z.core.$ZodType;
  jsonSchema: z.core.JSONSchema.BaseSchema;
  path: (string | number)[];
}): void {
  const checked = zodSchema instanceof z.ZodRecord && (zodSchema.def.checks?.length ?? 0) > 0;
  if (!checked) return;
  const field = path.findLast((part) => Object.hasOwn(most, part));
  // no evidence is no statement
  if (field !== 'evidence') jsonSchema.minProperties = 1;
  if (field !== undefined) jsonSchema.maxProperties = most[field] ?? 0;
}

/** `short: value`: a fact may be its bare value. `short: lines`: a list of placements may be one, or one's place. */
function withShortForm(node: Json): Json {
  if (!isObject(node)) return node;
  const { short, description, ...long } = node;
  const said = description === undefined ? {} : { description };
  if (short === 'value') return { ...said, anyOf: [objectAt(long, 'properties').value ?? {}, long] };
  if (short !== 'lines') return node;
  const line = objectAt(long, 'items');
  const place = withoutDescription(objectAt(line, 'properties', 'at'));
  return { ...said, anyOf: [place, line, { ...long, items: { anyOf: [place, line] } }] };
}

const withoutDescription = ({ description: _, ...rest }: Readonly<Record<string, Json>>) => rest;

/** The placements of all ten activities are alike, so they are written once. */
function withPlacements(schema: Readonly<Record<string, Json>>): Record<string, unknown> {
  const asset = objectAt(schema, 'properties', 'data', 'additionalProperties');
  const fields = objectAt(asset, 'properties');
  const placements = fields[activities[0]];
  const refs = activities.map((activity) => [activity, { $ref: '#/$defs/placements' }]);
  const properties = objectAt(schema, 'properties');
  const additionalProperties = { ...asset, properties: { ...fields, ...Object.fromEntries(refs) } };
  const data = { ...objectAt(properties, 'data'), additionalProperties };
  return { ...schema, properties: { ...properties, data }, $defs: { placements } };
}
