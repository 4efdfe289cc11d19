import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import { sha256 } from '../../canonical.ts';
import { NivasError } from '../../error.ts';
import type { Document } from '../../ports.ts';

/** An item holds 400 KB. Two bodies of this size leave room for the rest of a submission. */
const inlineBytes = 64 * 1024;
/** What was put in was smaller; a stored text that inflates beyond this is not ours. */
const inflatedBytes = 16 * 1024 * 1024;

/**
 * A document in an item: gzipped in `gz`, or, when that is too long, in the bucket under `sha256` (`s3: true`).
 * `digest` is of the document's canonical form, `sha256` and `size` are of the text as it was given.
 */
export const bodyShape = {
  digest: z.string(),
  sha256: z.string(),
  size: z.int(),
  gz: z.instanceof(Uint8Array).optional(),
  s3: z.literal(true).optional(),
};
const Body = z.object(bodyShape);
export type Body = z.infer<typeof Body>;

export function packBody({ digest, json }: Document): Body {
  const gz = gzipSync(json);
  const kept = gz.length <= inlineBytes ? { gz } : { s3: true as const };
  return { digest, sha256: sha256(json), size: Buffer.byteLength(json), ...kept };
}

/** The text of a body kept inline. What a table returns is not trusted: the digest decides. */
export function unpackBody(gz: Uint8Array, wanted: string): string {
  try {
    return checkText(gunzipSync(gz, { maxOutputLength: inflatedBytes }), wanted);
  } catch (cause) {
    if (cause instanceof NivasError) throw cause;
    throw new NivasError('shape_unknown', `the body \`${wanted}\` does not inflate`, [], { cause });
  }
}

/** The text in these bytes, if they have the digest they are kept under. */
export function checkText(bytes: Uint8Array, wanted: string): string {
  const found = sha256(bytes);
  if (found === wanted) return Buffer.from(bytes).toString('utf8');
  throw new NivasError('shape_unknown', `a body kept as \`${wanted}\` has the digest \`${found}\``);
}
