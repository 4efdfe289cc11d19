import { awsEvidence } from './edge/aws-evidence.ts';
import { awsEvidenceLinks } from './edge/aws-evidence-links.ts';
import { evidenceHandler } from './edge/evidence.ts';

/** Takes evidence that is too long for a request. */
export const handler = evidenceHandler({ evidence: awsEvidence(process.env), links: awsEvidenceLinks(process.env) });
