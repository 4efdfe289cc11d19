import { formatPointer } from '../../../declaration/pointer.ts';
import { Later, type Value } from '../resource.ts';
import { intrinsics, isIntrinsic } from './intrinsics.ts';
import { withReferences } from './joined-text.ts';
import { expandLoops, hasLoop } from './loops.ts';
import { isList, isMap, type RawMap, single } from './raw.ts';
import { type At, below, type Scope, type Step } from './scope.ts';
import { deepest } from './template-text.ts';
import { tooMuch } from './work.ts';

/**
 * A value of a template with everything resolved that can be; undefined is `AWS::NoValue`, which takes away whatever
 * it stands for. `Fn::Base64` and `Fn::ToJsonString` give what they would encode.
 */
export function resolve(raw: unknown, scope: Scope, at: At): Value | undefined {
  if (typeof raw === 'string') return withReferences(raw);
  if (raw === null || typeof raw === 'number' || typeof raw === 'boolean' || raw instanceof Later) return raw;
  if (!isList(raw) && !isMap(raw)) return new Later('it is no value that a template can hold');
  if (at.depth > deepest) return tooDeep(scope, at);
  if (isList(raw)) return scope.work.value(raw.length + 1) ? list(raw, scope, at) : new Later(tooMuch);
  const [name, argument] = single(raw) ?? [];
  if (name === undefined || !isIntrinsic(name)) return map(raw, scope, at);
  if (!scope.work.value(2)) return new Later(tooMuch);
  const intrinsic = intrinsics.get(name);
  return intrinsic
    ? intrinsic(argument, stepAt(scope, below(at, name)))
    : new Later(`the function \`${name}\` is not read`);
}

function tooDeep(scope: Scope, at: At): Later {
  const because = `nested deeper than ${deepest} levels`;
  scope.work.report(pointerOf(at), because);
  return new Later(because);
}

/** One value and what stands below it, as intrinsic functions see them. */
export const stepAt = (scope: Scope, at: At): Step => ({
  scope,
  at,
  resolve: (raw, other = scope) => resolve(raw, other, below(at, 0)),
  report: (because) => scope.work.report(pointerOf(at), because),
});

const list = (raw: readonly unknown[], scope: Scope, at: At): Value[] =>
  raw.map((item, index) => resolve(item, scope, below(at, index))).filter((item) => item !== undefined);

/** A map of values; one member after the other, so that `__proto__` is a name like others. */
export function map(raw: RawMap, scope: Scope, at: At): { readonly [key: string]: Value } | Later {
  const keys = Object.keys(raw);
  if (!scope.work.value(keys.length + 1)) return new Later(tooMuch);
  const entries: [string, Value][] = [];
  const add = (key: string, value: unknown, at: At) => {
    const resolved = resolveMember(key, value, scope, at);
    if (resolved !== undefined) entries.push([key, resolved]);
  };
  for (const key of keys) {
    if (!hasLoop(key)) add(key, raw[key], below(at, key));
    else for (const made of expandLoops(key, raw[key], stepAt(scope, below(at, key)))) add(made.key, made.raw, made.at);
  }
  return Object.fromEntries(entries);
}

/** `Fn::Transform` may stand beside other members, to which its macro adds what it likes. */
function resolveMember(key: string, raw: unknown, scope: Scope, at: At): Value | undefined {
  return key === 'Fn::Transform' ? intrinsics.get(key)?.(raw, stepAt(scope, at)) : resolve(raw, scope, at);
}

export function pointerOf(at: At | undefined): string {
  const keys: (string | number)[] = [];
  for (let step = at; step !== undefined; step = step.up) keys.push(step.key);
  return formatPointer(keys.reverse());
}
