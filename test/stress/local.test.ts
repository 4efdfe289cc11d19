import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { described } from '../api/document.ts';
import { chanceOf } from './chance.ts';
import { overHttp } from './fuzz-over-http.ts';
import { fuzzPart } from './fuzz-part.ts';
import { runLoad } from './load-run.ts';
import { measure, probing } from './measure.ts';
import { kinds, prepareProfile } from './profile.ts';
import { sender } from './send.ts';
import { runSoak } from './soak-run.ts';
import { type Temporary, tokensOf, withService } from './temporary-service.ts';

const possible =
  existsSync('/proc/self/stat') && existsSync(join(process.cwd(), 'node_modules/@dynoxide/linux-x64/dynoxide'));

describe.skipIf(!possible)('the local service (runs on Linux with the database from npm)', () => {
  test('answers generated requests as described, and the mixed profile well, and can be looked at meanwhile', async () => {
    await withService(async (temporary) => {
      await generated(temporary);
      await mixed(temporary);
    }, probing);
  }, 120_000);
});

/** The short version of `npm run fuzz`. */
async function generated({ service, state }: Temporary): Promise<void> {
  const answering = overHttp(service.origin, state);
  const plan = { description: described(), answering, requests: 150, seed: 20261122 };
  const { failure, requests, well } = await fuzzPart(plan);
  answering.close();
  expect(failure).toBeUndefined();
  expect(requests).toBeGreaterThan(140);
  expect(well).toBeGreaterThan(30);
}

/** The short versions of `npm run load` and `npm run soak`. */
async function mixed({ service, state }: Temporary): Promise<void> {
  const { send, close } = sender(service.origin, 8);
  const profile = await prepareProfile(send, await tokensOf(state));
  const chance = chanceOf(20261122);
  const load = await runLoad({ origin: service.origin, profile, chance, clients: 8, seconds: 1 });
  expect([load.latencies.refused(), load.timeouts, load.errors]).toEqual([{}, 0, 0]);
  expect(kinds.map((kind) => load.latencies.of(kind).count > 0)).toEqual(kinds.map(() => true));
  const soak = await runSoak({
    ...{ send, profile, chance, rate: 50, seconds: 3, restSeconds: 0 },
    measure: (how) => measure(service, how),
    said: () => undefined,
  });
  close();
  expect([soak.sent, soak.notWell]).toEqual([150, 0]);
  expect(soak.levels).toHaveLength(3);
  for (const level of soak.levels) for (const held of Object.values(level)) expect(held).toBeGreaterThan(0);
}
