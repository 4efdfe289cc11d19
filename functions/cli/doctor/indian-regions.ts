import { releaseDocuments } from '../../../shared/policy/release.ts';

const regions: ReadonlySet<string> = new Set(
  releaseDocuments.registry.content.sites
    .filter(({ provider, kind }) => provider === 'aws' && kind === 'cloud-region')
    .filter(({ certain }) => certain.length === 1 && certain[0] === 'IN')
    .map(({ id }) => id.slice('aws/'.length)),
);

/** Whether a region of AWS lies in India and nowhere else, as the registry has it. */
export const isIndian = (region: string): boolean => regions.has(region);

/** `ap-south-1, ap-south-2`. */
export const indianRegions: string = [...regions].sort().join(', ');
