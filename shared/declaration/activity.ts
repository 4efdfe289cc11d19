/** What can be done with data at a place (W3C DPV). `standby` holds nothing today and would on failover. */
export const activities = [
  'store',
  'process',
  'backup',
  'replicate',
  'cache',
  'log',
  'access',
  'transfer',
  'manage-keys',
  'standby',
] as const;
export type Activity = (typeof activities)[number];

/** An activity as an expression names it: `data.manageKeys`. */
export const fieldOf = (activity: Activity): string => (activity === 'manage-keys' ? 'manageKeys' : activity);

/** What an activity does, as the end of a sentence that begins with the data's name. */
export const phrase: Readonly<Record<Activity, string>> = {
  store: 'stored',
  process: 'processed',
  backup: 'backed up',
  replicate: 'replicated',
  cache: 'cached',
  log: 'logged',
  access: 'opened from',
  transfer: 'sent to',
  'manage-keys': 'encrypted with keys kept',
  standby: 'on standby',
};
