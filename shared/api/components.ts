import * as z from 'zod';
import { Audit, Beside, Coverage, Finding, Missing, PackResult, RecordedAudit, Warning } from '../audit/finding.ts';
import type { FactSpecs } from '../declaration/fact.ts';
import { Application, Health, JsonDocument } from './answer.ts';
import { Offer, Registration } from './body.ts';
import { PackAnswer, PackLine, Packs, SiteAnswer, SiteState, Sites } from './catalogue-answers.ts';
import { AskedQuestions, PlannedRemedies } from './check-answers.ts';
import { isObject, type Json, mapped } from './json.ts';
import { Problem } from './problem.ts';
import {
  ApplicationState,
  Applications,
  AuditLine,
  Audits,
  Evidence,
  Offered,
  OpenQuestion,
  Questions,
} from './record-answers.ts';
import { requestSchema } from './residency-schema.ts';

/** What API Gateway answers by itself, before any code of ours: not problem details. */
const GatewayMessage = z.object({ message: z.string() });

const named = {
  Missing,
  Finding,
  PackResult,
  Coverage,
  Warning,
  Beside,
  Audit,
  RecordedAudit,
  Application,
  ApplicationState,
  Applications,
  AuditLine,
  Audits,
  OpenQuestion,
  Questions,
  AskedQuestions,
  PlannedRemedies,
  Offer,
  Offered,
  Evidence,
  SiteState,
  SiteAnswer,
  Sites,
  PackLine,
  Packs,
  PackAnswer,
  Registration,
  Health,
  JsonDocument,
  Problem,
  GatewayMessage,
} as const;
export type ComponentName = keyof typeof named | 'Declaration';

export const refTo = (name: ComponentName) => ({ $ref: `#/components/schemas/${name}` });

/** The name of a schema that has one. */
export function nameOf(schema: z.ZodType): ComponentName | undefined {
  const isName = (name: string): name is keyof typeof named => Object.hasOwn(named, name);
  return Object.keys(named)
    .filter(isName)
    .find((name) => named[name] === schema);
}

/** Schemas of what is sent: a field that is not asked for is refused, and the document says so. */
const requests: readonly string[] = ['Registration', 'Offer'] satisfies ComponentName[];

/** Every schema of the API, once. Answers may gain fields, requests may not have others than these. */
export function componentSchemas(facts: FactSpecs): Record<string, unknown> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` });
  const bare = Object.entries(schemas).map(([id, { $id: _, $schema: __, ...schema }]) => {
    const plain: Json = JSON.parse(JSON.stringify(schema));
    return [id, requests.includes(id) ? plain : mapped(plain, opened)];
  });
  return { ...Object.fromEntries(bare), Declaration: declaration(facts) };
}

/** A client that refused what it does not know would break when an answer gains a field. */
function opened(node: Json): Json {
  if (!isObject(node) || node.additionalProperties !== false) return node;
  const { additionalProperties: _, ...rest } = node;
  return rest;
}

/** References inside the declaration's schema, as seen from the whole document. */
function declaration(facts: FactSpecs): Json {
  const schema: Json = JSON.parse(JSON.stringify(requestSchema(facts)));
  return mapped(schema, (node) => {
    if (!isObject(node) || typeof node.$ref !== 'string') return node;
    return { ...node, $ref: node.$ref.replace(/^#/, '#/components/schemas/Declaration') };
  });
}
