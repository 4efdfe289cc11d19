import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { isAlive } from './claim.ts';
import { corrupt, readJson, writePrivate } from './state.ts';
import type { Plan } from './template.ts';

/**
 * Where a running service is, for scripts: `env` is what its functions and SDK clients read, endpoints and the names
 * of tables and bucket among it, but for the credentials, which are whatever its starter chose.
 */
const Service = z.strictObject({ pid: z.int(), origin: z.string(), env: z.record(z.string(), z.string()) });
export type Service = z.infer<typeof Service>;

const fileIn = (state: string) => join(state, 'service.json');
const read = ['AWS_REGION', 'AWS_ENDPOINT_URL_DYNAMODB', 'AWS_ENDPOINT_URL_S3'];

/** Says where the service is that this process runs. Gives what takes it back. */
export async function announce(state: string, origin: string, { routes }: Plan): Promise<() => Promise<void>> {
  const stores = read.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  const env: Service['env'] = Object.assign(
    {},
    Object.fromEntries(stores),
    ...routes.map(({ lambda }) => lambda.environment),
  );
  await writePrivate(fileIn(state), `${JSON.stringify({ pid: process.pid, origin, env }, null, 2)}\n`);
  return () => rm(fileIn(state), { force: true });
}

/** The service that runs on a state folder; undefined if none does, or if it ended without a word. */
export async function runningService(state: string): Promise<Service | undefined> {
  const json = await readJson(fileIn(state));
  if (json === undefined) return undefined;
  const { data } = Service.safeParse(json);
  if (data === undefined) throw corrupt(fileIn(state), 'it describes no service');
  return isAlive(data.pid) ? data : undefined;
}
