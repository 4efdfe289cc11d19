import { setTimeout } from 'node:timers/promises';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { NivasError } from '../../shared/error.ts';
import { type Log, traced } from './log.ts';

/** What CloudFormation asks of a custom resource, as far as it is read here. `ResponseURL` is a secret: who has it can answer. */
const Request = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  ResourceProperties: z.unknown().optional(),
});
type Request = z.infer<typeof Request>;

export type CustomResource<S extends z.ZodType> = {
  /** The same for ever: with another one CloudFormation takes the resource for a new one, and deletes the old. */
  readonly id: string;
  readonly properties: S;
  /** Creates or updates it, safely repeated; what it gives can be read in the template. Nothing is done on deletion. */
  readonly apply: (properties: z.output<S>) => Promise<Readonly<Record<string, unknown>>>;
};

export type CustomResourceHandler = (
  event: unknown,
  context: Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>,
) => Promise<void>;

export type Surroundings = {
  readonly log: Log;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
  /** How long CloudFormation's bucket may take for an answer, in milliseconds. */
  readonly patience?: number;
};

/** What is kept of the function's time for the answer: three tries, of 3 seconds each, and 3 seconds between them. */
const answerMilliseconds = 15_000;
/** An answer holds 4,096 bytes. */
const reasonCharacters = 500;

/**
 * The handler of a custom resource: whatever happens, it answers before its time is over, or throws because the answer
 * itself could not be given. Lambda runs it again then, as often as the function is configured for (not tried on AWS).
 */
export function customResourceHandler<S extends z.ZodType>(
  resource: CustomResource<S>,
  { log, sleep = setTimeout, patience = 3_000 }: Surroundings,
): CustomResourceHandler {
  return async (event, context) => {
    const request = Request.parse(event);
    const { StackId, RequestId, LogicalResourceId, ResponseURL } = request;
    const milliseconds = context.getRemainingTimeInMillis() - answerMilliseconds;
    const outcome = await within(milliseconds, settle(resource, request)).catch((error: unknown) => {
      log.error('failed', { request: context.awsRequestId, error: traced(error) });
      return { Status: 'FAILED', Reason: reasonOf(error, context.awsRequestId) };
    });
    const answer = { ...outcome, PhysicalResourceId: resource.id, StackId, RequestId, LogicalResourceId };
    await send(ResponseURL, JSON.stringify(answer), sleep, patience);
    log.info('answered', { request: context.awsRequestId, asked: request.RequestType, status: outcome.Status });
  };
}

async function settle<S extends z.ZodType>({ properties, apply }: CustomResource<S>, request: Request) {
  if (request.RequestType === 'Delete') return { Status: 'SUCCESS' };
  const parsed = properties.safeParse(request.ResourceProperties);
  if (!parsed.success)
    throw new NivasError('request_invalid', `the properties are not as described: ${said(parsed.error)}`);
  return { Status: 'SUCCESS', Data: await apply(parsed.data) };
}

const said = ({ issues }: z.ZodError) =>
  issues.map(({ path, message }) => `\`${path.join('/')}\`: ${message}`).join('; ');

/** Rejects when the work takes longer. The work itself goes on; it is safe to repeat. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const late = setTimeout(Math.max(0, milliseconds), undefined, { signal: done.signal }).then(() => {
    throw new NivasError('store_unavailable', 'this took too long; it may be done or not, and a repeat completes it');
  });
  return Promise.race([work, late]).finally(() => done.abort());
}

/** Ours is told; of anything else only where to look, as a message may quote what was read. */
function reasonOf(error: unknown, request: string): string {
  const said = error instanceof NivasError ? error.message : 'something failed that nobody expected';
  return `${said.slice(0, reasonCharacters)} (request ${request} in the function’s log)`;
}

/** Puts the answer into CloudFormation's bucket. The address was signed without a content type, so none may be sent. */
async function send(url: string, body: string, sleep: (milliseconds: number) => Promise<unknown>, patience: number) {
  let refused: unknown;
  for (let n = 0; n < 3; n++) {
    if (n > 0) await sleep(1_000 * n);
    const signal = AbortSignal.timeout(patience);
    const request = { method: 'PUT', body, headers: { 'content-type': '' }, redirect: 'error', signal } as const;
    refused = await fetch(url, request).then(
      ({ ok, status }) => (ok ? undefined : new Error(`it answered ${status}`)),
      (error: unknown) => error,
    );
    if (refused === undefined) return;
  }
  throw new Error('CloudFormation did not take the answer', { cause: refused });
}
