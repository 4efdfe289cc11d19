import { randomBytes } from 'node:crypto';
import { awsCatalogue } from './edge/aws-catalogue.ts';
import { awsEvidence } from './edge/aws-evidence.ts';
import { awsRecords } from './edge/aws-records.ts';
import { submitHandler } from './edge/submit.ts';

/** Registers applications and records declarations. */
export const handler = submitHandler({
  catalogue: awsCatalogue(process.env),
  records: awsRecords(process.env),
  evidence: awsEvidence(process.env),
  now: () => new Date(),
  nonce: () => randomBytes(32).toString('hex'),
});
