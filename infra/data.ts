import { AttributeType, Billing, StreamViewType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { keptBucket } from './kept-bucket.ts';
import { ownKey } from './own-key.ts';
import { Replication } from './replication.ts';
import { standbyKeyArn } from './standby.ts';

type DataProps = { readonly standbyRegion: string };

/**
 * What the service keeps. Two tables, so that a function for the public holds no permission on tenants' records.
 *
 * Everything here outlives its stack: deleting the stack, or renaming a construct, must not delete a record. All of it
 * has a copy in the standby region, for reading and for disaster: there is one writing region.
 */
export class Data extends Construct {
  readonly key: Key;
  /** Tenants' data. */
  readonly records: TableV2;
  /** Registry and packs: all that a public route can reach. */
  readonly catalogue: TableV2;
  /** Bodies too large for a row, by digest: `t/<tenant>/sha256/<hex>` and `catalogue/sha256/<hex>`. */
  readonly bodies: Bucket;

  constructor(scope: Construct, id: string, { standbyRegion }: DataProps) {
    super(scope, id);
    this.key = ownKey(this, 'Key');
    this.records = this.#table('Records', standbyRegion, { timeToLiveAttribute: 'ttl' });
    this.catalogue = this.#table('Catalogue', standbyRegion, {});
    const replication = new Replication(this, 'Replication', { region: standbyRegion });
    const { role: replicationRole, rules: replicationRules } = replication;
    const forgotten = {
      id: 'pending',
      prefix: 'pending/',
      expiration: Duration.days(7),
      noncurrentVersionExpiration: Duration.days(1),
    };
    const lifecycleRules = [forgotten];
    this.bodies = keptBucket(this, 'Bodies', this.key, { lifecycleRules, replicationRole, replicationRules });
    replication.allow(this.bodies, this.key);
  }

  #table(id: string, standbyRegion: string, own: { timeToLiveAttribute?: string }): TableV2 {
    return new TableV2(this, id, {
      ...own,
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(this.key, {
        [standbyRegion]: standbyKeyArn(this, standbyRegion),
      }),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      // A table with a replica must have this one: replication reads it. Of ours it only wakes workers up.
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      replicas: [{ region: standbyRegion }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
