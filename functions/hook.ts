import { readFileSync } from 'node:fs';
import { Logger } from '@aws-lambda-powertools/logger';
import { hookHandler } from './edge/hook/handler.ts';

const beside = new URL('declaration.json', import.meta.url);

/** Judges a stack before CloudFormation deploys it. The declaration lies beside the code: the synthesis put it there. */
export const handler = hookHandler({
  declaration: () => readFileSync(beside, 'utf8'),
  region: process.env.AWS_REGION,
  allowUnknown: process.env.ALLOW_UNKNOWN === 'true',
  now: () => new Date(),
  fetch,
  log: new Logger({ serviceName: 'nivas' }),
});
