import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { engine, verdicts } from './engine.ts';
import { type Pick, randomDeclaration } from './random-declaration.ts';
import { rounds, seed } from './rounds.ts';
import { tally, walk } from './silence.ts';

test(
  'silence never passes, from any declaration in which everything is said',
  ({ annotate }) => {
    const counted = tally();
    const seen = new Map<string, number>();
    void fc.assert(
      fc.property(fc.gen(), (g) => {
        const pick: Pick = (from) => g(fc.constantFrom, ...from);
        const given = randomDeclaration(pick);
        for (const [pack, verdict] of verdicts(engine(given)))
          seen.set(`${pack} ${verdict}`, (seen.get(`${pack} ${verdict}`) ?? 0) + 1);
        const below = (choices: number) => g(fc.nat, { max: Math.max(0, choices - 1) });
        expect([...walk(engine, given, 1, below, counted), ...walk(engine, given, 4, below, counted)]).toEqual([]);
      }),
      { seed, numRuns: 80 * rounds },
    );
    void annotate(
      `${counted.cuts} cuts; ${[...seen]
        .map((one) => one.join(': '))
        .toSorted()
        .join(', ')}`,
    );
    expect(counted.cuts).toBeGreaterThan(300);
  },
  30_000 * rounds,
);
