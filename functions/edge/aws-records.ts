import { bodyBucket } from '../../shared/adapters/aws/body-bucket.ts';
import { documentClient, objectClient } from '../../shared/adapters/aws/client.ts';
import { recordTable } from '../../shared/adapters/aws/record-table.ts';
import type { RecordStore } from '../../shared/ports.ts';
import { type Env, recordNames } from './environment.ts';

/** Records in DynamoDB, as the environment names them. */
export function awsRecords(env: Env): RecordStore {
  const { RECORDS_TABLE, BODIES_BUCKET } = recordNames.parse(env);
  const bodies = bodyBucket({ client: objectClient(env), bucket: BODIES_BUCKET });
  return recordTable({ client: documentClient(env), table: RECORDS_TABLE, bodies });
}
