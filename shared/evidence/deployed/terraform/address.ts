/** A step of an address: a name, and the key of the instance in brackets as Terraform writes it, if there is one. */
export type Step = { readonly name: string; readonly key: string };

/**
 * Cuts an address or a reference into its steps: `module.logs["a.b"].aws_s3_bucket.this[0]` has `module`,
 * `logs` with `["a.b"]`, `aws_s3_bucket`, and `this` with `[0]`. Keys hold any text; a quotation mark in them is
 * escaped. Nothing when it is no address.
 */
export function stepsOf(address: string): readonly Step[] | undefined {
  if (address.length > mostAddress) return undefined;
  const found = [...address.matchAll(step)];
  const read = found.reduce((sum, [all]) => sum + all.length, 0);
  if (read !== address.length || read === 0) return undefined;
  return found.map(([, name = '', key = '']) => ({ name, key }));
}

const mostAddress = 4_000;

// sticky: it stops at whatever is no step
const step = /(?:^|\.)([^.[\]"\s]+)((?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])*)/gsy;

/** The names of the modules that an address of a module instance leads through: `module.a["x"].module.b`: a, b. */
export function modulesOf(moduleAddress: string): readonly string[] | undefined {
  if (moduleAddress === '') return [];
  const steps = stepsOf(moduleAddress);
  if (steps === undefined || steps.length % 2 === 1) return undefined;
  if (steps.some(({ name, key }, at) => at % 2 === 0 && (name !== 'module' || key !== ''))) return undefined;
  return steps.flatMap(({ name }, at) => (at % 2 === 1 ? [name] : []));
}

/** What stands around a module instance: `module.a["x"].` for what is in `module.a["x"].module.b.`; else nothing. */
export function outside(prefix: string): string {
  const steps = stepsOf(prefix.slice(0, -1)) ?? [];
  return steps
    .slice(0, -2)
    .map(({ name, key }) => `${name}${key}.`)
    .join('');
}

/** Names that a step belongs to: the address without the instance in brackets at its end. */
export function withoutInstance(address: string): string {
  const last = stepsOf(address)?.at(-1);
  return last === undefined ? address : address.slice(0, address.length - last.key.length);
}
