import { member, members, text } from '../cloudformation/raw.ts';
import { resolve } from '../cloudformation/resolve.ts';
import { below } from '../cloudformation/scope.ts';
import { atPointer, outputOf, type Stack } from '../cloudformation/stack.ts';
import type { Later, Value } from '../resource.ts';
import type { Deployable } from './assembly-stacks.ts';
import type { StackArtifact } from './manifest.ts';

/** A chain of stacks that take from one another is followed this far. */
const mostSteps = 100;

type Found = () => Value | undefined;

/**
 * What the stacks of an assembly take from one another: exports, in one environment; outputs, by a stack's name; and
 * the parameters that `Custom::CrossRegionExportWriter` puts into the reader's region. Each is sought when it is asked
 * for and kept; what depends on itself is not found.
 */
export class Exchange {
  readonly #roots: () => readonly Deployable[];
  readonly #kept = new Map<string, Value | undefined>();
  readonly #numbers = new Map<Stack, number>();
  #offers: ReadonlyMap<string, Found> | undefined;
  #steps = 0;

  /** `roots` is empty until all stacks are there; what a loop runs over is asked for earlier, and is not found. */
  constructor(roots: () => readonly Deployable[]) {
    this.#roots = roots;
  }

  exported(environment: string, name: string): Value | undefined {
    return this.#offered(`export ${environment} ${name}`);
  }

  written(region: string | Later, name: string): Value | undefined {
    return typeof region === 'string' ? this.#offered(`written ${region} ${name}`) : undefined;
  }

  output(from: StackArtifact, { name, output, region }: { name: string; output: string; region: string | undefined }) {
    const where = region ?? from.region;
    const found = this.#roots().find(({ artifact }) => artifact.stackName === name && artifact.region === where);
    return found && this.outputOf(found.stack, output);
  }

  outputOf(stack: Stack, name: string): Value | undefined {
    const written = stack.outputs.get(name);
    if (written === undefined) return undefined;
    return this.#keep(`output ${this.#numberOf(stack)} ${name}`, () => outputOf(stack, written, 'value'));
  }

  #numberOf(stack: Stack): number {
    const number = this.#numbers.get(stack) ?? this.#numbers.size;
    this.#numbers.set(stack, number);
    return number;
  }

  #offered(key: string): Value | undefined {
    // while offers are listed none can be taken: a name that is itself imported is nobody's
    if (this.#roots().length === 0) return undefined;
    if (this.#offers === undefined) {
      this.#offers = new Map();
      this.#offers = new Map(this.#roots().flatMap((one) => [...this.#exportsOf(one), ...writtenBy(one)]));
      this.#kept.clear();
    }
    const found = this.#offers.get(key);
    return found && this.#keep(key, found);
  }

  #keep(key: string, find: Found): Value | undefined {
    if (this.#kept.has(key)) return this.#kept.get(key);
    if (this.#steps >= mostSteps) return undefined;
    this.#kept.set(key, undefined);
    this.#steps++;
    const value = find();
    this.#steps--;
    this.#kept.set(key, value);
    return value;
  }

  #exportsOf({ stack, artifact }: Deployable): [string, Found][] {
    return [...stack.outputs].flatMap(([output, written]): [string, Found][] => {
      if (member(written.raw, 'Export') === undefined) return [];
      const name = outputOf(stack, written, 'export');
      if (typeof name !== 'string') return [];
      return [[`export ${artifact.environment} ${name}`, () => this.outputOf(stack, output)]];
    });
  }
}

/** Values that a stack writes for readers in another region. */
function writtenBy({ stack }: Deployable): [string, Found][] {
  return [...stack.resources.values()].flatMap(({ raw, pointer }): [string, Found][] => {
    const at = atPointer(pointer);
    if (text(member(raw, 'Type')) !== 'Custom::CrossRegionExportWriter' || at === undefined) return [];
    const props = member(member(raw, 'Properties'), 'WriterProps');
    const region = resolve(member(props, 'region') ?? null, stack.scope, below(at, 'Properties'));
    return members(member(props, 'exports')).map(([name, value]) => [
      `written ${String(region)} ${name}`,
      () => resolve(value, stack.scope, below(at, name)),
    ]);
  });
}
