import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import {
  GetBucketEncryptionCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  NotFound,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { bodiesAreKept } from '../../functions/cli/doctor/bucket.ts';
import type { Finding } from '../../functions/cli/doctor/finding.ts';
import { catalogueIsKept, recordsAreKept } from '../../functions/cli/doctor/tables.ts';
import { patientOf } from './patient.ts';

const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'ap-south-1' }));
const s3 = new S3Client({ region: 'ap-south-1' });
const tables = mockClient(dynamodb);
const buckets = mockClient(s3);
const patient = patientOf({ dynamodb, s3 });
const emulated = { ...patient, emulated: { tables: true, bucket: true } };

const kinds = (found: readonly Finding[]) => found.map(({ kind }) => kind);
const $metadata = {};
const denied = new S3ServiceException({ name: 'AccessDenied', message: 'no', $fault: 'client', $metadata });

describe('a table', () => {
  const sound: TableDescription = {
    TableName: 'records',
    TableArn: 'arn:aws:dynamodb:ap-south-1:000000000000:table/records',
    TableStatus: 'ACTIVE',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: 'arn:aws:kms:ap-south-1:0:key/k' },
    DeletionProtectionEnabled: true,
    Replicas: [{ RegionName: 'ap-south-2', ReplicaStatus: 'ACTIVE' }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  };
  const backups = (PointInTimeRecoveryStatus: 'ENABLED' | 'DISABLED') => ({
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED' as const,
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus },
    },
  });
  beforeEach(() => {
    tables.reset();
    tables.on(DescribeTableCommand).resolves({ Table: sound });
    tables.on(DescribeContinuousBackupsCommand).resolves(backups('ENABLED'));
  });

  test('as it is deployed is well', async () => {
    expect(kinds(await recordsAreKept(patient))).toEqual(['well']);
    expect(kinds(await catalogueIsKept(patient))).toEqual(['well']);
    const asked = tables.commandCalls(DescribeTableCommand).map(({ args: [{ input }] }) => input.TableName);
    expect(asked).toEqual(['records', 'catalogue']);
  });

  const { SSEDescription: _key, StreamSpecification: _stream, Replicas: _replicas, ...bare } = sound;
  const without = { ...bare, DeletionProtectionEnabled: false };
  const replicas = (...Replicas: { RegionName: string; ReplicaStatus: 'ACTIVE' | 'CREATING' }[]) => ({ Replicas });
  const away = { RegionName: 'eu-west-1', ReplicaStatus: 'ACTIVE' } as const;
  const near = { RegionName: 'ap-south-2', ReplicaStatus: 'ACTIVE' } as const;
  const images = { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } as const;
  test.each([
    { name: 'other keys', change: { KeySchema: [] }, says: ['its keys are'] },
    { name: 'no key any more', change: { TableStatus: 'ARCHIVED' as const }, says: ['key-at-risk'] },
    { name: 'a status', change: { TableStatus: 'CREATING' as const }, says: ['it is CREATING'] },
    { name: 'a key of AWS', change: { SSEDescription: { Status: 'DISABLED' as const } }, says: ['a key of AWS'] },
    { name: 'no protection', change: { DeletionProtectionEnabled: false }, says: ['anybody may delete it'] },
    { name: 'no copy', change: { Replicas: [] }, says: ['no copy in another Indian region'] },
    { name: 'a copy at home', change: replicas({ ...near, RegionName: 'ap-south-1' }), says: ['no copy in another'] },
    { name: 'a copy to be', change: replicas({ ...near, ReplicaStatus: 'CREATING' }), says: ['is CREATING'] },
    { name: 'a copy abroad', change: replicas(near, away), says: ['it is in `eu-west-1`, outside India'] },
    { name: 'only one abroad', change: replicas(away), says: ['outside India', 'no copy in another Indian'] },
    { name: 'another stream', change: { StreamSpecification: images }, says: ['a stream of KEYS_ONLY'] },
    { name: 'no stream', change: { StreamSpecification: { StreamEnabled: false } }, says: ['it has no stream'] },
  ])('with $name is wrong', async ({ change, says }) => {
    tables.on(DescribeTableCommand).resolves({ Table: { ...sound, ...change } });
    const found = await recordsAreKept(patient);
    const faults = found.filter(({ kind }) => kind !== 'well');
    expect(faults).toMatchObject(says.map((part) => ({ kind: 'wrong', says: expect.stringContaining(part) })));
  });

  test('without point-in-time recovery is wrong', async () => {
    tables.on(DescribeContinuousBackupsCommand).resolves(backups('DISABLED'));
    expect(await recordsAreKept(patient)).toMatchObject([
      { kind: 'well' },
      { kind: 'wrong', says: expect.stringContaining('recovery is off') },
    ]);
  });

  test('whose recovery may not be asked for is not called well', async () => {
    tables.on(DescribeContinuousBackupsCommand).rejects(denied);
    expect(await recordsAreKept(patient)).toMatchObject([
      { kind: 'well', says: expect.not.stringContaining('recovery') },
      { kind: 'unseen', says: expect.stringContaining('recovery could not be looked at: AccessDenied: no') },
    ]);
  });

  test('of an emulator has its keys, and need not have the rest', async () => {
    tables.on(DescribeTableCommand).resolves({ Table: without });
    tables.on(DescribeContinuousBackupsCommand).rejects(new Error('UnknownOperationException'));
    expect(kinds(await recordsAreKept(emulated))).toEqual(['well', 'absent']);
    expect(kinds(await recordsAreKept(patient)).toSorted()).toEqual([
      'unseen',
      'well',
      'wrong',
      'wrong',
      'wrong',
      'wrong',
    ]);
    tables.on(DescribeTableCommand).resolves({ Table: { ...without, KeySchema: [] } });
    expect(kinds(await recordsAreKept(emulated))).toEqual(['well', 'absent', 'wrong']);
  });

  test('that is gone is wrong', async () => {
    tables.on(DescribeTableCommand).rejects(new ResourceNotFoundException({ message: 'gone', $metadata }));
    expect(await recordsAreKept(emulated)).toMatchObject([
      { kind: 'wrong', says: expect.stringContaining('table `records` (records) is not there') },
    ]);
  });

  test('that may not be asked for is for the doctor to say', async () => {
    tables.on(DescribeTableCommand).rejects(denied);
    await expect(recordsAreKept(patient)).rejects.toBe(denied);
  });
});

