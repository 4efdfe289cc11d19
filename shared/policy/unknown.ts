/**
 * Why no answer of the operator settles something: the law is silent, suspended, disputed or unread; the keeper's
 * registry does not tell; evidence speaks against what was said, or a person has to read it.
 */
export const causes = ['law', 'registry', 'evidence'] as const;
export type Cause = (typeof causes)[number];

/**
 * One reason why something is not known: `fact` names what the declaration could say to settle it, and `word` which word
 * of a list it would be; else its `cause`.
 */
export type Gap = {
  readonly because: string;
  readonly fact?: string;
  readonly word?: string;
  readonly cause?: Cause;
};

/**
 * The third truth value, with every reason for it.
 *
 * A value and not an exception: `false && unknown` is false and `true || unknown` is true by looking at it, a bug
 * in a host function is never absorbed, and each missing fact keeps its name.
 */
export class Unknown {
  readonly gaps: readonly Gap[];

  constructor(gaps: readonly Gap[]) {
    this.gaps = gaps;
  }
}

export type Tri = boolean | Unknown;

/** Not known yet: the operator can say it, as `fact`. */
export const unknown = (because: string, fact: string, word?: string): Unknown =>
  new Unknown([word === undefined ? { because, fact } : { because, fact, word }]);

/** Not known, whatever the operator says. */
export const unsettled = (because: string, cause: Cause): Unknown => new Unknown([{ because, cause }]);

export const isUnknown = (value: unknown): value is Unknown => value instanceof Unknown;

/** Both reasons, each once. */
export function joined(a: Unknown, b: Unknown): Unknown {
  const known = new Set(a.gaps.map(({ because }) => because));
  return new Unknown([...a.gaps, ...b.gaps.filter(({ because }) => !known.has(because))]);
}

/** Kleene's or: true if one is, unknown if one is, else false. */
export function anyOf(values: Iterable<Tri>): Tri {
  let open: Unknown | undefined;
  for (const value of values) {
    if (value === true) return true;
    if (isUnknown(value)) open = open ? joined(open, value) : value;
  }
  return open ?? false;
}

/** Kleene's and: false if one is, unknown if one is, else true. */
export function allOf(values: Iterable<Tri>): Tri {
  let open: Unknown | undefined;
  for (const value of values) {
    if (value === false) return false;
    if (isUnknown(value)) open = open ? joined(open, value) : value;
  }
  return open ?? true;
}

/** The reasons as one sentence. */
export const reasonsOf = ({ gaps }: Unknown): string => gaps.map(({ because }) => because).join('; ');
