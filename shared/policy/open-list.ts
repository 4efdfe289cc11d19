import { type Tri, type Unknown, unknown } from './unknown.ts';

/** Why a list may have more elements than were named; a list that is not here is complete. */
const openBecause = new WeakMap<readonly unknown[], Unknown>();

/** What a walk needs of a list: the elements that were named, and whether there may be others. */
export function walked<T>(list: readonly T[]): { readonly named: readonly T[]; readonly open: Unknown | undefined } {
  const because = openBecause.get(list);
  return because === undefined ? { named: list, open: undefined } : { named: list.slice(0, -1), open: because };
}

/**
 * A list that may have more elements than were named: reading past the last one is unknown, never "that was all".
 *
 * `fact` is what the operator would have to say. It ends in an element that throws when it is read, so that whoever forgets to ask `walked` cannot take the
 * named elements for all of them.
 */
export function openList<T>(named: readonly T[], because: string, fact: string): T[] {
  const list = [...named];
  openBecause.set(list, unknown(because, fact));
  Object.defineProperty(list, list.length, {
    get() {
      throw new OpenEnd(because);
    },
  });
  return list;
}

/** Thrown by a reader that walks past the end of an open list. */
export class OpenEnd extends Error {
  override readonly name = 'OpenEnd';
}

/** Words that were said, denied, or neither: `'bank' in app.roles`. */
export class Words {
  readonly said: ReadonlySet<string>;
  readonly denied: ReadonlySet<string>;
  /** Asks whether an unmentioned word belongs; undefined when the list is complete. */
  readonly ask: ((word: string) => Unknown) | undefined;

  constructor(said: readonly string[], denied: readonly string[], ask: ((word: string) => Unknown) | undefined) {
    this.said = new Set(said);
    this.denied = new Set(denied);
    this.ask = ask;
  }

  has(word: string): Tri {
    if (this.said.has(word)) return true;
    if (this.denied.has(word) || this.ask === undefined) return false;
    return this.ask(word);
  }
}
