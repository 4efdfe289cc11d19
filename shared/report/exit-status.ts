import type { Verdict } from '../audit/outcome.ts';

/**
 * With what a command that audits ends. 1 is kept for "the command itself broke", so that a build can tell a breach
 * from a bad file, and 4 for "only what was waived is broken", which no audit can say yet.
 */
export const exitOf: Readonly<Record<Verdict, number>> = {
  compliant: 0,
  'not-applicable': 0,
  'non-compliant': 2,
  indeterminate: 3,
};

/** The exit status where it may be allowed that nobody can tell. A breach is never allowed. */
export const exitStatus = (verdict: Verdict, allowUnknown: boolean): number =>
  allowUnknown && verdict === 'indeterminate' ? 0 : exitOf[verdict];

/** What a report says where unknown is allowed, whatever it found. */
export const unknownAllowed =
  'What nobody can tell is allowed here (`--allow-unknown`): it is reported, and does not fail the command.';
