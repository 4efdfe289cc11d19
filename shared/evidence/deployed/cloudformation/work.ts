import type { Problem } from './template-text.ts';

/** How many things are reported one by one; after that it is said that there are more. */
const mostProblems = 1_000;

/**
 * What reading one evidence may cost. Aliases, loops and joined alternatives can make much of little text; past the
 * bounds everything is `Later`, and that it is so is reported once.
 */
export class Work {
  readonly problems: Problem[] = [];
  #values: number;
  #characters: number;
  readonly #reported = new Set<string>();
  #exhausted = false;

  constructor(text: number) {
    // no value has fewer than two characters, so what is written out in full never reaches the bound
    this.#values = 200_000 + text;
    this.#characters = 10_000_000 + 4 * text;
  }

  get exhausted(): boolean {
    return this.#exhausted;
  }

  /** Whether one more value may be made. */
  value(count = 1): boolean {
    this.#values -= count;
    return this.#values >= 0 || this.#exhaust();
  }

  /** Whether a text of this length may be made. */
  characters(length: number): boolean {
    this.#characters -= length;
    return this.#characters >= 0 || this.#exhaust();
  }

  /** Lets as much again be made for another use of the same text. */
  grant(text: number): void {
    this.#values += text;
    this.#characters += 4 * text;
  }

  report(pointer: string, because: string): void {
    const key = `${pointer}\n${because}`;
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    if (this.problems.length < mostProblems) this.problems.push({ pointer, because });
    else if (this.problems.length === mostProblems)
      this.problems.push({ pointer: '', because: `more than ${mostProblems} things could not be read` });
  }

  #exhaust(): false {
    if (!this.#exhausted) this.problems.push({ pointer: '', because: tooMuch });
    this.#exhausted = true;
    return false;
  }
}

export const tooMuch = 'aliases, loops or alternatives make more of this text than is read: write less of them';
