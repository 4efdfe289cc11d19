import { objectClient } from '../../shared/adapters/aws/client.ts';
import { evidenceLinks } from '../../shared/adapters/aws/evidence-links.ts';
import type { EvidenceLinks } from '../../shared/ports.ts';
import { type Env, evidenceNames } from './environment.ts';

/** Addresses in S3, signed with the function's own permissions. Apart from the store, since the signer is large. */
export function awsEvidenceLinks(env: Env): EvidenceLinks {
  const { BODIES_BUCKET } = evidenceNames.parse(env);
  return evidenceLinks({ client: objectClient(env), bucket: BODIES_BUCKET, now: () => new Date() });
}
