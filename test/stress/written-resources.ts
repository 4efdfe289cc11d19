import { parse } from 'yaml';
import { isMap } from '../../functions/cli/terms-file.ts';

/** One resource as it stands in a file, counted without any reader of ours. */
export type WrittenResource = {
  readonly kind: 'template' | 'plan';
  /** Where it stands in a template; its address in a plan. */
  readonly name: string;
  /** It has a condition, or a provider: what may explain that it is not there. */
  readonly conditional?: boolean;
  readonly provider?: string;
};

/** What a file holds by a plain parser, `not evidence` for other JSON and YAML, and nothing for what does not parse. */
export function writtenResources(text: string): readonly WrittenResource[] | 'not evidence' | undefined {
  const raw = parsed(text);
  if (raw === undefined) return undefined;
  if (!isMap(raw)) return 'not evidence';
  if (['planned_values', 'resource_changes'].some((key) => Object.hasOwn(raw, key))) return ofPlan(raw);
  if (!isMap(raw.Resources)) return 'not evidence';
  const conditions = isMap(raw.Conditions) ? raw.Conditions : {};
  return Object.entries(raw.Resources).map(([key, one]) => ({
    kind: 'template',
    name: `/Resources/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    // a condition that is not written cannot be false
    conditional: isMap(one) && typeof one.Condition === 'string' && Object.hasOwn(conditions, one.Condition),
  }));
}

function parsed(text: string): unknown {
  try {
    return /^\s*[{[]/.test(text) ? JSON.parse(text) : parse(text, { logLevel: 'silent', uniqueKeys: false });
  } catch {
    return undefined;
  }
}

type Raw = Readonly<Record<string, unknown>>;

const rows = (value: unknown): Raw[] => (Array.isArray(value) ? value.filter(isMap) : []);

/** What a plan leaves there: neither what it deletes nor what it only looks up. */
function ofPlan(raw: Raw): WrittenResource[] {
  const changes = rows(raw.resource_changes);
  const told = new Set(changes.map(({ address }) => address));
  const stay = changes.filter(({ change }) => isMap(change) && !isGone(change));
  const planned = isMap(raw.planned_values) ? inModule(raw.planned_values.root_module) : [];
  const all = [...stay, ...planned.filter(({ address }) => !told.has(address))];
  return all
    .filter(({ mode }) => mode === undefined || mode === 'managed')
    .map(({ address, provider_name }) => ({
      kind: 'plan',
      name: String(address),
      provider: String(provider_name ?? ''),
    }));
}

function isGone({ actions, after }: Raw): boolean {
  const all = (only: string) => Array.isArray(actions) && actions.every((action) => action === only);
  return all('delete') || (all('no-op') && after === null);
}

function inModule(module: unknown): Raw[] {
  if (!isMap(module)) return [];
  return [...rows(module.resources), ...rows(module.child_modules).flatMap(inModule)];
}
