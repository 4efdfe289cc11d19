import { Logger } from '@aws-lambda-powertools/logger';
import { awsCatalogue } from './edge/aws-catalogue.ts';
import { publishHandler } from './edge/publish.ts';

/** Publishes the catalogue of a deployment, when CloudFormation asks. */
export const handler = publishHandler(awsCatalogue(process.env), { log: new Logger({ serviceName: 'nivas' }) });
