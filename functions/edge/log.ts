import { Logger } from '@aws-lambda-powertools/logger';
import * as z from 'zod';
import { problems } from '../../shared/api/problem.ts';
import type { Lambda } from '../../shared/api/routes.ts';
import { NivasError } from '../../shared/error.ts';
import { lambdaMeasure, type Measure } from './measure.ts';

/** Where an answered request and an unexpected error are told, and where they are counted. Tests pass a list. */
export type Log = {
  readonly info: (message: string, fields: Fields) => void;
  readonly error: (message: string, fields: Fields) => void;
  readonly measure?: Measure;
};
type Fields = Readonly<Record<string, unknown>>;

export function lambdaLog(lambda: Lambda): Log {
  const logger = new Logger({ serviceName: 'nivas' });
  return {
    info: (message, fields) => logger.info(message, fields),
    error: (message, fields) => logger.error(message, fields),
    measure: lambdaMeasure(lambda),
  };
}

/** An error of AWS, whose message is AWS's own. */
const OfAws = z.object({
  $metadata: z.object({ requestId: z.string().optional(), httpStatusCode: z.int().optional() }),
});

/**
 * An error and its causes, as they may stand in a log.
 *
 * A message may quote what was sent (`JSON.parse` does), so none is kept but ours for failures of our own and AWS's.
 */
export function traced(error: unknown, depth = 0): Fields {
  if (!(error instanceof Error) || depth > 5) return { name: typeof error };
  const { name, stack = '', cause } = error;
  const aws = OfAws.safeParse(error).data?.$metadata;
  const ours = error instanceof NivasError ? error.code : undefined;
  const said = aws !== undefined || (ours !== undefined && problems[ours].status >= 500);
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name,
    ...(ours !== undefined && { code: ours }),
    ...(said && { message: error.message }),
    ...(aws && { awsRequestId: aws.requestId, awsStatus: aws.httpStatusCode }),
    frames: frames.slice(0, 12).map((line) => line.trim()),
    ...(cause !== undefined && { cause: traced(cause, depth + 1) }),
  };
}
