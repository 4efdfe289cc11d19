import { Later } from '../resource.ts';
import { stepsOf } from './address.ts';
import type { Configuration, Module } from './configuration.ts';
import { quoted, wholeReferences } from './follow.ts';
import { isJson, member, memberAt } from './json.ts';

/**
 * The value of an expression, where a plan tells it: a constant, or a variable of the root module, through however
 * many modules it was handed. A sensitive value stays where it is. `what` names the expression in the reason.
 */
export function constantOf(expression: unknown, module: Module, configuration: Configuration, what: string): unknown {
  if (isJson(expression) && Object.hasOwn(expression, 'constant_value')) return expression.constant_value;
  const references = wholeReferences(expression);
  const [only, ...others] = references;
  if (only === undefined) return new Later(`${what} is computed, and the plan does not show what it comes to`);
  const steps = stepsOf(only);
  const [head, variable, ...path] = steps ?? [];
  if (others.length > 0 || head?.name !== 'var' || variable === undefined)
    return new Later(`${what} is made from ${quoted(references)}, which the plan does not show`);
  const value = variableOf(variable.name, module, configuration, what);
  return value instanceof Later
    ? value
    : inside(value, [variable.key, ...path.flatMap(({ name, key }) => [name, key])]);
}

function variableOf(name: string, module: Module, configuration: Configuration, what: string): unknown {
  const declared = member(module.variables, name);
  if (member(declared, 'sensitive') === true) return new Later(`${what} is \`var.${name}\`, which is sensitive`);
  const passed = memberAt(module.call, 'expressions', name);
  if (module.parent !== undefined && passed !== undefined)
    return constantOf(passed, module.parent, configuration, what);
  const given = module.parent === undefined ? memberAt(configuration.variables, name, 'value') : undefined;
  const value = given === undefined ? member(declared, 'default') : given;
  // null is a value: it leaves the argument to the provider
  return value === undefined ? new Later(`${what} is \`var.${name}\`, of which the plan has no value`) : value;
}

/** A part of a value: by names, and by keys in brackets (`[0]`, `["mumbai"]`, one after another). */
function inside(value: unknown, parts: readonly string[]): unknown {
  const keys = parts.flatMap((part) =>
    part.startsWith('[') ? [...part.matchAll(inBrackets)].map(([, number, text]) => number ?? text ?? '') : part || [],
  );
  return keys.reduce((found, key) => (Array.isArray(found) ? found[Number(key)] : member(found, key)), value);
}

const inBrackets = /\[(?:(\d+)|"((?:[^"\\]|\\.)*)")\]/gs;
