import type { Planned, Problem } from './planned.ts';

/** Resources that deploy a template of another tool, with whatever is in it. */
const deploying =
  /^(?:aws_cloudformation_stack(?:_set)?|azurerm_(?:\w+_)?template_deployment|google_deployment_manager_deployment)$/;

/** What these deploy is in no plan, wherever their templates lie: once, with the first of them. */
export function innerTemplates(planned: readonly Planned[]): Problem[] {
  const found = planned
    .filter(({ type }) => deploying.test(type))
    .toSorted(({ address: a }, { address: b }) => (a < b ? -1 : 1));
  const [first, ...rest] = found;
  if (first === undefined) return [];
  const more = rest.length > 0 ? ` and of ${rest.length} more` : '';
  const because = `what the template of \`${first.address}\`${more} deploys is not in this plan: give the template, too`;
  return [{ pointer: first.pointer, because }];
}
