/** How many times as much is tried as in an ordinary run: `NIVAS_ROUNDS=20 vitest run test/audit`. */
export const rounds = Number(process.env.NIVAS_ROUNDS ?? 1);

/** The same cases in every run, unless NIVAS_SEED asks for others. */
export const seed = Number(process.env.NIVAS_SEED ?? 20_201_124);
