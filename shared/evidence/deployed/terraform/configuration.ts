import { entriesOf, type Json, listOf, member, memberAt, textOf } from './json.ts';

/** One module of the configuration: it is written once, however many instances it has. */
export type Module = {
  /** The names of the calls that lead to it; empty for the root module. */
  readonly path: readonly string[];
  readonly parent: Module | undefined;
  /** What its caller says of it: `expressions`, `for_each_expression`. */
  readonly call: unknown;
  readonly children: ReadonlyMap<string, Module>;
  /** By `type.name`. */
  readonly resources: ReadonlyMap<string, unknown>;
  /** By `data.type.name`. */
  readonly data: ReadonlyMap<string, unknown>;
  readonly variables: unknown;
  readonly outputs: unknown;
};

export type Configuration = {
  readonly root: Module;
  readonly providers: ReadonlyMap<string, unknown>;
  /** Values of the root module's variables, defaults included. */
  readonly variables: unknown;
};

/** What a plan keeps of the configuration: constants and the names of what expressions refer to, and no more. */
export const configurationOf = (plan: Json): Configuration => ({
  root: moduleOf(memberAt(plan, 'configuration', 'root_module'), [], undefined, undefined),
  providers: new Map(entriesOf(memberAt(plan, 'configuration', 'provider_config'))),
  variables: plan.variables,
});

function moduleOf(raw: unknown, path: readonly string[], parent: Module | undefined, call: unknown): Module {
  const children = new Map<string, Module>();
  const { data = [], managed = [] } = Object.groupBy(listOf(member(raw, 'resources')), (one) =>
    member(one, 'mode') === 'data' ? 'data' : 'managed',
  );
  const module: Module = {
    path,
    parent,
    call,
    children,
    resources: new Map(managed.map((one) => [nameOf(one), one])),
    data: new Map(data.map((one) => [`data.${nameOf(one)}`, one])),
    variables: member(raw, 'variables'),
    outputs: member(raw, 'outputs'),
  };
  for (const [name, called] of entriesOf(member(raw, 'module_calls')))
    children.set(name, moduleOf(member(called, 'module'), [...path, name], module, called));
  return module;
}

const nameOf = (resource: unknown) => `${textOf(member(resource, 'type'))}.${textOf(member(resource, 'name'))}`;

/** The module at the end of some names. */
export const moduleAt = (root: Module, path: readonly string[]): Module | undefined =>
  path.reduce<Module | undefined>((module, name) => module?.children.get(name), root);

/** The address of a module without its instances: `module.a.module.b`. */
export const modulePath = (path: readonly string[]): string => path.map((name) => `module.${name}`).join('.');
