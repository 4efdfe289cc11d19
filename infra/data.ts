import { AttributeType, Billing, StreamViewType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/**
 * What the service keeps. Two tables, so that a function for the public holds no permission on tenants' records.
 *
 * Everything here outlives its stack: deleting the stack, or renaming a construct, must not delete a record.
 */
export class Data extends Construct {
  readonly key: Key;
  /** Tenants' data. Its stream only wakes workers up: no meaning is read from it. */
  readonly records: TableV2;
  /** Registry and packs: all that a public route can reach. */
  readonly catalogue: TableV2;
  /** Bodies too large for a row, by digest: `t/<tenant>/sha256/<hex>` and `catalogue/sha256/<hex>`. */
  readonly bodies: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
    this.records = this.#table('Records', { dynamoStream: StreamViewType.KEYS_ONLY, timeToLiveAttribute: 'ttl' });
    this.catalogue = this.#table('Catalogue', {});
    this.bodies = new Bucket(this, 'Bodies', {
      versioned: true,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(7) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  #table(id: string, own: { dynamoStream?: StreamViewType; timeToLiveAttribute?: string }): TableV2 {
    return new TableV2(this, id, {
      ...own,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(this.key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
