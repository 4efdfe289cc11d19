import {
  GetBucketEncryptionCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  type HeadBucketCommandOutput,
  NotFound,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { indianRegions } from '../../../shared/registry/indian-regions.ts';
import { type Finding, well, wrong } from './finding.ts';
import type { Patient } from './patient.ts';
import { judge, type Trait } from './traits.ts';

const deploy = 'deploy `NivasData` again, and ask CloudTrail who changed it';

/** Whether the bucket is there, with what keeps the bodies in it. */
export async function bodiesAreKept({ s3, names, emulated }: Patient): Promise<readonly Finding[]> {
  const bucket = { Bucket: names.bucket };
  const what = `bucket \`${names.bucket}\``;
  const head = await s3.send(new HeadBucketCommand(bucket)).catch((cause: unknown) => {
    if (!(cause instanceof NotFound)) throw cause;
    return undefined;
  });
  if (head === undefined)
    return [
      wrong(
        `${what} is not there. See that the name and the account are right; if it is gone, large bodies are in the ` +
          'bucket of the other region (docs/runbook.md: Read from the other region)',
      ),
    ];
  const traits: readonly Trait[] = [
    { name: 'a place in India', fault: () => placeFault(head) },
    {
      name: 'versions',
      fault: async () => versionFault((await s3.send(new GetBucketVersioningCommand(bucket))).Status),
    },
    { name: 'a KMS key', fault: () => keyFault(s3, bucket) },
    { name: 'a block on public access', fault: () => blockFault(s3, bucket) },
  ];
  return [well(`${what} is there`), ...(await judge(what, traits, emulated.bucket))];
}

type Named = { readonly Bucket: string };

function placeFault({ BucketRegion }: HeadBucketCommandOutput): string | undefined {
  if (BucketRegion !== undefined && indianRegions.has(BucketRegion)) return undefined;
  return `it is in \`${BucketRegion ?? 'no region that S3 says'}\`, not in India (${[...indianRegions].sort().join(', ')}): give another name`;
}

function versionFault(status: string | undefined): string | undefined {
  if (status === 'Enabled') return undefined;
  return `versioning is ${status ?? 'off'}, so what is deleted or replaced is gone, and nothing is copied: ${deploy}`;
}

async function keyFault(s3: Patient['s3'], bucket: Named): Promise<string | undefined> {
  const { ServerSideEncryptionConfiguration: set } = await s3.send(new GetBucketEncryptionCommand(bucket));
  const by = set?.Rules?.map((rule) => rule.ApplyServerSideEncryptionByDefault) ?? [];
  if (by.some((one) => one?.SSEAlgorithm?.startsWith('aws:kms') && one.KMSMasterKeyID !== undefined)) return undefined;
  return `it is encrypted with a key of AWS's, not with the installation's KMS key: ${deploy}`;
}

async function blockFault(s3: Patient['s3'], bucket: Named): Promise<string | undefined> {
  const block = await s3.send(new GetPublicAccessBlockCommand(bucket)).then(
    ({ PublicAccessBlockConfiguration }) => PublicAccessBlockConfiguration,
    (cause: unknown) => {
      if (cause instanceof S3ServiceException && cause.name === 'NoSuchPublicAccessBlockConfiguration')
        return undefined;
      throw cause;
    },
  );
  const wanted = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'] as const;
  const off = wanted.filter((name) => block?.[name] !== true);
  if (off.length === 0) return undefined;
  return `it could be made public: ${off.join(', ')} should be on, and is not. At once: ${deploy}`;
}
