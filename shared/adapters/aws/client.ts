import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * DynamoDB, in the region and at the endpoint that `env` names (`AWS_REGION`, `AWS_ENDPOINT_URL_DYNAMODB`).
 * The caller's API answers within 30 seconds or not at all, so no call may hang: 3 tries of 3 seconds.
 */
export function documentClient(env: Env): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient(settings(env, env.AWS_ENDPOINT_URL_DYNAMODB)), {
    marshallOptions: { removeUndefinedValues: true },
  });
}

/** S3, likewise (`AWS_ENDPOINT_URL_S3`). A server that is not AWS has no host name per bucket: paths then. */
export function objectClient(env: Env): S3Client {
  const endpoint = env.AWS_ENDPOINT_URL_S3;
  return new S3Client({ ...settings(env, endpoint), forcePathStyle: endpoint !== undefined });
}

function settings({ AWS_REGION }: Env, endpoint: string | undefined) {
  return {
    ...(AWS_REGION !== undefined && { region: AWS_REGION }),
    ...(endpoint !== undefined && { endpoint }),
    maxAttempts: 3,
    // Without `throwOnRequestTimeout` the SDK only prints a warning and waits on.
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  };
}
