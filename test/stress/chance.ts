/** Chance that can be had again: the same seed gives the same numbers (mulberry32). */
export type Chance = {
  /** From 0 up to 1. */
  readonly next: () => number;
  /** A whole number from 0 up to, and not, `below`. */
  readonly upTo: (below: number) => number;
  readonly oneOf: <T>(items: readonly [T, ...T[]]) => T;
};

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (below: number) => Math.floor(next() * below);
  return { next, upTo, oneOf: (items) => items[upTo(items.length)] ?? items[0] };
}

/** `NIVAS_SEED`, or one that nobody chose. */
export function seedIn({ NIVAS_SEED }: NodeJS.ProcessEnv): number {
  const seed = NIVAS_SEED === undefined ? Date.now() % 2 ** 31 : Number(NIVAS_SEED);
  if (Number.isInteger(seed)) return seed;
  throw new Error(`NIVAS_SEED is \`${NIVAS_SEED}\`, and a seed is a whole number`);
}
