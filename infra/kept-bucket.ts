import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import * as z from 'zod';

/** Closed to the public and to whoever does not speak TLS, and there after its stack is gone. */
const closed = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  removalPolicy: RemovalPolicy.RETAIN,
} as const;

/** A `Bucket` is an `IBucket`, but not to the compiler: it exactly types what CDK leaves loose (`isWebsite`). */
const LogsBucket = z.custom<IBucket>((value) => value instanceof Bucket);

/**
 * A bucket for what must not be lost: closed, versioned, encrypted with our key, each access logged for 180 days in a
 * bucket beside it.
 *
 * What was deleted or replaced is gone for good 35 days later: as far back as the tables can be restored, no further,
 * so that what is erased is erased.
 */
export function keptBucket(scope: Construct, id: string, encryptionKey: IKey, own: BucketProps): Bucket {
  const serverAccessLogsBucket = new Bucket(scope, `${id}AccessLog`, {
    ...closed,
    // S3 delivers access logs to no bucket that a key of our own encrypts.
    encryption: BucketEncryption.S3_MANAGED,
    lifecycleRules: [{ expiration: Duration.days(180) }],
  });
  const replaced = {
    abortIncompleteMultipartUploadAfter: Duration.days(7),
    noncurrentVersionExpiration: Duration.days(35),
    expiredObjectDeleteMarker: true,
  };
  return new Bucket(scope, id, {
    ...closed,
    versioned: true,
    encryption: BucketEncryption.KMS,
    encryptionKey,
    bucketKeyEnabled: true,
    serverAccessLogsBucket: LogsBucket.parse(serverAccessLogsBucket),
    ...own,
    lifecycleRules: [replaced, ...(own.lifecycleRules ?? [])],
  });
}
