import * as z from 'zod';
import { limits } from '../declaration/limits.ts';
import type { Format } from '../declaration/source.ts';
import { sha256 } from './parameters.ts';

/** What a route takes: the most bytes of content (after inflating), and the formats. */
export type Body = { readonly most: Readonly<Partial<Record<Format, number>>> };

/**
 * YAML is read some fifty times slower than JSON, so what is made by machines and may be long is taken as JSON only.
 */
export const bodies = {
  registration: { most: { json: 10_000 } },
  offer: { most: { json: 10_000 } },
  declaration: { most: { json: limits.bytes, yaml: limits.bytes } },
  check: { most: { json: 4_000_000, yaml: limits.bytes } },
} as const satisfies Record<string, Body>;
export type BodyKind = keyof typeof bodies;

/** Media types of each format, the registered one first (RFC 8259, RFC 9512). */
export const mediaTypes: Readonly<Record<Format, readonly string[]>> = {
  json: ['application/json'],
  yaml: ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml', 'text/vnd.yaml'],
};

/** What registers an application. */
export const Registration = z.strictObject({
  name: z
    .string()
    .max(limits.text)
    .regex(/\S/, 'expected a name')
    .meta({ description: 'What people call the application.' }),
});
export type Registration = z.infer<typeof Registration>;

/** What offers evidence for upload. */
export const Offer = z.strictObject({
  sha256: sha256.meta({ description: 'SHA-256 of its bytes, hex.' }),
  size: z.int().min(1).max(limits.evidenceBytes).meta({ description: 'Its length in bytes.' }),
  mediaType: z
    .string()
    .regex(/^[a-z0-9]+\/[a-z0-9.+-]{1,80}$/, 'expected a media type without parameters, such as `text/plain`')
    .meta({ description: 'What it is.' }),
});
export type Offer = z.infer<typeof Offer>;
