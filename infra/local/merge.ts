import * as z from 'zod';
import { NivasError } from '../../shared/error.ts';

const Resource = z.looseObject({ Type: z.string(), Properties: z.unknown().optional() });
const Output = z.object({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() });
const Template = z.object({
  Resources: z.record(z.string(), Resource),
  Outputs: z.record(z.string(), Output).default({}),
});
const Import = z.strictObject({ 'Fn::ImportValue': z.string() });

/** Resources by logical id. */
export type Resources = Readonly<Record<string, z.infer<typeof Resource>>>;

/**
 * The resources of several templates as if one held them all: where a template imports a value, stands what the other
 * one exports. An import that none exports, or a logical id that two have, is an error.
 */
export function mergeTemplates(templates: readonly unknown[]): Resources {
  const parsed = templates.map((template) => Template.parse(template));
  const exported = new Map(
    parsed.flatMap(({ Outputs }) => Object.values(Outputs).map(({ Export, Value }) => [Export?.Name, Value] as const)),
  );
  const merged = new Map<string, z.infer<typeof Resource>>();
  for (const [id, resource] of parsed.flatMap(({ Resources }) => Object.entries(Resources))) {
    if (merged.has(id)) throw new NivasError('internal', `two templates hold a resource \`${id}\``);
    merged.set(id, Resource.parse(imported(resource, exported)));
  }
  return Object.fromEntries(merged);
}

function imported(value: unknown, exported: ReadonlyMap<string | undefined, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => imported(item, exported));
  if (typeof value !== 'object' || value === null) return value;
  const name = Import.safeParse(value).data?.['Fn::ImportValue'];
  if (name === undefined)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, imported(item, exported)]));
  if (!exported.has(name)) throw new NivasError('internal', `a template imports \`${name}\`, which none exports`);
  return exported.get(name);
}

/** Those of one type, with their logical ids. */
export const ofType = (resources: Resources, type: string) =>
  Object.entries(resources).filter(([, { Type }]) => Type === type);

/** A bucket's name on this machine: S3 allows no capitals in one. */
export const bucketName = (id: string) => id.toLowerCase();
