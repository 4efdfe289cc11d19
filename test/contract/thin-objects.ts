import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { afterAll } from 'vitest';
import { close, listen } from '../../infra/local/server.ts';
import { makeThinS3 } from '../../infra/local/thin-s3.ts';
import { objectClient } from '../../shared/adapters/aws/client.ts';
import { evidenceBucket } from '../../shared/adapters/aws/evidence-bucket.ts';
import { evidenceLinks } from '../../shared/adapters/aws/evidence-links.ts';
import { sha256 } from '../../shared/canonical.ts';
import type { EvidenceLinks } from '../../shared/ports.ts';

export const bucket = 'bodies';
process.env.AWS_ACCESS_KEY_ID = 'test';
process.env.AWS_SECRET_ACCESS_KEY = 'test';

/** Evidence over an S3 at an address, with the clock that its links go by. */
export async function evidenceAt(endpoint: string, now: () => Date) {
  const client = objectClient({ AWS_REGION: 'ap-south-1', AWS_ENDPOINT_URL_S3: endpoint });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  const links = evidenceLinks({ client, bucket, now });
  return { client, store: evidenceBucket({ client, bucket }), links, upload: uploading(links) };
}

/** The local S3 for the tests of one file, with a clock to set. */
export async function startThinObjects() {
  const clock = { now: new Date('2026-11-22T09:00:00.750Z') };
  const root = await mkdtemp(join(tmpdir(), 'nivas-evidence-'));
  const server = makeThinS3({ root, secret: 'test', now: () => clock.now });
  const endpoint = await listen(server, 0);
  afterAll(() => close(server));
  return { clock, ...(await evidenceAt(endpoint, () => clock.now)) };
}

/** Uploads as a caller does: what `toUpload` says, over HTTP. */
const uploading = (links: EvidenceLinks) => async (tenant: string, bytes: Uint8Array, mediaType: string) => {
  const { url, headers } = await links.toUpload(tenant, { sha256: sha256(bytes), size: bytes.length, mediaType });
  return (await fetch(url, { method: 'PUT', headers, body: Buffer.from(bytes) })).status;
};
