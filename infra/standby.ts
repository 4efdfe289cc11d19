import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { keptBucket } from './kept-bucket.ts';

/**
 * Names that the main region writes out. A reference from one region to the other would need a custom resource, a
 * function with rights of its own; names that never change need nothing.
 */
export const standbyAlias = 'alias/nivas-standby';
export const standbyBucketName = `nivas-standby-${Aws.ACCOUNT_ID}`;

/**
 * That key for whoever stands in another region, by its alias: DynamoDB's `KMSMasterKeyId` and S3's `ReplicaKmsKeyID`
 * both take an alias ARN (CloudFormation's reference says so of each; not tried on AWS). A drift report then shows a
 * difference where there is none, as AWS keeps the key's own id.
 */
export const standbyKeyArn = (scope: Construct, region: string, resource = standbyAlias): string =>
  Stack.of(scope).formatArn({ service: 'kms', region, resource: resource });

/** What stands by in the second Indian region: the key of the tables' replicas, and a copy of every large body. */
export class Standby extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const key = new Key(this, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
    new Alias(this, 'Alias', { aliasName: standbyAlias, targetKey: key });
    keptBucket(this, 'Bodies', key, {
      bucketName: standbyBucketName,
      // Its name is taken for good, so a first deployment that fails must not leave it behind.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
