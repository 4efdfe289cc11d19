import { GetObjectCommand, HeadObjectCommand, NoSuchKey, NotFound } from '@aws-sdk/client-s3';
import { sha256 } from '../../canonical.ts';
import { NivasError } from '../../error.ts';
import type { EvidencePlace, EvidenceStore, FoundEvidence } from '../../ports.ts';
import { type Bucket, keyOf, putOnce } from './body-bucket.ts';
import { answered } from './failure.ts';

/**
 * Evidence in the bucket of bodies, and nowhere else: an object says its size, type and checksum by itself.
 *
 * What was uploaded is under `pending/`, which a lifecycle rule of the bucket empties; what is kept lies where bodies
 * do. S3 tells absent from forbidden only to those who may list: without that permission this throws.
 */
export function evidenceBucket(where: Bucket): EvidenceStore {
  const { client, bucket: Bucket } = where;
  const head = async (tenant: string, hex: string, place: EvidencePlace): Promise<FoundEvidence | undefined> => {
    const command = new HeadObjectCommand({ Bucket, Key: evidenceKey(tenant, hex, place), ChecksumMode: 'ENABLED' });
    const found = await answered(client.send(command).catch(absent));
    if (found === undefined) return undefined;
    const { ContentLength: size, ContentType: mediaType = '', ChecksumSHA256 = base64(hex) } = found;
    if (ChecksumSHA256 !== base64(hex)) throw otherContent(hex);
    if (size === undefined) throw new NivasError('shape_unknown', `nobody says how long the evidence \`${hex}\` is`);
    return { place, size, mediaType };
  };
  return {
    find: async (tenant, hex) => (await head(tenant, hex, 'kept')) ?? (await head(tenant, hex, 'pending')),
    async read(tenant, hex, place) {
      const command = new GetObjectCommand({ Bucket, Key: evidenceKey(tenant, hex, place) });
      const get = async () => (await client.send(command)).Body?.transformToByteArray();
      const bytes = await answered(get().catch(absent));
      if (bytes !== undefined && sha256(bytes) !== hex) throw otherContent(hex);
      return bytes;
    },
    keep: (tenant, text, mediaType) => putOnce(where, evidenceKey(tenant, sha256(text), 'kept'), text, mediaType),
  };
}

/** `t/<tenant>/sha256/<hex>`, as a body's; before `pending/` while no recorded declaration names it. */
export const evidenceKey = (tenant: string, hex: string, place: EvidencePlace): string =>
  `${place === 'pending' ? 'pending/' : ''}${keyOf({ tenant }, hex)}`;

/** A checksum as S3 writes it. */
export const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

function absent(cause: unknown): undefined {
  if (cause instanceof NotFound || cause instanceof NoSuchKey) return undefined;
  throw cause;
}

const otherContent = (hex: string) =>
  new NivasError('shape_unknown', `what is stored as the evidence \`${hex}\` has another digest`);
