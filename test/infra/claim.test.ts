import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimState } from '../../infra/local/claim.ts';

let base = '';
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'nivas-claim-'));
});
afterAll(() => rm(base, { recursive: true }));

test('a folder is claimed for this process, and given back', async () => {
  const release = await claimState(join(base, 'own'));
  expect(await readFile(join(base, 'own', 'claim'), 'utf8')).toBe(String(process.pid));
  await release();
  await expect(readFile(join(base, 'own', 'claim'))).rejects.toThrow('ENOENT');
});

test('a folder that a living process has claimed is refused; a dead one counts for nothing', async () => {
  await (await claimState(join(base, 'other')))();
  await writeFile(join(base, 'other', 'claim'), String(process.ppid));
  await expect(claimState(join(base, 'other'))).rejects.toMatchObject({ code: 'busy' });
  await writeFile(join(base, 'other', 'claim'), '4194303');
  await (await claimState(join(base, 'other')))();
});

test('a file where a folder should be is one sentence', async () => {
  await writeFile(join(base, 'file'), '');
  await expect(claimState(join(base, 'file'))).rejects.toMatchObject({ code: 'store_unavailable' });
});
