import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { claimState } from '../../infra/local/claim.ts';
import { findDynoxide, startDynoxide } from '../../infra/local/dynoxide.ts';
import { makeResources } from '../../infra/local/make.ts';
import { runningService } from '../../infra/local/service-file.ts';
import { stateFolder } from '../../infra/local/state.ts';
import { synthesise } from '../../infra/local/synth.ts';
import { parseTemplates } from '../../infra/local/template.ts';

const Names = z.object({ RECORDS_TABLE: z.string(), BODIES_BUCKET: z.string() });

/** Where records are; `origin` where a service answers for them; `close` ends what was started for it. */
export type Records = z.infer<typeof Names> & {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly state: string;
  readonly origin?: string;
  readonly close: () => Promise<void>;
};

/** The records of a state folder: of the service that runs on it, or else in a dynoxide of our own, without a service. */
export async function openRecords(folder: string | undefined): Promise<Records> {
  const state = folder === undefined ? stateFolder() : resolve(folder);
  process.env.AWS_ACCESS_KEY_ID ??= 'local';
  process.env.AWS_SECRET_ACCESS_KEY ??= 'local';
  const service = await runningService(state);
  if (service !== undefined) {
    const { env, origin } = service;
    return { ...Names.parse(env), env, state, origin, close: async () => undefined };
  }
  await mkdir(state, { recursive: true });
  const unclaim = await claimState(state);
  const dynoxide = await startDynoxide(findDynoxide(process.env), join(state, 'dynamodb.sqlite'));
  const plan = parseTemplates(await synthesise(state));
  const stores = { AWS_REGION: 'ap-south-1', AWS_ENDPOINT_URL_DYNAMODB: dynoxide.endpoint };
  const env: Record<string, string> = Object.assign({}, stores, ...plan.routes.map(({ lambda }) => lambda.environment));
  Object.assign(process.env, stores);
  await makeResources({ ...plan, buckets: [] });
  const close = async () => {
    await dynoxide.stop();
    await unclaim();
  };
  return { ...Names.parse(env), env, state, close };
}
