import * as z from 'zod';
import { formatPointer, type Path } from '../../../declaration/pointer.ts';
import { isJson, type Json, listOf, member, memberAt, textOf } from './json.ts';

/** One object that will be there after the plan is applied, as the plan describes it. */
export type Planned = {
  readonly address: string;
  /** The instance of its module: `module.logs["a"]`, and empty in the root module. */
  readonly moduleAddress: string;
  readonly type: string;
  readonly index: string | number | undefined;
  readonly provider: string | undefined;
  readonly after: Json;
  readonly unknown: unknown;
  readonly sensitive: unknown;
  readonly pointer: string;
  /** Why it may not come to be at all. */
  readonly perhaps?: string;
};

export type Problem = { readonly pointer: string; readonly because: string };

/** Names are shown to people, and stand in digests. */
const name = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((text) => text.isWellFormed(), 'half of a character is no text');

const Described = z.object({
  address: name(4_000),
  module_address: z.string().max(4_000).nullish(),
  mode: z.string().nullish(),
  type: name(200),
  index: z.union([z.string(), z.number()]).nullish(),
  provider_name: name(500).nullish(),
});
const Changed = z.object({ ...Described.shape, change: z.object({ actions: z.array(z.string()).min(1) }) });

type Read = { readonly planned: readonly Planned[]; readonly problems: readonly Problem[] };

/**
 * Everything that is deployed once the plan is applied. `resource_changes` tells it, since only there stands what is
 * unknown; what merely `planned_values` names is added from there. Deleted objects and data sources are not deployed;
 * forgotten ones (`removed` blocks) are, as they were: Terraform leaves them where they are.
 */
export function plannedObjects(plan: Json): Read {
  const changes = listOf(plan.resource_changes).map((raw, at) => changed(raw, ['resource_changes', at]));
  const deferred = listOf(plan.deferred_changes).map((raw, at): Entry => {
    const { planned, problems } = changed(member(raw, 'resource_change'), ['deferred_changes', at, 'resource_change']);
    return { planned: planned && { ...planned, perhaps: 'it could not be planned yet' }, problems };
  });
  const values = valuesIn(memberAt(plan, 'planned_values', 'root_module'), ['planned_values', 'root_module']);
  const pointers = new Map(values.flatMap(({ planned }) => (planned ? [[planned.address, planned.pointer]] : [])));
  const found = [...changes, ...deferred].map((entry) => placed(entry, pointers));
  const told = new Set(found.flatMap(({ planned }) => planned?.address ?? []));
  const others = values.filter(({ planned }) => planned === undefined || !told.has(planned.address));
  // where the two disagree on what is deleted, it is deployed; what is gone may stand there still, without values
  const gone = new Set(listOf(plan.resource_changes).map((raw) => member(raw, 'address')));
  return unique([
    ...found,
    ...others.filter(({ planned, problems }) => !gone.has(planned?.address) || !problems.length),
  ]);
}

/** A resource stands in `planned_values` with nothing but its values, so that this is where people are sent. */
const placed = ({ planned, problems }: Entry, pointers: ReadonlyMap<string, string>): Entry => ({
  planned: planned && { ...planned, pointer: pointers.get(planned.address) ?? planned.pointer },
  problems,
});

/** What an entry says is deployed, and what is wrong with it. */
type Entry = { readonly planned?: Planned | undefined; readonly problems: readonly Problem[] };

const nothing: Entry = { problems: [] };

function changed(raw: unknown, path: Path): Entry {
  const parsed = Changed.safeParse(raw);
  if (!parsed.success) return { problems: [malformed(parsed.error, path)] };
  const { change, address } = parsed.data;
  const { actions } = change;
  if (!managed(parsed.data) || actions.every((action) => action === 'delete')) return nothing;
  const left = actions.every((action) => action === 'forget');
  const detail = member(raw, 'change');
  const after = member(detail, left ? 'before' : 'after');
  // gone before the plan was made, and not made again
  if (after === null && actions.every((action) => action === 'no-op')) return nothing;
  const pointer = formatPointer(path);
  const planned = {
    ...described(parsed.data, after, pointer),
    unknown: left ? undefined : member(detail, 'after_unknown'),
    sensitive: member(detail, left ? 'before_sensitive' : 'after_sensitive'),
  };
  const replaced = !left && actions.includes('forget');
  const because = `what \`${address}\` replaces is forgotten and not deleted: it stays where it is, and is not read`;
  return { planned, problems: [...valueless(planned, after), ...(replaced ? [{ pointer, because }] : [])] };
}

const valueless = ({ address, pointer }: Planned, values: unknown): Problem[] =>
  isJson(values) ? [] : [{ pointer, because: `\`${address}\` has no values` }];

/** Resources of a module of `planned_values` and of the modules in it. */
function valuesIn(module: unknown, path: Path): Entry[] {
  const moduleAddress = textOf(member(module, 'address')) ?? '';
  const own = listOf(member(module, 'resources')).map((raw, at): Entry => {
    const here = [...path, 'resources', at];
    const parsed = Described.safeParse(raw);
    if (!parsed.success) return { problems: [malformed(parsed.error, here)] };
    if (!managed(parsed.data)) return nothing;
    const values = member(raw, 'values');
    const from = { ...parsed.data, module_address: moduleAddress };
    const planned = {
      ...described(from, values, formatPointer(here)),
      sensitive: member(raw, 'sensitive_values'),
    };
    return { planned, problems: valueless(planned, values) };
  });
  const inner = listOf(member(module, 'child_modules')).flatMap((child, at) =>
    valuesIn(child, [...path, 'child_modules', at]),
  );
  return [...own, ...inner];
}

const managed = ({ mode }: z.infer<typeof Described>) => mode !== 'data' && mode !== 'ephemeral';

const described = (from: z.infer<typeof Described>, after: unknown, pointer: string): Planned => ({
  address: from.address,
  moduleAddress: from.module_address ?? '',
  type: from.type,
  index: from.index ?? undefined,
  provider: from.provider_name ?? undefined,
  after: isJson(after) ? after : {},
  unknown: undefined,
  sensitive: undefined,
  pointer,
});

function malformed(error: z.ZodError, path: Path): Problem {
  const [issue] = error.issues;
  const inside = (issue?.path ?? []).map((part) => (typeof part === 'symbol' ? '' : part));
  return {
    pointer: formatPointer([...path, ...inside]),
    because: `it is no resource as \`terraform show -json\` writes them: ${issue?.message ?? 'malformed'}`,
  };
}

/** Addresses are unique in a plan that Terraform made; of another's, the first one stands and the rest is reported. */
function unique(entries: readonly Entry[]): Read {
  const planned = new Map<string, Planned>();
  const problems: Problem[] = [];
  for (const entry of entries) {
    problems.push(...entry.problems);
    if (entry.planned === undefined) continue;
    const { address, pointer } = entry.planned;
    if (planned.has(address)) problems.push({ pointer, because: `\`${address}\` stands twice in the plan` });
    else planned.set(address, entry.planned);
  }
  return { planned: [...planned.values()], problems };
}
