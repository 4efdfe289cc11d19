/** What a rule says of a subject, weakest first: in a fold the later one wins. */
export const outcomes = ['not-applicable', 'pass', 'unknown', 'fail'] as const;
export type Outcome = (typeof outcomes)[number];

/** What an audit says, in the order of the outcomes they come from. */
export const verdicts = ['not-applicable', 'compliant', 'indeterminate', 'non-compliant'] as const;
export type Verdict = (typeof verdicts)[number];

/** How a fact or a place is known, weakest first. */
export const bases = ['declared', 'attested', 'observed'] as const;
export type Basis = (typeof bases)[number];

/** How strict each outcome is. */
export const rank = (outcome: Outcome): number => outcomes.indexOf(outcome);

/** The strictest outcome; `not-applicable` when there is none. */
export const strictest = (seen: readonly Outcome[]): Outcome =>
  seen.reduce((sofar, outcome) => (rank(outcome) > rank(sofar) ? outcome : sofar), 'not-applicable');

/** The strictest verdict; `indeterminate` when there is none: an audit of nothing has shown nothing. */
export function strictestVerdict(seen: readonly Verdict[]): Verdict {
  return seen.toSorted((a, b) => verdicts.indexOf(a) - verdicts.indexOf(b)).at(-1) ?? 'indeterminate';
}

export function verdictOf(outcome: Outcome): Verdict {
  return verdicts[rank(outcome)] ?? 'indeterminate';
}
