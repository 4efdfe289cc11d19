import { CreateTableCommand, DynamoDBClient, ResourceInUseException } from '@aws-sdk/client-dynamodb';
import { BucketAlreadyOwnedByYou, CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { NivasError } from '../../shared/error.ts';
import type { Plan, Table } from './template.ts';

/**
 * Makes what the plan describes, where it is not there yet, at the endpoints the environment names.
 *
 * Tables get no stream here: an emulator's grows for ever, and correctness never needs it.
 */
export async function makeResources({ tables, buckets }: Plan): Promise<void> {
  const dynamodb = new DynamoDBClient({});
  const s3 = new S3Client({});
  const { AWS_ENDPOINT_URL_DYNAMODB: tablesAt, AWS_ENDPOINT_URL_S3: bucketsAt } = process.env;
  await Promise.all([
    ...tables.map((table) => makeTable(dynamodb, table).catch(unmade(`table \`${table.name}\``, tablesAt))),
    ...buckets.map((bucket) => makeBucket(s3, bucket).catch(unmade(`bucket \`${bucket}\``, bucketsAt))),
  ]);
  dynamodb.destroy();
  s3.destroy();
}

const unmade = (what: string, endpoint: string | undefined) => (cause: unknown) => {
  const why = cause instanceof Error ? cause.message : String(cause);
  throw new NivasError('store_unavailable', `${what} could not be made at ${endpoint} (${why})`, [], { cause });
};

async function makeTable(dynamodb: DynamoDBClient, { name, KeySchema, AttributeDefinitions }: Table): Promise<void> {
  const create = { TableName: name, KeySchema, AttributeDefinitions, BillingMode: 'PAY_PER_REQUEST' } as const;
  await dynamodb.send(new CreateTableCommand(create)).catch((cause: unknown) => {
    if (!(cause instanceof ResourceInUseException)) throw cause;
  });
}

async function makeBucket(s3: S3Client, Bucket: string): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket })).catch((cause: unknown) => {
    if (!(cause instanceof BucketAlreadyOwnedByYou)) throw cause;
  });
}
