import type { Value } from '../resource.ts';
import type { Conditions } from './conditions.ts';
import type { Work } from './work.ts';

/** What the names in a template mean where a value stands. */
export type Scope = {
  /** Parameters and pseudo parameters. */
  readonly parameters: { readonly get: (name: string) => Value | undefined };
  readonly mappings: unknown;
  readonly conditions: Conditions;
  /** The same where one condition more is taken to hold, or not to, once that was asked for. */
  readonly assumed: Map<string, Scope>;
  readonly resources: { readonly has: (logicalId: string) => boolean };
  /** Before a logical id it makes an address: `Stack/`. */
  readonly prefix: string;
  readonly work: Work;
  /** What other templates of the same evidence know: an output of a nested stack, an export of another one. */
  readonly attribute: (logicalId: string, attribute: string) => Value | undefined;
  readonly imported: (name: string) => Value | undefined;
  readonly stackOutput: (stack: string, output: string, region: string | undefined) => Value | undefined;
};

/** Where a value stands: the way to it from the root of its file. */
export type At = { readonly up: At | undefined; readonly key: string | number; readonly depth: number };

export const below = (up: At | undefined, key: string | number): At => ({ up, key, depth: (up?.depth ?? 0) + 1 });

/** One value to be resolved, as an intrinsic function sees it. */
export type Step = {
  readonly scope: Scope;
  readonly at: At;
  /** Resolves what stands below, perhaps knowing more; undefined is `AWS::NoValue`. */
  readonly resolve: (raw: unknown, scope?: Scope) => Value | undefined;
  readonly report: (because: string) => void;
};

/** A function of the template language: what it gives for its argument, as far as that is known. */
export type Intrinsic = (argument: unknown, step: Step) => Value | undefined;
