import type { FactSpecs } from './fact.ts';

/** Makes something of the facts that may be stated, once for each set of them: they change only with the policy. */
export function perFacts<T extends object>(make: (facts: FactSpecs) => T): (facts: FactSpecs) => T {
  const made = new WeakMap<FactSpecs, T>();
  return (facts) => {
    const known = made.get(facts) ?? make(facts);
    made.set(facts, known);
    return known;
  };
}
