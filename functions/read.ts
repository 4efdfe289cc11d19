import { awsCatalogue } from './edge/aws-catalogue.ts';
import { awsEvidence } from './edge/aws-evidence.ts';
import { awsRecords } from './edge/aws-records.ts';
import { readHandler } from './edge/read.ts';

/** Gives tenants and regulators the records they may see. */
export const handler = readHandler({
  records: awsRecords(process.env),
  catalogue: awsCatalogue(process.env),
  evidence: awsEvidence(process.env),
});
