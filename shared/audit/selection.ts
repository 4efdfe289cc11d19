import type { Selector } from '../policy/pack.ts';
import type { Asset } from '../policy/subjects.ts';
import { anyOf, type Tri, unknown } from '../policy/unknown.ts';

/** Whether a rule is about this data: by its category or by what it is part of. Both may be open. */
export function selects({ category, context }: Selector, asset: Asset): Tri {
  return anyOf([...category.map((one) => underCategory(asset, one)), ...context.map((one) => asset.contexts.has(one))]);
}

/** By category alone, as suspicion looks: a context is claimed by nobody who hides a role. */
export const underCategory = (asset: Asset, selected: string): Tri =>
  asset.category?.under(selected) ?? unknown(`the category of \`${asset.id}\` was not said`, 'category');
