import { Later } from '../resource.ts';

/** Whether a condition holds, or why nobody can say yet. */
export type Truth = boolean | Later;

/** The conditions of a template: each is evaluated when it is first asked for, and once. */
export class Conditions {
  readonly written: ReadonlyMap<string, unknown>;
  readonly assumed: ReadonlyMap<string, boolean>;
  readonly #known: Map<string, Truth | undefined>;

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
    this.#known.set(name, undefined);
    const truth = evaluate(this.written.get(name));
    this.#known.set(name, truth);
    return truth;
  }
}
