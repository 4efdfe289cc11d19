import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { EvidenceLink, EvidenceLinks } from '../../ports.ts';
import { base64, evidenceKey } from './evidence-bucket.ts';

type Presigning = { readonly client: S3Client; readonly bucket: string; readonly now: () => Date };

const expiresIn = 600;

/**
 * Presigned addresses in the bucket of bodies, good for ten minutes.
 *
 * An upload's signature binds its length, type and SHA-256 and that nothing is there yet: S3 refuses other headers by
 * the signature and other bytes by the checksum. Left alone, the presigner signs neither: it moves the checksum into
 * the query and leaves the type out.
 */
export function evidenceLinks({ client, bucket: Bucket, now }: Presigning): EvidenceLinks {
  return {
    async toUpload(tenant, { sha256, size, mediaType }) {
      const checks = { IfNoneMatch: '*', ChecksumSHA256: base64(sha256) };
      const what = { Key: evidenceKey(tenant, sha256, 'pending'), ContentLength: size, ContentType: mediaType };
      const headers = {
        'content-length': String(size),
        'content-type': mediaType,
        'if-none-match': checks.IfNoneMatch,
        'x-amz-checksum-sha256': checks.ChecksumSHA256,
      };
      const link = await signed(now(), (signing) =>
        getSignedUrl(client, new PutObjectCommand({ Bucket, ...what, ...checks }), {
          ...signing,
          unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
          signableHeaders: new Set(['host', ...Object.keys(headers)]),
        }),
      );
      return { ...link, headers };
    },
    toRead(tenant, sha256, place) {
      const Key = evidenceKey(tenant, sha256, place);
      const command = new GetObjectCommand({ Bucket, Key, ResponseContentDisposition: 'attachment' });
      return signed(now(), (signing) => getSignedUrl(client, command, signing));
    },
  };
}

type Signing = { readonly signingDate: Date; readonly expiresIn: number };

/** A signature's time has whole seconds, so they are cut off before: else `expires` would promise part of one more. */
async function signed(now: Date, sign: (signing: Signing) => Promise<string>): Promise<EvidenceLink> {
  const signingDate = new Date(Math.floor(now.getTime() / 1000) * 1000);
  const url = await sign({ signingDate, expiresIn });
  return { url, expires: new Date(signingDate.getTime() + expiresIn * 1000).toISOString() };
}
