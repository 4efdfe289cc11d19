/**
 * What the service measures of itself, by the names that functions, alarms and dashboard share. Nothing of a tenant is
 * among them: a metric is seen by whoever may see the account.
 *
 * Dimensions: `service` (the Lambda), and `service` with `route`; audits by `service` with `verdict`.
 */
export const measures = {
  namespace: 'Nivas',
  /** Requests that were answered. */
  requests: 'requests',
  /** Of these, answered with a 5xx. */
  faults: 'faults',
  /** Milliseconds from the event to the answer. */
  latency: 'latency',
  /** Audits that were recorded. */
  audits: 'audits',
} as const;
