import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, type IBucket, type ReplicationRule, ReplicationTimeValue } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { standbyAlias, standbyBucketName, standbyKeyArn } from './standby.ts';

/** Folders that are copied. `pending` is not: an upload is nothing until a submission takes it over. */
export const copied = ['t', 'catalogue'] as const;

/** Copies bodies to the bucket that stands by in `region`, and deletions too: what is erased here is erased there. */
export class Replication extends Construct {
  readonly role: Role;
  readonly rules: ReplicationRule[];
  readonly #region: string;
  readonly #to: IBucket;

  constructor(scope: Construct, id: string, { region }: { readonly region: string }) {
    super(scope, id);
    this.#region = region;
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('s3.amazonaws.com') });
    this.#to = Bucket.fromBucketAttributes(this, 'To', { bucketName: standbyBucketName, region });
    const kmsKey = Key.fromKeyArn(this, 'ToKey', standbyKeyArn(this, region));
    this.rules = copied.map((folder, priority) => ({
      id: folder,
      priority,
      destination: this.#to,
      kmsKey,
      filter: { prefix: `${folder}/` },
      sseKmsEncryptedObjects: true,
      deleteMarkerReplication: true,
      metrics: ReplicationTimeValue.FIFTEEN_MINUTES,
    }));
  }

  /** What S3 needs for it: to read here, to write there, and both keys, through S3 alone. */
  allow(from: Bucket, key: IKey): void {
    const objects = (bucket: Pick<IBucket, 'arnForObjects'>) =>
      copied.map((folder) => bucket.arnForObjects(`${folder}/*`));
    for (const statement of [
      allow(['s3:GetReplicationConfiguration', 's3:ListBucket'], [from.bucketArn]),
      allow(
        ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
        objects(from),
      ),
      allow(['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'], objects(this.#to)),
      allow(['kms:Decrypt'], [key.keyArn], {
        StringEquals: { 'kms:ViaService': `s3.${from.env.region}.amazonaws.com` },
      }),
      // A policy cannot name a key by its alias: any key of the account there, if it has ours.
      allow(['kms:Encrypt', 'kms:GenerateDataKey'], [standbyKeyArn(this, this.#region, 'key/*')], {
        StringEquals: { 'kms:ViaService': `s3.${this.#region}.amazonaws.com` },
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': [standbyAlias] },
      }),
    ])
      this.role.addToPolicy(statement);
  }
}

const allow = (actions: string[], resources: string[], conditions: Record<string, unknown> = {}) =>
  new PolicyStatement({ actions, resources, conditions });
