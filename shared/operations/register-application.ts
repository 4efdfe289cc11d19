import type { Application } from '../api/answer.ts';
import { applicationId, entryId } from '../audit/ids.ts';
import { NivasError } from '../error.ts';
import type { Ports } from '../ports.ts';
import { answerText } from './answer-text.ts';
import { registrationStatement } from './statement.ts';

export type Recording = {
  readonly tenant: string;
  readonly idempotencyKey: string;
  /** Tells a retry from another request. */
  readonly fingerprint: string;
};
/** An answer as JSON text. `replayed`: an equal request was answered with it before. */
export type RecordedAnswer = { readonly json: string; readonly replayed: boolean };

/**
 * Registers an application. Its id is made from tenant and idempotency key, so a retry can never make a second.
 * Throws `idempotency_key_reused`.
 */
export async function registerApplication(
  { records, now, nonce }: Pick<Ports, 'records' | 'now' | 'nonce'>,
  { tenant, idempotencyKey, fingerprint, name }: Recording & { readonly name: string },
): Promise<RecordedAnswer> {
  const application = applicationId(tenant, idempotencyKey);
  const made = { id: entryId(tenant, idempotencyKey), tenant, application, name, at: now().toISOString() };
  const statement = registrationStatement({ ...made, nonce: nonce() });
  if ((await records.register({ ...made, fingerprint, statement })) === 'made')
    return { json: formatApplication({ id: application, name, registeredAt: made.at }), replayed: false };
  const head = await records.head(tenant, application);
  if (head === undefined) throw new NivasError('internal', 'a registration is recorded and its application is not');
  const { registeredAt } = head;
  return { json: formatApplication({ id: application, name: head.name, registeredAt }), replayed: true };
}

const formatApplication = ({ id, name, registeredAt }: Application) => answerText({ id, name, registeredAt });
