import { Later } from '../resource.ts';

/** Whether a condition holds, or why nobody can say yet. */
export type Truth = boolean | Later;

/** A chain of conditions is followed this far. */
export const mostConditions = 200;

/** The conditions of a template: each is evaluated when it is first asked for, and once. */
export class Conditions {
  readonly written: ReadonlyMap<string, unknown>;
  readonly assumed: ReadonlyMap<string, boolean>;
  readonly #known: Map<string, Truth | undefined>;
  #depth = 0;

  /** `assumed` is what is taken to be so of conditions that nobody can evaluate. */
  constructor(written: ReadonlyMap<string, unknown>, assumed: ReadonlyMap<string, boolean> = new Map()) {
    this.written = written;
    this.assumed = assumed;
    this.#known = new Map<string, Truth | undefined>(assumed);
  }

  /** A condition that depends on itself is never known. */
  holds(name: string, evaluate: (raw: unknown) => Truth): Truth {
    if (this.#known.has(name)) return this.#known.get(name) ?? new Later(`the condition \`${name}\` depends on itself`);
    if (!this.written.has(name)) return new Later(`there is no condition \`${name}\``);
    if (this.#depth >= mostConditions) return new Later(`more than ${mostConditions} conditions depend on one another`);
    this.#known.set(name, undefined);
    this.#depth++;
    const truth = evaluate(this.written.get(name));
    this.#depth--;
    this.#known.set(name, truth);
    return truth;
  }
}
