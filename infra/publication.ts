import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CustomResource, Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import digests from '../shared/policy/release.json' with { type: 'json' };
import { writingKey } from './permissions.ts';
import { sourceFunction } from './source-function.ts';

export type PublicationProps = {
  readonly catalogue: Pick<ITableV2, 'tableArn' | 'tableName'>;
  readonly bodies: Pick<IBucket, 'bucketName' | 'arnForObjects'>;
  /** Of the table, the bucket and the log. */
  readonly key: IKey;
};

/**
 * Publishes the registry and the policy of this release when it is deployed. CloudFormation runs it when a digest
 * changed, on the way back as well, and not otherwise.
 */
export class Publication extends Construct {
  /** What makes this release's documents current, when all that it depends on is there. */
  readonly current: CustomResource;

  constructor(scope: Construct, id: string, { catalogue, bodies, key }: PublicationProps) {
    super(scope, id);
    const publish = sourceFunction(this, 'Publish', {
      entry: 'functions/publish.ts',
      timeout: Duration.seconds(60),
      megabytes: 512,
      key,
      environment: { CATALOGUE_TABLE: catalogue.tableName, BODIES_BUCKET: bodies.bucketName },
      statements: [
        new PolicyStatement({
          // `UpdateItem` for the pointer, `PutItem` for the first one and for each row of its history.
          actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
          resources: [catalogue.tableArn],
          conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['CATALOGUE'] } },
        }),
        new PolicyStatement({
          actions: ['s3:GetObject', 's3:PutObject'],
          resources: [bodies.arnForObjects('catalogue/*')],
        }),
        new PolicyStatement({ actions: [...writingKey], resources: [key.keyArn] }),
      ],
    });
    // It is called without waiting, and then repeated twice: late enough to undo a rollback.
    publish.configureAsyncInvoke({ retryAttempts: 1 });
    this.current = new CustomResource(this, 'Current', {
      resourceType: 'Custom::NivasCatalogue',
      serviceToken: publish.functionArn,
      // Longer than the function and its first repetition, a minute later (not tried on AWS); an hour by default.
      serviceTimeout: Duration.minutes(5),
      properties: { ...digests },
    });
  }
}
