import * as z from 'zod';

/** As much of an OpenAPI document as is told to people. */
const Ref = z.object({ $ref: z.string() });
const Content = z.record(
  z.string(),
  z.object({
    example: z.json().optional(),
    examples: z.record(z.string(), Ref).default({}),
  }),
);
const Operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string(),
  deprecated: z.boolean().default(false),
  'x-stability': z.string(),
  'x-per-second': z.int(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.enum(['path', 'query', 'header']),
        required: z.boolean(),
        description: z.string(),
        schema: z.object({ default: z.json().optional(), enum: z.array(z.string()).optional() }),
        example: z.json().optional(),
      }),
    )
    .default([]),
  requestBody: z.object({ description: z.string(), content: Content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: Content.default({}) })),
});
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ examples: z.record(z.string(), z.object({ value: z.json() })) }),
});

export type DescribedOperation = z.infer<typeof Operation> & { readonly method: string; readonly path: string };
export type Value = z.infer<ReturnType<typeof z.json>>;

/** The operations of an OpenAPI document in its order, and the examples it keeps. */
export function describedOperations(openApi: unknown) {
  const { paths, components } = Document.parse(openApi);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]): DescribedOperation => ({ ...operation, method: method.toUpperCase(), path }),
    ),
  );
  const exampleAt = (ref: string): Value => {
    const found = components.examples[ref.replace('#/components/examples/', '')];
    if (found === undefined) throw new Error(`\`${ref}\` leads nowhere`);
    return found.value;
  };
  return { operations, exampleAt };
}
