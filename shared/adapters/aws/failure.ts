import * as z from 'zod';
import { NivasError } from '../../error.ts';

const refused: readonly string[] = [
  'ProvisionedThroughputExceeded',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingError',
  'ThrottlingException',
  'TransactionConflict',
  'TransactionConflictException',
  'TransactionInProgressException',
];
/** `AbortError`: the request has no time left, so we gave the call up ourselves. */
const unanswered: readonly string[] = ['AbortError', 'TimeoutError', 'RequestTimeout', 'RequestTimeoutException'];
const unreached: readonly string[] = [
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
];

/** As the SDK and Node throw them. Other people's errors are read like other people's documents. */
const Failure = z.object({
  name: z.string().catch(''),
  code: z.string().catch(''),
  $metadata: z.object({ httpStatusCode: z.number().catch(0) }).catch({ httpStatusCode: 0 }),
});

/** Whether AWS asks to come back later: a conflict, throttling, or our own try under way; thrown or as a reason. */
export function isBusy(name: string | undefined): boolean {
  return name !== undefined && refused.includes(name);
}

/**
 * What a failed call means: `refused`, come back later; `unanswered`, it was done or it was not.
 * Undefined for everything else, which is ours or a bug.
 */
export function weigh(error: unknown): 'refused' | 'unanswered' | undefined {
  const failure = Failure.safeParse(error).data;
  if (failure === undefined) return undefined;
  if (isBusy(failure.name)) return 'refused';
  const { name, code, $metadata } = failure;
  const silent = unanswered.includes(name) || unreached.includes(code);
  return silent || $metadata.httpStatusCode >= 500 ? 'unanswered' : undefined;
}

/** The answer to one call, where the SDK has already tried again; what it could not mend is `store_unavailable`. */
export async function answered<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    if (weigh(cause) === undefined) throw cause;
    throw new NivasError('store_unavailable', 'the store does not answer now', [], { cause });
  }
}
