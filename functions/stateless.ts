import { awsCatalogue } from './edge/aws-catalogue.ts';
import { statelessHandler } from './edge/stateless.ts';

/** Checks declarations and describes the service. May touch no record. */
export const handler = statelessHandler({ catalogue: awsCatalogue(process.env), now: () => new Date() });
