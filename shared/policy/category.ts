import { type Tri, unknown } from './unknown.ts';

/** A dotted category, against what a rule selects. */
export class Category {
  readonly name: string;
  /** The longest part of the name that the taxonomy lists; empty if it lists none. */
  readonly listed: string;

  constructor(name: string, taxonomy: ReadonlySet<string>) {
    this.name = name;
    const parts = name.split('.');
    const prefixes = parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
    this.listed = prefixes.find((prefix) => taxonomy.has(prefix)) ?? '';
  }

  /**
   * Whether data of this category is data of that one. A coarser category may contain it, an unlisted one may
   * be it under another name: both are unknown, or saying less would switch a rule off (law 2).
   */
  under(selected: string): Tri {
    if (this.name === selected || this.name.startsWith(`${selected}.`)) return true;
    if (this.listed === '') return unknown(`the category \`${this.name}\` is not in the taxonomy`, 'category');
    if (selected.startsWith(`${this.name}.`))
      return unknown(`the category \`${this.name}\` is coarser than \`${selected}\` and may contain it`, 'category');
    if (this.listed !== this.name && selected.startsWith(`${this.listed}.`))
      return unknown(
        `\`${this.name}\` is not listed under \`${this.listed}\`, so it may be \`${selected}\``,
        'category',
      );
    if (this.listed !== this.name && this.#unlisted().includes(selected.split('.')[0] ?? ''))
      return unknown(
        `\`${this.name}\` is not in the taxonomy, and may be \`${selected}\` under another name`,
        'category',
      );
    return false;
  }

  /** The parts of the name that the taxonomy does not list. */
  #unlisted(): string[] {
    return this.name.slice(this.listed.length + 1).split('.');
  }

  toString(): string {
    return this.name;
  }
}