describe('the bucket', () => {
  const encryptedBy = (KMSMasterKeyID: string | undefined, SSEAlgorithm: 'aws:kms' | 'AES256' = 'aws:kms') => ({
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm, KMSMasterKeyID } }],
    },
  });
  const all = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
  beforeEach(() => {
    buckets.reset();
    buckets.on(HeadBucketCommand).resolves({ BucketRegion: 'ap-south-1' });
    buckets.on(GetBucketVersioningCommand).resolves({ Status: 'Enabled' });
    buckets.on(GetBucketEncryptionCommand).resolves(encryptedBy('arn:aws:kms:ap-south-1:0:key/k'));
    buckets.on(GetPublicAccessBlockCommand).resolves({ PublicAccessBlockConfiguration: all });
  });

  test('as it is deployed is well', async () => {
    expect(kinds(await bodiesAreKept(patient))).toEqual(['well', 'well']);
  });

  const unblocked = new S3ServiceException({
    name: 'NoSuchPublicAccessBlockConfiguration',
    $fault: 'client',
    $metadata,
  });
  const half = { PublicAccessBlockConfiguration: { ...all, BlockPublicPolicy: false } };
  test.each([
    ['abroad', () => buckets.on(HeadBucketCommand).resolves({ BucketRegion: 'us-east-1' }), 'it is in `us-east-1`'],
    ['without versions', () => buckets.on(GetBucketVersioningCommand).resolves({}), 'versioning is off'],
    ['with a pause', () => buckets.on(GetBucketVersioningCommand).resolves({ Status: 'Suspended' }), 'is Suspended'],
    ['with a key of S3', () => buckets.on(GetBucketEncryptionCommand).resolves(encryptedBy(undefined)), 'a key of AWS'],
    ['with AES', () => buckets.on(GetBucketEncryptionCommand).resolves(encryptedBy('k', 'AES256')), 'a key of AWS'],
    [
      'half open',
      () => buckets.on(GetPublicAccessBlockCommand).resolves(half),
      'made public: BlockPublicPolicy should',
    ],
    [
      'open',
      () => buckets.on(GetPublicAccessBlockCommand).rejects(unblocked),
      'BlockPublicAcls, BlockPublicPolicy, Ig',
    ],
  ])('%s is wrong', async (_name, change, says) => {
    change();
    const faults = (await bodiesAreKept(patient)).filter(({ kind }) => kind !== 'well');
    expect(faults).toMatchObject([{ kind: 'wrong', says: expect.stringContaining(says) }]);
  });

  test('that may not be looked at closely is not called well', async () => {
    buckets.on(GetPublicAccessBlockCommand).rejects(denied);
    expect(kinds(await bodiesAreKept(patient))).toEqual(['well', 'well', 'unseen']);
  });

  test('of an emulator is there, and need not have the rest', async () => {
    buckets.reset();
    buckets.rejects(denied);
    buckets.on(HeadBucketCommand).resolves({});
    expect(kinds(await bodiesAreKept(emulated))).toEqual(['well', 'absent']);
  });

  test('that is gone is wrong', async () => {
    buckets.on(HeadBucketCommand).rejects(new NotFound({ message: 'gone', $metadata }));
    expect(await bodiesAreKept(emulated)).toMatchObject([
      { kind: 'wrong', says: expect.stringContaining('bucket `bodies` is not there') },
    ]);
  });
});
