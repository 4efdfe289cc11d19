import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Lambda } from '../shared/api/routes.ts';
import type { Data } from './data.ts';

const readingKey = ['kms:Decrypt', 'kms:DescribeKey'];
/** Spelt out, because `kms:ReEncrypt*` and `kms:GenerateDataKey*` would be wildcards. */
export const writingKey = [
  ...readingKey,
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/**
 * What each function may do, and nothing else.
 *
 * DynamoDB asks for the permission of each action inside a transaction, so `submit` holds the four item actions,
 * each on the partitions it needs it for: no function can delete or alter a record once it is written.
 * Who asks for uploads may list them, since S3 answers 403 and not 404 to others for one that is not there.
 * No function may scan. The wildcards stand for tenants and digests, of which there is no list.
 */
export function permissions(lambda: Lambda, data: Data): PolicyStatement[] {
  return {
    submit: () => [
      onRecords(data, ['dynamodb:GetItem'], ['R#*', 'T#*']),
      onRecords(data, ['dynamodb:PutItem'], ['R#*', 'T#*', 'LIST#*', 'EDGE#*', 'PEND#*']),
      onRecords(data, ['dynamodb:UpdateItem'], ['T#*']),
      onRecords(data, ['dynamodb:DeleteItem'], ['EDGE#*']),
      allow(['dynamodb:GetItem'], [data.catalogue.tableArn]),
      allow(['s3:GetObject', 's3:PutObject'], [data.bodies.arnForObjects('t/*')]),
      allow(['s3:GetObject'], [data.bodies.arnForObjects('pending/*'), data.bodies.arnForObjects('catalogue/*')]),
      absenceOfUploads(data),
      allow(writingKey, [data.key.keyArn]),
    ],
    read: () => [
      onRecords(
        data,
        ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
        ['R#*', 'T#*', 'LIST#*', 'EDGE#*'],
      ),
      allow(['dynamodb:GetItem', 'dynamodb:Query'], [data.catalogue.tableArn]),
      allow(['s3:GetObject'], [data.bodies.arnForObjects('t/*'), data.bodies.arnForObjects('catalogue/*')]),
      allow(readingKey, [data.key.keyArn]),
    ],
    stateless: () => [
      allow(['dynamodb:GetItem', 'dynamodb:Query'], [data.catalogue.tableArn]),
      allow(['s3:GetObject'], [data.bodies.arnForObjects('catalogue/*')]),
      allow(readingKey, [data.key.keyArn]),
    ],
    evidence: () => [
      allow(['s3:PutObject'], [data.bodies.arnForObjects('pending/*')]),
      allow(['s3:GetObject'], [data.bodies.arnForObjects('pending/*'), data.bodies.arnForObjects('t/*')]),
      absenceOfUploads(data),
      allow(['kms:Decrypt', 'kms:GenerateDataKey'], [data.key.keyArn]),
    ],
  }[lambda]();
}

const allow = (actions: string[], resources: string[]) => new PolicyStatement({ actions, resources });

/** S3 says 404 of what is not there only to those who may list it: here, what tenants upload and what is kept of it. */
const absenceOfUploads = (data: Data) =>
  new PolicyStatement({
    actions: ['s3:ListBucket'],
    resources: [data.bodies.bucketArn],
    conditions: { StringLike: { 's3:prefix': ['pending/t/*', 't/*'] } },
  });

/** Actions on the partitions of `records` whose keys begin as given. */
const onRecords = (data: Data, actions: string[], partitions: string[]) =>
  new PolicyStatement({
    actions,
    resources: [data.records.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
  });
