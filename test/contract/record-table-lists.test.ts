import { test } from 'vitest';
import { bodyBucket } from '../../shared/adapters/aws/body-bucket.ts';
import { recordTable } from '../../shared/adapters/aws/record-table.ts';
import { skipped, startDynoxide } from './dynoxide.ts';
import { startObjects } from './object-server.ts';
import { recordListsContract } from './record-lists.ts';

const dynoxide = await startDynoxide();
const objects = await startObjects();

if (dynoxide) {
  const table = await dynoxide.makeTable();
  const bodies = bodyBucket({ client: objects.client, bucket: 'bodies' });
  recordListsContract('recordTable', () => recordTable({ client: dynoxide.client(), table, bodies }));
} else test.skip(skipped, () => {});
