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

/** What happens to data at a place, between the data's name and the place's. */
export const happens: Readonly<Record<Activity, string>> = {
  store: 'is stored at',
  process: 'is processed at',
  backup: 'is backed up at',
  replicate: 'is replicated to',
  cache: 'is cached at',
  log: 'is logged at',
  access: 'is opened from',
  transfer: 'is sent to',
  'manage-keys': 'has its keys at',
  standby: 'has its standby at',
};

/** The question of an activity, as part of a sentence: "where `videos` is stored". */
export function whereOf(activity: Activity, asset: string): string {
  if (activity === 'manage-keys') return `where the keys of \`${asset}\` are kept`;
  if (activity === 'standby') return `where \`${asset}\` would run on failover`;
  return `where \`${asset}\` ${happens[activity].replace(/ (?:at|to)$/, '')}`;
}
