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
 * No function may list the bucket, so S3 answers 403 and not 404 for a body that does not exist.
 */
export function permissions(lambda: Lambda, data: Data): PolicyStatement[] {
  return {
    submit: () => [
      onRecords(data, 'dynamodb:GetItem', ['R#*', 'T#*']),
      onRecords(data, 'dynamodb:PutItem', ['R#*', 'T#*', 'LIST#*', 'EDGE#*', 'PEND#*']),
      onRecords(data, 'dynamodb:UpdateItem', ['T#*']),
      onRecords(data, 'dynamodb:DeleteItem', ['EDGE#*']),
      allow(['dynamodb:GetItem'], [data.catalogue.tableArn]),
      allow(['s3:GetObject', 's3:PutObject'], [data.bodies.arnForObjects('t/*')]),
      allow(['s3:GetObject'], [data.bodies.arnForObjects('catalogue/*')]),
      allow(writingKey, [data.key.keyArn]),
    ],
    read: () => [
      onRecords(data, 'dynamodb:GetItem', ['R#*']),
      allow(['s3:GetObject'], [data.bodies.arnForObjects('t/*')]),
      allow(readingKey, [data.key.keyArn]),
    ],
    stateless: () => [
      allow(['dynamodb:GetItem', 'dynamodb:Query'], [data.catalogue.tableArn]),
      allow(['s3:GetObject'], [data.bodies.arnForObjects('catalogue/*')]),
      allow(readingKey, [data.key.keyArn]),
    ],
  }[lambda]();
}

const allow = (actions: string[], resources: string[]) => new PolicyStatement({ actions, resources });

/** One action on the partitions of `records` whose keys begin as given. */
const onRecords = (data: Data, action: string, partitions: string[]) =>
  new PolicyStatement({
    actions: [action],
    resources: [data.records.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
  });
