import { entriesOf, isJson, type Json, listOf, member, memberAt, textOf } from './json.ts';
import { advice } from './plan-text.ts';
import type { Problem } from './planned.ts';

/** Other JSON that people have at hand, by what it holds. */
const others: readonly { readonly key: string; readonly is: string }[] = [
  { key: 'values', is: 'it is the state as `terraform show -json` prints it without a plan' },
  { key: 'lineage', is: 'it is the state file' },
  { key: 'provider_schemas', is: 'it is what `terraform providers schema -json` prints' },
  { key: 'AWSTemplateFormatVersion', is: 'it is a CloudFormation template' },
  { key: 'Resources', is: 'it is a CloudFormation template' },
];

/** The versions of the format that are read; a newer minor one only adds to them, by HashiCorp's promise. */
const majors = new Set(['0', '1']);

/** Why a JSON object is no plan that can be read. */
export function notAPlan(plan: Json): { readonly because: string } | undefined {
  const planned = ['planned_values', 'resource_changes'].some((key) => Object.hasOwn(plan, key));
  const other = others.find(({ key }) => Object.hasOwn(plan, key));
  if (!planned) return { because: `${other?.is ?? 'it is no plan'}: ${advice}` };
  const version = textOf(plan.format_version);
  const [, major] = /^(\d{1,9})\.\d{1,9}$/.exec(version ?? '') ?? [];
  if (major === undefined) return { because: `its \`format_version\` is missing or is no version: ${advice}` };
  if (majors.has(major)) return tooMany(plan);
  return { because: `its \`format_version\` has the major version ${major}; 0 and 1 are read` };
}

/** More resources than anybody plans at once; whoever sends a plan could have millions of empty ones in it. */
const mostResources = 100_000;

function tooMany(plan: Json): { readonly because: string } | undefined {
  const inModule = (module: unknown): number =>
    listOf(member(module, 'child_modules')).reduce<number>(
      (sum, child) => sum + inModule(child),
      1 + listOf(member(module, 'resources')).length,
    );
  const changed = listOf(plan.resource_changes).length + listOf(plan.deferred_changes).length;
  const most = Math.max(changed, inModule(memberAt(plan, 'planned_values', 'root_module')));
  return most > mostResources ? { because: `it has more than ${mostResources} resources: plan in parts` } : undefined;
}

/** What a plan leaves out of what will be deployed, by its own word. */
export function incomplete(plan: Json, planned: number): Problem[] {
  const deferred = listOf(plan.deferred_changes).length;
  const actions = listOf(plan.action_invocations).length;
  const lists = ['resource_changes', 'deferred_changes'].filter(
    (key) => plan[key] !== undefined && plan[key] !== null && !Array.isArray(plan[key]),
  );
  return [
    ...lists.map((key) => ({ pointer: `/${key}`, because: 'it is no list of resources' })),
    ...when(
      !isJson(plan.configuration) && planned > 0,
      '/configuration',
      'it has no `configuration`, which says where its providers deploy: give what `terraform show -json` prints, whole',
    ),
    ...when(plan.errored === true, '/errored', 'planning ended in an error, so that resources are missing in it'),
    ...when(
      plan.complete === false && deferred === 0,
      '/complete',
      'it is not complete: more will be planned after it is applied (was it made with `-target`?)',
    ),
    ...when(deferred > 0, '/deferred_changes', 'not all of it could be planned yet: plan again after it is applied'),
    ...when(actions > 0, '/action_invocations', `what its actions do is not in it (${actions} will be run)`),
  ];
}

const when = (is: boolean, pointer: string, because: string) => (is ? [{ pointer, because }] : []);

/** Commands that run when something is made or destroyed (`provisioner`): no plan shows what they do. */
export function provisioned(plan: Json): Problem[] {
  const found: string[] = [];
  const walk = (module: unknown, path: string): void => {
    for (const resource of listOf(member(module, 'resources')))
      if (listOf(member(resource, 'provisioners')).length > 0)
        found.push(`${path}${textOf(member(resource, 'address'))}`);
    for (const [name, call] of entriesOf(member(module, 'module_calls')))
      walk(member(call, 'module'), `${path}module.${name}.`);
  };
  const configuration = plan.configuration;
  if (isJson(configuration)) walk(configuration.root_module, '');
  const [first, ...rest] = found.toSorted();
  if (first === undefined) return [];
  const more = rest.length > 0 ? ` and ${rest.length} more` : '';
  return [{ pointer: '/configuration', because: `what the provisioners of \`${first}\`${more} do is in no plan` }];
}
