import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mintToken } from '../../infra/local/issuer.ts';
import { freePort, type LocalService, startService } from './local-service.ts';
import { prebuild } from './prebuilt.ts';
import type { Tokens } from './profile.ts';

export type Temporary = { readonly service: LocalService; readonly state: string; readonly folder: string };

/** Runs something against a service that is made for it, prebuilt, at a free port, in a folder that goes with it. */
export async function withService<T>(
  run: (temporary: Temporary) => Promise<T>,
  options: readonly string[] = [],
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'nivas-stress-'));
  const state = join(folder, 'state');
  const script = await prebuild(join(folder, 'service'));
  const service = startService({ script, state, port: await freePort(), log: join(folder, 'service.log'), options });
  try {
    await service.ready();
    return await run({ service, state, folder });
  } finally {
    await service.stop();
    await rm(folder, { recursive: true });
  }
}

/** Tokens for a day, of a tenant and of a regulator for every pack. */
export async function tokensOf(state: string): Promise<Tokens> {
  const seconds = 86_400;
  const tenant = await mintToken({ tenant: 'stress', scopes: ['check', 'declare', 'read'], seconds }, state);
  const regulator = await mintToken({ issuers: ['nivas', 'rbi'], scopes: ['read'], seconds }, state);
  return { tenant, regulator };
}
