import { parsePointer } from '../../../declaration/pointer.ts';
import type { Value } from '../resource.ts';
import { Conditions } from './conditions.ts';
import { expandLoops, hasLoop } from './loops.ts';
import { type Deployed, type Given, parametersOf } from './parameters.ts';
import { isMap, member, members } from './raw.ts';
import { pointerOf, resolve, stepAt } from './resolve.ts';
import { type At, below, type Scope } from './scope.ts';
import { type Written, withServerless } from './serverless.ts';
import type { Work } from './work.ts';

/** A template, and where and with what it is deployed. */
export type Template = {
  readonly root: unknown;
  readonly deployed: Deployed;
  readonly given: Given;
  /** Before a logical id it makes an address. */
  readonly prefix: string;
  readonly work: Work;
};

/** What a stack may ask of others in the same evidence. */
export type Neighbours = Pick<Scope, 'attribute' | 'imported' | 'stackOutput'>;

export const alone: Neighbours = {
  attribute: () => undefined,
  imported: () => undefined,
  stackOutput: () => undefined,
};

/** A template in which names mean something. */
export type Stack = {
  readonly template: Template;
  readonly scope: Scope;
  readonly resources: ReadonlyMap<string, Written>;
  /** What is written of an output, by name. */
  readonly outputs: ReadonlyMap<string, Written>;
};

export function makeStack(template: Template, neighbours: Neighbours): Stack {
  const { root, work, prefix } = template;
  const resources = new Map<string, Written>();
  const conditions = new Map<string, unknown>();
  const scope: Scope = {
    parameters: parametersOf(root, template.given, template.deployed),
    mappings: member(root, 'Mappings'),
    conditions: new Conditions(conditions),
    assumed: new Map(),
    resources,
    prefix,
    work,
    ...neighbours,
  };
  for (const one of section('Conditions', root, scope)) conditions.set(one.logicalId, one.raw);
  const written = withServerless(section('Resources', root, scope), member(root, 'Globals'), work);
  for (const one of written) {
    if (resources.has(one.logicalId))
      work.report(one.pointer, `\`${one.logicalId.slice(0, 80)}\` is made twice by loops, and only the last is read`);
    resources.set(one.logicalId, one);
  }
  const outputs = new Map(section('Outputs', root, scope).map((one) => [one.logicalId, one]));
  return { template, scope, resources, outputs };
}

/** Members of a section, those that loops make among them. */
function section(name: string, root: unknown, scope: Scope): readonly Written[] {
  const at = below(undefined, name);
  return members(member(root, name)).flatMap(([key, raw]): readonly Written[] => {
    const here = below(at, key);
    if (!hasLoop(key)) return [{ logicalId: key, raw, pointer: pointerOf(here) }];
    return expandLoops(key, raw, stepAt(scope, here)).map((made) => ({
      logicalId: made.key,
      raw: made.raw,
      pointer: pointerOf(made.at),
    }));
  });
}

/** The way to what a pointer names. */
export const atPointer = (pointer: string): At | undefined =>
  parsePointer(pointer).reduce<At | undefined>((up, key) => below(up, key), undefined);

/** The value of an output, or the name that it is exported under. */
export function outputOf({ scope }: Stack, { raw, pointer }: Written, part: 'value' | 'export'): Value | undefined {
  const at = atPointer(pointer);
  if (at === undefined || !isMap(raw)) return undefined;
  return part === 'value'
    ? resolve(member(raw, 'Value'), scope, below(at, 'Value'))
    : resolve(member(member(raw, 'Export'), 'Name') ?? null, scope, below(at, 'Export'));
}
