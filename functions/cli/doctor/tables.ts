import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  ResourceNotFoundException,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { indianRegions } from '../../../shared/registry/indian-regions.ts';
import { type Finding, wrong } from './finding.ts';
import type { Patient } from './patient.ts';
import { judge, type Trait } from './traits.ts';

const deploy = 'deploy `NivasData` again, and ask CloudTrail who changed it';

/** Whether the table of records is there, with what keeps them. */
export const recordsAreKept = (patient: Patient) => tableIsKept(patient, 'records', patient.names.records);
/** Whether the table of the catalogue is there, likewise. */
export const catalogueIsKept = (patient: Patient) => tableIsKept(patient, 'catalogue', patient.names.catalogue);

async function tableIsKept(patient: Patient, of: string, name: string): Promise<readonly Finding[]> {
  const { dynamodb, emulated } = patient;
  const what = `table \`${name}\` (${of})`;
  const described = await dynamodb.send(new DescribeTableCommand({ TableName: name })).catch((cause: unknown) => {
    if (!(cause instanceof ResourceNotFoundException)) throw cause;
    return undefined;
  });
  if (described?.Table === undefined)
    return [
      wrong(
        `${what} is not there. See that the name, the account and the region are right; if it is gone, restore it ` +
          '(docs/runbook.md, "Restore the tables")',
      ),
    ];
  return judge(what, traitsOf(described.Table, patient), emulated.tables);
}

const traitsOf = (table: TableDescription, patient: Patient): readonly Trait[] => [
  { name: 'the keys pk and sk', always: true, fault: () => keyFault(table) },
  { name: 'the status ACTIVE', always: true, fault: () => statusFault(table) },
  { name: 'a KMS key', fault: () => keyOfItsOwn(table) },
  { name: 'point-in-time recovery', fault: () => recoveryFault(table, patient) },
  {
    name: 'deletion protection',
    fault: () =>
      table.DeletionProtectionEnabled ? undefined : `anybody may delete it; it should be protected: ${deploy}`,
  },
  { name: 'all its copies in India', fault: () => abroadFault(table) },
  { name: 'a copy in another Indian region', fault: () => replicaFault(table) },
  { name: 'a stream of new and old images', fault: () => streamFault(table) },
];

function keyFault({ KeySchema = [] }: TableDescription): string | undefined {
  const found = KeySchema.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join(', ');
  if (found === 'pk HASH, sk RANGE') return undefined;
  return `its keys are \`${found}\`, not \`pk HASH, sk RANGE\`: this is no table of Nivas, give the name of one`;
}

function statusFault({ TableStatus }: TableDescription): string | undefined {
  if (TableStatus === 'ACTIVE' || TableStatus === 'UPDATING') return undefined;
  const key = TableStatus === 'INACCESSIBLE_ENCRYPTION_CREDENTIALS' || TableStatus === 'ARCHIVED';
  const remedy = key ? 'its key was lost: see key-at-risk in docs/runbook.md, at once' : 'wait, then ask again';
  return `it is ${TableStatus} and not ACTIVE; ${remedy}`;
}

function keyOfItsOwn({ SSEDescription }: TableDescription): string | undefined {
  if (SSEDescription?.Status === 'ENABLED' && SSEDescription.SSEType === 'KMS') return undefined;
  return `it is encrypted with a key of AWS's, not with the installation's KMS key: ${deploy}`;
}

async function recoveryFault({ TableName }: TableDescription, { dynamodb }: Patient): Promise<string | undefined> {
  const { ContinuousBackupsDescription: backups } = await dynamodb.send(
    new DescribeContinuousBackupsCommand({ TableName }),
  );
  if (backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED') return undefined;
  return `point-in-time recovery is off, so what is damaged cannot be brought back: ${deploy}`;
}

const regionsOf = ({ TableArn = '', Replicas = [] }: TableDescription) => ({
  home: TableArn.split(':')[3] ?? '',
  replicas: Replicas.map(({ RegionName = '', ReplicaStatus }) => ({ region: RegionName, status: ReplicaStatus })),
});

function abroadFault(table: TableDescription): string | undefined {
  const { home, replicas } = regionsOf(table);
  const abroad = [home, ...replicas.map(({ region }) => region)].filter((region) => !indianRegions.has(region));
  if (abroad.length === 0) return undefined;
  return (
    `it is in \`${abroad.join('`, `')}\`, outside India; only these are in India: ${[...indianRegions].sort().join(', ')}. Take the copy away, ` +
    'and have counsel told what was there'
  );
}

function replicaFault(table: TableDescription): string | undefined {
  const { home, replicas } = regionsOf(table);
  const others = replicas.filter(({ region }) => region !== home && indianRegions.has(region));
  if (others.some(({ status }) => status === 'ACTIVE')) return undefined;
  const found = others.map(({ region, status }) => `\`${region}\` is ${status}`).join(', ');
  if (found !== '') return `of its copies ${found}, and none is ACTIVE: see replica-late in docs/runbook.md`;
  return `it has no copy in another Indian region (${[...indianRegions].sort().join(', ')}): ${deploy}`;
}

function streamFault({ StreamSpecification: stream }: TableDescription): string | undefined {
  if (stream?.StreamEnabled && stream.StreamViewType === 'NEW_AND_OLD_IMAGES') return undefined;
  const found = stream?.StreamEnabled ? `a stream of ${stream.StreamViewType}` : 'no stream';
  return `it has ${found}, not of NEW_AND_OLD_IMAGES, which its copies are made from: ${deploy}`;
}
