import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test } from 'vitest';
import { listAudits } from '../../shared/adapters/aws/audit-pages.ts';
import { documentClient } from '../../shared/adapters/aws/client.ts';

/** Audits of others with too many packs to be filed by each: they lie where every regulator has to look. */
const foreign = Array.from({ length: 6_000 }, (_, n) => {
  const id = `foreign${n}`;
  const at = new Date(Date.UTC(2026, 0, 1) + n).toISOString();
  return {
    pk: 'LIST#p#*#0',
    sk: `${at}#${id}`,
    k: 'listing',
    v: 1,
    id,
    tenant: 'rival',
    application: 'theirs',
    verdict: 'compliant',
    packs: { theirs: 'compliant' },
    sites: [],
  };
}).toReversed();

test('a page of a regulator names no audit out of its reach, however many it has to pass over', async () => {
  const client = documentClient({ AWS_REGION: 'ap-south-1' });
  mockClient(client)
    .on(QueryCommand)
    .callsFake(({ ExpressionAttributeValues: values, Limit }: QueryCommand['input']) => {
      const { ':pk': pk, ':low': low, ':high': high } = values ?? {};
      const found = foreign.filter((row) => row.pk === pk && row.sk >= low && row.sk <= high);
      const Items = found.slice(0, Limit);
      return { Items, ...(Items.length < found.length && { LastEvaluatedKey: {} }) };
    });
  expect(client).toBeInstanceOf(DynamoDBDocumentClient);
  const bodies = { put: () => Promise.reject(new Error('put')), get: () => Promise.reject(new Error('get')) };
  const page = await listAudits({ client, table: 'records', bodies }, { packs: ['mine'] }, {}, { limit: 50 });
  expect(page).toEqual({ items: [] });
});
