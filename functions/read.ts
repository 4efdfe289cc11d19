import { awsRecords } from './edge/aws-records.ts';
import { readHandler } from './edge/read.ts';

/** Gives a tenant its recorded audits. */
export const handler = readHandler({ records: awsRecords(process.env) });
