import * as fc from 'fast-check';
import * as z from 'zod';
import { declarationExample } from '../../shared/api/examples.ts';
import { sha256 } from '../../shared/canonical.ts';
import type { described } from '../api/document.ts';
import { type Fuzzed, type Known, requestsOf, wrongIn } from '../api/fuzz.ts';
import type { Answered, Sent } from '../api/service.ts';

export type Said = Pick<Answered, 'status' | 'headers' | 'text'>;
/** What answers requests. */
export type Answering = {
  /** undefined: this way of sending cannot express the request. */
  readonly send: (sent: Sent) => Promise<Said | undefined>;
  /** Puts a tenant's evidence where it would be uploaded. */
  readonly upload: (tenant: string, bytes: Buffer) => Promise<void>;
  /** How much has been recorded, where that can be seen. */
  readonly recorded?: () => number;
};

export type Part = {
  /** Requests that were answered. */
  readonly requests: number;
  /** Of these, such as the document allows. */
  readonly valid: number;
  /** Of these, answered with 2xx or 304. */
  readonly well: number;
  /** Requests by operation and status. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** The shrunk request that was answered wrongly, and what is wrong; undefined: none was. */
  readonly failure: string | undefined;
};

type Plan = {
  readonly description: ReturnType<typeof described>;
  readonly answering: Answering;
  readonly requests: number;
  readonly seed: number;
};

/** Sends requests generated from the document, one after another, until one is answered wrongly. */
export async function fuzzPart({ description, answering, requests, seed }: Plan): Promise<Part> {
  const known = await prepare(answering);
  const tally = makeTally();
  const property = fc.asyncProperty(requestsOf(description, known), async ({ operation, sent, valid }) => {
    const before = answering.recorded?.();
    const said = await answering.send(sent);
    if (said === undefined) return;
    tally.add({ operation, sent, valid }, said);
    const wrong =
      said.status >= 400 && before !== answering.recorded?.()
        ? `${said.status}, and something was recorded`
        : wrongIn(description, operation, said);
    if (wrong === undefined) return;
    tally.stop();
    throw new Error(wrong);
  });
  const { counterexample, errorInstance } = await fc.check(property, { seed, numRuns: requests });
  const [{ operation, sent } = {}] = counterexample ?? [];
  const failure =
    counterexample && `${operation?.operationId} ${JSON.stringify(sent)}\n  ${String(errorInstance).slice(0, 2_000)}`;
  return { ...tally.part(), failure: failure ?? undefined };
}

/** Counts until it is stopped: what is sent to shrink a failure is not counted. */
function makeTally() {
  const counts: Record<string, Record<string, number>> = {};
  let [requests, valid, well, stopped] = [0, 0, 0, false];
  const add = (fuzzed: Fuzzed, { status }: Said) => {
    if (stopped) return;
    requests += 1;
    if (fuzzed.valid) valid += 1;
    if (fuzzed.valid && status < 400) well += 1;
    const { operationId } = fuzzed.operation;
    const statuses = counts[operationId] ?? {};
    counts[operationId] = { ...statuses, [status]: (statuses[status] ?? 0) + 1 };
  };
  return {
    add,
    stop: () => {
      stopped = true;
    },
    part: () => ({ requests, valid, well, counts }),
  };
}

/** Leaves an application with declarations, and evidence, so that there is something to find; gives what names them. */
async function prepare({ send, upload }: Answering): Promise<Known> {
  const answered = async (sent: Sent) => {
    const said = await send(sent);
    if (said === undefined || said.status >= 300)
      throw new Error(`${sent.path} was answered ${said?.status}: ${said?.text}`);
    return Named.parse(JSON.parse(said.text));
  };
  const recorded = (path: string, key: string, body: object) => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    return answered({ method: 'POST', path, headers, body: JSON.stringify(body) });
  };
  const { id: application } = await recorded('/v1/applications', 'a1', { name: 'x' });
  await recorded('/v1/applications', 'a2', { name: 'y' });
  const declarations = `/v1/applications/${application}/declarations`;
  const first = await recorded(declarations, 'd1', declarationExample);
  const second = await recorded(declarations, 'd2', { ...declarationExample, roles: ['bank'] });
  const lists = ['/v1/applications', '/v1/audits', `/v1/applications/${application}/audits`];
  const pages = await Promise.all(lists.map((path) => answered({ method: 'GET', path, query: 'limit=1' })));
  const evidence = Buffer.from('We store data only in India.');
  await upload('tenant-a', evidence);
  return {
    application: [application],
    id: [first.id, second.id],
    sha256: [sha256(evidence)],
    cursor: pages.map(({ next }) => next),
    // So many that a request is mostly the first under its key, and sometimes not.
    'idempotency-key': Array.from({ length: 200 }, (_, n) => `k${n}`),
  };
}

const Named = z.object({
  id: z.string().default(''),
  next: z
    .string()
    .nullish()
    .transform((next) => next ?? ''),
});

/** Several parts as one. */
export function sumOf(parts: readonly Part[]): Omit<Part, 'failure'> & { readonly failures: readonly string[] } {
  const counts: Record<string, Record<string, number>> = {};
  for (const part of parts)
    for (const [operation, statuses] of Object.entries(part.counts))
      for (const [status, n] of Object.entries(statuses)) {
        const sum = counts[operation] ?? {};
        counts[operation] = { ...sum, [status]: (sum[status] ?? 0) + n };
      }
  const sum = (of: (part: Part) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    requests: sum(({ requests }) => requests),
    valid: sum(({ valid }) => valid),
    well: sum(({ well }) => well),
    counts,
    failures: parts.flatMap(({ failure }) => failure ?? []),
  };
}
