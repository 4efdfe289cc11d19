import type { Scope } from './routes.ts';

/** What each scope lets its bearer do, as whoever signs in may be asked. */
export const scopeSentences: Readonly<Record<Scope, string>> = {
  check: 'Audit a declaration without recording anything.',
  declare: 'Register applications and record declarations, evidence and audits for the tenant.',
  read: 'Read recorded applications and audits: the tenant’s own, or for a regulator those of its issuers.',
};

type Group = { readonly description: string; readonly scopes: readonly Scope[] };

/** The groups that people are put into, by name, with the scopes that their members' tokens get. */
export const groups: ReadonlyMap<string, Group> = new Map<string, Group>([
  ['regulator', { description: 'Reads audits of every tenant, by the packs of its issuers.', scopes: ['read'] }],
  [
    'keeper',
    { description: 'Keeps the registry of sites and approvals; no route for it yet, so no scope.', scopes: [] },
  ],
  ['policy-author', { description: 'Writes packs, and tries declarations against them.', scopes: ['check'] }],
]);
