import { objectClient } from '../../shared/adapters/aws/client.ts';
import { evidenceBucket } from '../../shared/adapters/aws/evidence-bucket.ts';
import type { EvidenceStore } from '../../shared/ports.ts';
import { type Env, evidenceNames } from './environment.ts';

/** Evidence in S3, as the environment names it. */
export function awsEvidence(env: Env): EvidenceStore {
  return evidenceBucket({ client: objectClient(env), bucket: evidenceNames.parse(env).BODIES_BUCKET });
}
