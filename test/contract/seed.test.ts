import { expect, test } from 'vitest';
import { differences } from '../../shared/adapters/aws/differences.ts';
import { ListingRow } from '../../shared/adapters/aws/lists.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { type Row, rowsOf, seedPlan } from '../bench/seeding.ts';

const catalogue = { n: 1, ...releaseRulebook() };

async function seeded(audits: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const planned of seedPlan(audits)) for await (const some of rowsOf(planned, catalogue)) rows.push(...some);
  return rows;
}

test('what a seed writes is what the service would have written, and the same each time', async () => {
  const rows = await seeded(200);
  for await (const difference of differences(rows)) expect.fail(difference);
  expect(rows.filter(({ sk }) => sk.endsWith('#AUD'))).toHaveLength(200);
  const keys = rows.map(({ pk, sk }) => `${pk} ${sk}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect((await seeded(200)).map(({ pk, sk }) => `${pk} ${sk}`)).toEqual(keys);
});

test('a seed has something of everything that lists are asked for', async () => {
  const listed = (await seeded(400)).flatMap((row) => ListingRow.safeParse(row).data ?? []);
  const lists = new Set(listed.map(({ pk }) => pk.replace(/#\d$/, '')));
  for (const verdict of ['compliant', 'indeterminate', 'non-compliant'])
    for (const list of [`v#${verdict}`, `p#rbi-payment-data#${verdict}`, `s#yotta/nm1#${verdict}`])
      expect(lists).toContain(`LIST#${list}`);
});
