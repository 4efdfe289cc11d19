import { isMap } from '../cloudformation/raw.ts';
import { unreadOf } from '../cloudformation/read-template.ts';
import { type Problem, parseTree, type Tree } from '../cloudformation/template-text.ts';
import { Work } from '../cloudformation/work.ts';
import type { Unread } from '../resource.ts';

/** Gives what a file of an assembly holds, or undefined if there is none. */
export type Files = (path: string) => string | undefined;

/** One file of an assembly: what it holds, and what was wrong with it. */
export type Document = { readonly file: string; readonly tree: Tree; readonly work: Work; readonly length: number };

/** More files than the largest assemblies have; a manifest may name as many as it likes. */
const mostFiles = 5_000;

/** The files of one assembly. Each is read once, and what is wrong in any of them is told in the end. */
export class Documents {
  readonly #files: Files;
  readonly #read = new Map<string, (Document & { readonly source: string }) | undefined>();

  constructor(files: Files) {
    this.#files = files;
  }

  /** A JSON file; undefined if it is not there. */
  read(file: string): Document | undefined {
    if (!this.#read.has(file)) this.#read.set(file, this.#open(file));
    return this.#read.get(file);
  }

  #open(file: string): (Document & { readonly source: string }) | undefined {
    const source = this.#read.size < mostFiles ? this.#files(file) : undefined;
    if (source === undefined) return undefined;
    const tree = parseTree(source, undefined, file);
    const work = new Work(source.length);
    if (tree.raw !== undefined && !isMap(tree.raw)) work.report('', 'expected an object');
    return { file, source, tree, work, length: source.length };
  }

  /** By file, in the order in which they were first read. */
  unread(): Unread[] {
    return [...this.#read.values()].flatMap((document) => {
      if (document === undefined) return [];
      const { tree, work, source, file } = document;
      const problems: readonly Problem[] = [...tree.problems, ...work.problems];
      return problems.length === 0 ? [] : unreadOf(problems, source, tree, file);
    });
  }
}
