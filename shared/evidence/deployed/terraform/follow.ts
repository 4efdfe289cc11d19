import { Either, Later, Reference } from '../resource.ts';
import { outside, stepsOf } from './address.ts';
import type { Module } from './configuration.ts';
import { listOf, member, memberAt } from './json.ts';

/** Where an expression stands: its module, the instance of it (`module.a["x"].`), and what `each` is made from there. */
export type Scope = { readonly module: Module; readonly prefix: string; readonly forEach: unknown };

/** Addresses of what is deployed: all, and by their address without the instance. */
export type Instances = { readonly all: ReadonlySet<string>; readonly of: ReadonlyMap<string, readonly string[]> };

/** Of how many instances a value is said to be of one: every value of a thousand instances would name all thousand. */
const mostInstances = 100;

/** How many references one value is followed through: no configuration comes near it, and a circle never ends. */
const mostFollowed = 200;

type Trail = { readonly seen: Set<string>; readonly found: Map<string, Reference>; readonly opaque: Set<string> };

/** Follows expressions of one plan; an expression means the same for every instance of its resource. */
export function follower(instances: Instances): (expression: unknown, scope: Scope) => Later | undefined {
  const known = new Map<string, Map<unknown, Later | undefined>>();
  return (expression, scope) => {
    if (expression === undefined) return undefined;
    const inModule = known.get(scope.prefix) ?? new Map<unknown, Later | undefined>();
    known.set(scope.prefix, inModule);
    if (!inModule.has(expression)) inModule.set(expression, followed(expression, scope, instances));
    return inModule.get(expression);
  };
}

/**
 * What an unknown value is made from: a reference to a resource, through variables and outputs of modules; or words
 * for what a plan does not show (locals, data sources read at apply). Nothing when the expression names nothing that
 * could be unknown. A plan tells what an expression refers to and not what it does with it.
 */
function followed(expression: unknown, scope: Scope, instances: Instances): Later | undefined {
  const trail: Trail = { seen: new Set(), found: new Map(), opaque: new Set() };
  follow(expression, scope, instances, trail);
  const [first, ...others] = trail.found.values();
  const opaque = [...trail.opaque].toSorted();
  if (opaque.length > 0) return new Later(`it follows from ${quoted(opaque)}, which the plan does not show`);
  if (first === undefined || others.length === 0) return first;
  const options = [...trail.found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, reference]) => reference);
  return new Either(options, `it is made from ${quoted(options.map(({ address }) => address))}`);
}

function follow(expression: unknown, scope: Scope, instances: Instances, trail: Trail): void {
  for (const reference of wholeReferences(expression)) {
    const key = `${scope.prefix}\n${reference}`;
    if (trail.seen.has(key)) continue;
    trail.seen.add(key);
    if (trail.seen.size > mostFollowed) {
      trail.opaque.add(reference);
      return;
    }
    followOne(reference, scope, instances, trail);
  }
}

function followOne(reference: string, scope: Scope, instances: Instances, trail: Trail): void {
  const steps = stepsOf(reference);
  const head = steps?.[0]?.name ?? '';
  if (known.has(head) || reference === 'each.key') return;
  const name = steps?.[1]?.name ?? '';
  const origin = originOf(head, name, steps, scope);
  if (origin !== undefined) {
    follow(origin.expression, origin.scope, instances, trail);
    return;
  }
  const targets = steps === undefined ? [] : resourcesAt(steps, scope.prefix, instances);
  if (targets.length === 0) trail.opaque.add(reference);
  for (const target of targets) trail.found.set(`${target.address}\n${target.attribute}`, target);
}

/** Known when planning, or of no use: where the configuration lies, how many there are. */
const known = new Set(['count', 'path', 'terraform', 'self']);

type Origin = { readonly expression: unknown; readonly scope: Scope };

/** The expression that a variable, an output of a module or `each.value` stands for, and where that is written. */
function originOf(head: string, name: string, steps: Steps, scope: Scope): Origin | undefined {
  const { module, prefix } = scope;
  if (head === 'each') return { expression: scope.forEach, scope };
  if (head === 'var') {
    // a variable of the root module is known when planning
    if (module.parent === undefined) return { expression: undefined, scope };
    const forEach = member(module.call, 'for_each_expression');
    return {
      expression: memberAt(module.call, 'expressions', name),
      scope: { module: module.parent, prefix: outside(prefix), forEach },
    };
  }
  const child = head === 'module' ? module.children.get(name) : undefined;
  const output = steps?.[2]?.name;
  if (child === undefined || output === undefined) return undefined;
  return {
    expression: memberAt(child.outputs, output, 'expression'),
    scope: { module: child, prefix: `${prefix}module.${name}${steps?.[1]?.key}.`, forEach: undefined },
  };
}

type Steps = ReturnType<typeof stepsOf>;

function resourcesAt([type, named, ...rest]: NonNullable<Steps>, prefix: string, instances: Instances): Reference[] {
  if (type === undefined || named === undefined) return [];
  const attribute = rest.map(({ name, key }) => `${name}${key}`).join('.') || undefined;
  const base = `${prefix}${type.name}.${named.name}`;
  if (named.key !== '') return instances.all.has(base + named.key) ? [new Reference(base + named.key, attribute)] : [];
  const addresses = instances.of.get(base) ?? [];
  return addresses.length > mostInstances ? [] : addresses.map((address) => new Reference(address, attribute));
}

/**
 * What an expression refers to. Terraform writes each reference and then what it is a part of, one after another:
 * `aws_s3_bucket.a[0].arn`, `aws_s3_bucket.a[0]`, `aws_s3_bucket.a`; another `aws_s3_bucket.a` is one of its own.
 */
export function wholeReferences(expression: unknown): readonly string[] {
  const wholes = new Set<string>();
  let [whole, last] = ['', ''];
  for (const reference of listOf(member(expression, 'references'))) {
    if (typeof reference !== 'string') continue;
    if (!isPart(reference, whole, last)) {
      whole = reference;
      wholes.add(reference);
    }
    last = reference;
  }
  return [...wholes];
}

function isPart(reference: string, whole: string, last: string): boolean {
  if (!last.startsWith(`${reference}.`) && !last.startsWith(`${reference}[`)) return false;
  // the parts of `module.m["a"].arn` end with `module.m["a"]`
  return !(last.startsWith(`${reference}[`) && whole.startsWith(`${last}.`) && reference.startsWith('module.'));
}

/** At most four names, in words. */
export const quoted = (names: readonly string[]): string =>
  names.length > 4
    ? `${quoted(names.slice(0, 3))} and ${names.length - 3} more`
    : names.map((name) => `\`${name}\``).join(' and ');
