import { applicationId, entryId } from '../../shared/audit/ids.ts';

/**
 * One sending of a request and what its sender learnt. Times are milliseconds of one clock.
 *
 * `ok`: it is recorded, says the answer. `refused`: it is not. `unknown`: nobody said, so it may be either, for ever.
 */
export type Attempt = { readonly invoked: number; readonly ended: number } & (
  | { readonly is: 'ok'; readonly text: string; readonly replayed: boolean }
  | { readonly is: 'refused'; readonly why: string }
  | { readonly is: 'unknown'; readonly why: string }
);

/** A request that is to be recorded once, under its idempotency key, however often it is sent. */
export type Operation = {
  readonly kind: 'registration' | 'submission';
  readonly tenant: string;
  readonly key: string;
  /** The application it makes, or is about. */
  readonly application: string;
  readonly body: string;
  readonly attempts: Attempt[];
};

/** What the store calls it: `<tenant>#<entry>`. */
export const nameOf = ({ tenant, key }: Pick<Operation, 'tenant' | 'key'>): string =>
  `${tenant}#${entryId(tenant, key)}`;

export function registration(tenant: string, key: string): Operation {
  const body = JSON.stringify({ name: key });
  return { kind: 'registration', tenant, key, application: applicationId(tenant, key), body, attempts: [] };
}

export function submission(tenant: string, key: string, application: string, body: string): Operation {
  return { kind: 'submission', tenant, key, application, body, attempts: [] };
}

export const isAcknowledged = ({ attempts }: Operation): boolean => attempts.some(({ is }) => is === 'ok');

/** Sent, and nobody knows what became of it. */
export const isUnknown = (operation: Operation): boolean =>
  !isAcknowledged(operation) && operation.attempts.some(({ is }) => is === 'unknown');
