import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { killRounds } from './kill-rounds.ts';
import { prebuild } from './prebuilt.ts';

const possible =
  existsSync('/proc/self/stat') && existsSync(join(process.cwd(), 'node_modules/@dynoxide/linux-x64/dynoxide'));

describe.skipIf(!possible)('a service that is killed (runs on Linux with the database from npm)', () => {
  test('20 times under load has lost nothing it acknowledged, and has nothing twice', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nivas-kill-'));
    const script = await prebuild(join(folder, 'service'));
    const { wrong, history, open, starts } = await killRounds({ rounds: 20, seed: 20261122, script, folder });
    expect(wrong).toEqual([]);
    expect(starts).toHaveLength(21);
    expect(open, 'requests that a kill left open').toBeGreaterThan(20);
    expect(history.length).toBeGreaterThan(100);
    await rm(folder, { recursive: true });
  }, 180_000);
});
