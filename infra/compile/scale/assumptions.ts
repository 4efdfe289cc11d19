/** What the costs of a month are worked out for: change a number here and `npm run compile` works them out again. */
export const assumed = {
  /** Audits recorded in a month. */
  audits: 1_000_000,
  /** Of these, the first declaration of an application, in a hundred. */
  firsts: 10,
  /** Requests for each recorded audit, as in the mixed profile of `npm run load`. */
  checks: 50 / 15,
  reads: 20 / 15,
  lists: 10 / 15,
  publics: 5 / 15,
  /** Milliseconds that a Lambda of 1 GB is billed for a request. */
  milliseconds: { submit: 60, check: 30, read: 20, list: 40, public: 20 },
  /** Bodies over 64 KB packed, in a hundred recorded audits, and the KB of each. */
  longBodies: 1,
  longKilobytes: 200,
  /** Bytes of log of a request: ours, Lambda's own lines, the gateway's access log. */
  log: { ours: 560, lambda: 400, access: 350 },
  /** Months that logs are kept. */
  logMonths: 6,
  /** Machines of tenants, and hours between two tokens of one. */
  machines: 100,
  tokenHours: 1,
  /** The busiest hour of a month is so many times the middle one. */
  peak: 10,
} as const;

/** What stands while nobody asks: a test counts it in the templates. */
export const standing = { keys: 3, alarms: 34, dashboards: 1 } as const;

export const hoursOfMonth = 730;
