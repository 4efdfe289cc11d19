import { Either, Later, type Resource, type Value } from '../resource.ts';
import { either } from './alternatives.ts';
import { assuming } from './assumption.ts';
import { conditionHolds } from './condition.ts';
import { isMap, member, text } from './raw.ts';
import { map, pointerOf, resolve, stepAt } from './resolve.ts';
import { type At, below, type Scope } from './scope.ts';
import { withCalls } from './sdk-call.ts';
import type { Written } from './serverless.ts';
import { atPointer, type Stack } from './stack.ts';

/** What all resources of one stack share. */
export type Shared = {
  readonly file: string;
  readonly region: string | Later;
  /** Tags of the stack: CloudFormation puts them on its resources. */
  readonly tags: { readonly [key: string]: string };
};

/** The resources of a stack that are or may be deployed; what is none is reported. */
export const readResources = (stack: Stack, shared: Shared): Resource[] =>
  [...stack.resources.values()].flatMap((written) => readResource(written, stack, shared) ?? []);

/** What a resource is under, or undefined if it is never deployed. */
type Presence = { readonly scope: Scope; readonly perhaps?: string };

function readResource(written: Written, stack: Stack, shared: Shared): Resource | undefined {
  const { logicalId, raw, pointer } = written;
  const at = atPointer(pointer);
  // a loop over what is not known was reported where it stands
  if (at === undefined || raw instanceof Later) return undefined;
  const type = text(member(raw, 'Type'));
  const problem = problemOf(logicalId, raw, type);
  if (problem !== undefined) stack.scope.work.report(pointer, problem);
  const presence = type === undefined ? undefined : presenceOf(raw, stack.scope, at);
  if (type === undefined || presence === undefined) return undefined;
  const properties = propertiesOf(raw, presence.scope, below(at, 'Properties'));
  const construct = text(member(member(raw, 'Metadata'), 'aws:cdk:path'));
  return {
    address: (stack.scope.prefix + logicalId).toWellFormed(),
    platform: 'cloudformation',
    type: type.toWellFormed(),
    region: shared.region,
    properties: type === 'Custom::AWS' ? withCalls(properties, stack.scope.work) : properties,
    tags: { ...shared.tags, ...tagsOf(properties) },
    at: { file: shared.file, pointer },
    ...(construct !== undefined && { construct }),
    ...(presence.perhaps !== undefined && { perhaps: presence.perhaps }),
  };
}

function problemOf(logicalId: string, raw: unknown, type: string | undefined): string | undefined {
  if (logicalId === 'Fn::Transform')
    return 'what this transform adds is not part of this evidence: give the template as it is after its transforms';
  if (type === undefined) return 'a resource has a `Type`, and this has none: what it deploys is not known';
  if (type.endsWith('::MODULE'))
    return `what the module \`${type.slice(0, 80)}\` holds is not part of this evidence: give the template as it is deployed`;
  const properties = member(raw, 'Properties');
  if (properties !== undefined && properties !== null && !isMap(properties))
    return 'the `Properties` of a resource are a map: they are not read';
  return undefined;
}

/** A resource whose condition nobody can evaluate may be deployed, and is read as if it held. */
function presenceOf(raw: unknown, scope: Scope, at: At): Presence | undefined {
  const name = member(raw, 'Condition');
  if (name === undefined) return { scope };
  if (typeof name !== 'string') return { scope, perhaps: 'its condition has no name' };
  const truth = conditionHolds(name, stepAt(scope, at));
  if (typeof truth === 'boolean') return truth ? { scope } : undefined;
  return {
    scope: assuming(name, true, scope),
    perhaps: `the condition \`${name}\` is not known: ${truth.why}`,
  };
}

function propertiesOf(raw: unknown, scope: Scope, at: At): { readonly [key: string]: Value } {
  const written = member(raw, 'Properties');
  if (!isMap(written)) return {};
  // language extensions let a function stand for all properties
  const resolved =
    member(written, 'Fn::Transform') === undefined ? resolve(written, scope, at) : map(written, scope, at);
  if (resolved === undefined) return {};
  if (isProperties(resolved)) return resolved;
  if (resolved instanceof Either) return eitherOf(resolved);
  const why = resolved instanceof Later ? resolved.why : 'they are no map';
  scope.work.report(pointerOf(at), `the properties are not known: ${why}`);
  return {};
}

/** Properties of which there are several versions: each property may be what it is in any of them. */
function eitherOf({ options, why }: Either): { readonly [key: string]: Value } {
  const names = new Set(options.flatMap((option) => (isProperties(option) ? Object.keys(option) : [])));
  return Object.fromEntries(
    [...names].flatMap((name) => {
      const value = either(
        options.map((option) => (isProperties(option) && Object.hasOwn(option, name) ? option[name] : undefined)),
        why,
      );
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

const isProperties = (value: Value | undefined): value is { readonly [key: string]: Value } => isMap(value);

/** Where types keep tags: a list of `Key` and `Value`, or a map. */
const tagProperties = ['Tags', 'FileSystemTags', 'UserPoolTags', 'HostedZoneTags', 'BackupVaultTags', 'BackupPlanTags'];

function tagsOf(properties: { readonly [key: string]: Value }): { readonly [key: string]: string } {
  const pairs = tagProperties.flatMap((name) => {
    const tags: unknown = member(properties, name);
    const written = Array.isArray(tags)
      ? tags.map((tag: unknown) => [member(tag, 'Key'), member(tag, 'Value')])
      : isMap(tags)
        ? Object.entries(tags)
        : [];
    return written.flatMap(([key, value]) =>
      typeof key === 'string' && (typeof value === 'string' || typeof value === 'number') ? [[key, String(value)]] : [],
    );
  });
  return Object.fromEntries(pairs);
}
