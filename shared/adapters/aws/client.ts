import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { bounded } from './deadline.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What a call may take, in milliseconds, and how often it is tried: an answer must still fit into 25 seconds. */
export const patience = { maxAttempts: 3, connectionTimeout: 1_000, requestTimeout: 3_000 } as const;

/**
 * DynamoDB, in the region and at the endpoint that `env` names (`AWS_REGION`, `AWS_ENDPOINT_URL_DYNAMODB`).
 * The caller's API answers within 30 seconds or not at all, so no call may hang.
 */
export function documentClient(env: Env): DynamoDBDocumentClient {
  const client = new DynamoDBClient(settings(env, env.AWS_ENDPOINT_URL_DYNAMODB));
  bounded(client);
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/** S3, likewise (`AWS_ENDPOINT_URL_S3`). A server that is not AWS has no host name per bucket: paths then. */
export function objectClient(env: Env): S3Client {
  const endpoint = env.AWS_ENDPOINT_URL_S3;
  const client = new S3Client({ ...settings(env, endpoint), forcePathStyle: endpoint !== undefined });
  bounded(client);
  return client;
}

function settings({ AWS_REGION }: Env, endpoint: string | undefined) {
  const { maxAttempts, connectionTimeout, requestTimeout } = patience;
  return {
    ...(AWS_REGION !== undefined && { region: AWS_REGION }),
    ...(endpoint !== undefined && { endpoint }),
    maxAttempts,
    // Without `throwOnRequestTimeout` the SDK only prints a warning and waits on.
    requestHandler: { connectionTimeout, requestTimeout, throwOnRequestTimeout: true },
  };
}
