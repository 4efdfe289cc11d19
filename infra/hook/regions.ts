import { RegionInfo } from 'aws-cdk-lib/region-info';
import { suggestion } from '../../shared/declaration/near-name.ts';
import { NivasError } from '../../shared/error.ts';

/** Regions as a context value lists them, with commas: each once. Throws for a name that is none of AWS's. */
export function regionsIn(value: unknown): readonly string[] {
  const listed = typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : [];
  if (listed.length === 0)
    throw refused('no region is named: set `hookRegions` in cdk.json or with -c hookRegions=ap-south-1,ap-south-2');
  const known = RegionInfo.regions.map(({ name }) => name);
  for (const name of listed)
    if (!known.includes(name)) throw refused(`hookRegions: AWS has no region \`${name}\`${suggestion(name, known)}`);
  return [...new Set(listed)];
}

const refused = (message: string) => new NivasError('request_invalid', message);
