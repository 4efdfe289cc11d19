import Ajv, { type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as z from 'zod';
import { isObject, type Json, mapped } from '../../shared/api/json.ts';
import { openApi } from '../../shared/api/openapi.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';

const Schema = z.custom<{ readonly [name: string]: Json }>((value) => typeof value === 'object' && value !== null);
export type Schema = z.infer<typeof Schema>;
const Ref = z.object({ $ref: z.string() });
const Content = z.record(
  z.string(),
  z.object({ schema: Schema, example: z.json().optional(), examples: z.record(z.string(), Ref).default({}) }),
);
const Operation = z.object({
  operationId: z.string(),
  description: z.string(),
  deprecated: z.boolean().optional(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  'x-stability': z.string(),
  'x-per-second': z.int(),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.enum(['path', 'query', 'header']),
        required: z.boolean(),
        description: z.string().optional(),
        schema: Schema,
        example: z.json().optional(),
      }),
    )
    .optional(),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(
    z.string(),
    z.object({ headers: z.record(z.string(), Ref).default({}), content: Content.default({}) }),
  ),
});
export type Operation = z.infer<typeof Operation>;
const Document = z.object({
  paths: z.record(z.string(), z.partialRecord(z.enum(['get', 'post']), Operation)),
  components: z.object({
    schemas: z.record(z.string(), Schema),
    examples: z.record(z.string(), z.object({ value: z.json() })),
    headers: z.record(z.string(), z.object({ schema: Schema })),
  }),
});

/** An OpenAPI document, ours unless another is given, made ready for questions. */
export function described(document: unknown = openApi(releaseRulebook().policy.facts)) {
  const plain: unknown = JSON.parse(JSON.stringify(document));
  const { paths, components } = Document.parse(plain);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const ajv = new Ajv.default({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
  addFormats.default(ajv);
  ajv.addKeyword('components');
  const schemas = Object.fromEntries(Object.entries(components.schemas).map(([id, one]) => [id, mapped(one, closed)]));
  ajv.addSchema({ $id: 'document', components: { schemas } }, 'document', false, false);
  const compiled = new Map<string, ValidateFunction>();
  /** Compiles a schema that may refer into the document. */
  const validatorOf = (schema: Schema): ValidateFunction => {
    const text = JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/');
    const made = compiled.get(text) ?? ajv.compile(JSON.parse(text));
    compiled.set(text, made);
    return made;
  };
  return { document: plain, operations, components, validatorOf };
}

/** The document lets answers grow; here a field that nobody described is a fault. */
const closed = (node: Json): Json =>
  isObject(node) && node.properties !== undefined && node.additionalProperties === undefined
    ? { ...node, additionalProperties: false }
    : node;
