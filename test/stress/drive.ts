import type { Chance } from './chance.ts';
import { declarationNamed } from './declarations.ts';
import { type Attempt, isAcknowledged, isUnknown, type Operation, registration, submission } from './history.ts';
import { type Response, type Send, sender } from './send.ts';

export type Driver = {
  /** All that was ever asked, in the order in which it was first sent. */
  readonly history: readonly Operation[];
  /** Sends with several clients at once until `stop`, or until nobody answers them. */
  readonly drive: (origin: string, stop: AbortSignal) => Promise<void>;
  /** Sends again what nobody knows of, and some that was acknowledged long ago. */
  readonly settle: (origin: string) => Promise<void>;
};

const tenants = ['stress-a', 'stress-b'] as const;
export const stressTenants: readonly string[] = tenants;
const clients = 8;

/** Clients that register applications and declare for them, each request under a key that is known here. */
export function makeDriver(chance: Chance, tokenOf: (tenant: string) => string): Driver {
  const history: Operation[] = [];
  const underWay = new Set<Operation>();

  const added = (operation: Operation) => {
    history.push(operation);
    return operation;
  };
  /** Mostly something new, half of it for one application; also what was answered, and what is being answered. */
  const next = (): Operation => {
    const tenant = chance.oneOf(tenants);
    const key = `key-${history.length}`;
    const [dealt, again] = [chance.next(), chance.next()];
    const applications = history
      .filter((one) => one.tenant === tenant && one.kind === 'registration')
      .filter(isAcknowledged);
    const application = (again < 0.5 ? applications[0] : applications[chance.upTo(applications.length)])?.application;
    if (application === undefined || dealt < 0.1) return added(registration(tenant, key));
    const earlier = dealt < 0.2 ? [...underWay] : dealt < 0.25 ? history.filter(isAcknowledged) : [];
    return (
      earlier[chance.upTo(earlier.length)] ?? added(submission(tenant, key, application, declarationNamed(key, chance)))
    );
  };
  const attempt = async (send: Send, operation: Operation) => {
    underWay.add(operation);
    const invoked = performance.now();
    const outcome = await send(requestOf(operation, tokenOf(operation.tenant))).then(judge, unanswered);
    operation.attempts.push({ invoked, ended: performance.now(), ...outcome });
    underWay.delete(operation);
    return outcome;
  };
  return {
    history,
    drive: (origin, stop) =>
      withSender(origin, async (send) => {
        const client = async () => {
          while (!stop.aborted) if ((await attempt(send, next())).why === 'nobody answered') return;
        };
        await Promise.all(Array.from({ length: clients }, client));
      }),
    settle: (origin) =>
      withSender(origin, async (send) => {
        const known = history.filter(isAcknowledged);
        const old = Array.from({ length: 3 }, () => known[chance.upTo(known.length)] ?? []).flat();
        for (let tries = 0; tries < 5; tries++)
          await Promise.all(history.filter(isUnknown).map((operation) => attempt(send, operation)));
        await Promise.all(old.map((operation) => attempt(send, operation)));
      }),
  };
}

async function withSender(origin: string, run: (send: Send) => Promise<void>): Promise<void> {
  const { send, close } = sender(origin, clients);
  await run(send).finally(close);
}

function requestOf({ kind, key, application, body }: Operation, token: string) {
  const path = kind === 'registration' ? '/v1/applications' : `/v1/applications/${application}/declarations`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key };
  return { method: 'POST', path, headers, body };
}

type Outcome =
  | { readonly is: 'ok'; readonly text: string; readonly replayed: boolean; readonly why?: undefined }
  | { readonly is: 'refused' | 'unknown'; readonly why: string };

/** A 5xx may have been recorded or not, as nobody says. */
function judge({ status, headers, text }: Response): Outcome {
  if (status === 201) return { is: 'ok', text, replayed: headers['idempotency-replayed'] === 'true' };
  return { is: status < 500 ? 'refused' : 'unknown', why: `${status} ${text.slice(0, 300)}` };
}

/** Without a connection nothing was sent. */
function unanswered(cause: NodeJS.ErrnoException): Outcome {
  return cause.code === 'ECONNREFUSED'
    ? { is: 'refused', why: 'nobody answered' }
    : { is: 'unknown', why: 'nobody answered' };
}

/** Answers that valid requests do not get, killed or not: refusals but for `busy`, and failures but for silence. */
export function unexpected(history: readonly Operation[]): string[] {
  const fine = (attempt: Attempt) => attempt.is === 'ok' || /^(nobody answered|409|503)/.test(attempt.why);
  return history.flatMap(({ key, attempts }) =>
    attempts.flatMap((attempt) =>
      attempt.is === 'ok' || fine(attempt) ? [] : [`\`${key}\` was answered ${attempt.why}`],
    ),
  );
}
