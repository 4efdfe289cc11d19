import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** What AWS's documentation has as `Encrypt*`, `Decrypt*`, `ReEncrypt*`, `GenerateDataKey*`, `Describe*`. */
const usingKey = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:DescribeKey',
];

/**
 * The key of everything that is kept in the main region, logs included. Tables and buckets use it with the rights of
 * whoever asks them; CloudWatch Logs is let in here, for our log groups and no other.
 */
export function ownKey(scope: Construct, id: string): Key {
  const stack = Stack.of(scope);
  const key = new Key(scope, id, { enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
  const service = { service: 'logs', resource: 'log-group', arnFormat: ArnFormat.COLON_RESOURCE_NAME };
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
      actions: usingKey,
      resources: ['*'], // This key: a key's own policy has no other way to say so.
      conditions: {
        // Names of log groups begin with the name of their stack.
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': stack.formatArn({ ...service, resourceName: 'Nivas*' }) },
      },
    }),
  );
  return key;
}
