import type { Resource } from '../resource.ts';
import type { SinkTable } from '../sinks/sink-table.ts';
import type { DeploymentCoverage } from './observed.ts';

/** What no template, assembly or plan shows, whatever it says. */
export const cannotShow = [
  'parameters that whoever deploys sets to something else than their default, and what conditions then add',
  'dynamic blocks of Terraform whose values are known only on apply, where a provider may fill them in as well',
  'copies made by API: exports, snapshot and image copies, batch jobs',
  'shares made in SQL or in a console: Redshift, Snowflake, BigQuery',
  'what the application sends by itself',
  'access by staff of the operator and of the provider',
  'what the provider measures for itself',
] as const;

export function coverageOf(resources: readonly Resource[], table: SinkTable): DeploymentCoverage {
  const strange = resources.filter(({ platform, type }) => !table.of(platform, type).known);
  const notUnderstood = [...Map.groupBy(strange, ({ platform, type }) => `${platform}\n${type}`)].map(([key, all]) => {
    const [platform = '', type = ''] = key.split('\n');
    return { platform, type, count: all.length };
  });
  return {
    resources: resources.length,
    understood: resources.length - strange.length,
    notUnderstood: notUnderstood.toSorted(
      (a, b) => b.count - a.count || (`${a.platform} ${a.type}` < `${b.platform} ${b.type}` ? -1 : 1),
    ),
    cannotShow,
  };
}
