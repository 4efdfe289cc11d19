import * as z from 'zod';
import { runningService } from '../../../infra/local/service-file.ts';
import { shownState, stateFolder } from '../../../infra/local/state.ts';
import { NivasError } from '../../../shared/error.ts';
import type { Installation } from './installation.ts';

const Env = z.looseObject({ RECORDS_TABLE: z.string(), CATALOGUE_TABLE: z.string(), BODIES_BUCKET: z.string() });

/** The service that `npm start` runs on this machine. Throws if none does. */
export async function localService(): Promise<Installation> {
  const service = await runningService(stateFolder());
  if (service === undefined)
    throw new NivasError(
      'not_found',
      `no service runs on \`${shownState()}\`: run \`npm start\`, or name an installation on AWS with --url, --records, ` +
        '--catalogue and --bucket',
    );
  const { RECORDS_TABLE, CATALOGUE_TABLE, BODIES_BUCKET } = Env.parse(service.env);
  // Its stores take any credentials, and the SDK sends nothing without some: those that `npm start` takes.
  process.env.AWS_ACCESS_KEY_ID ??= 'local';
  process.env.AWS_SECRET_ACCESS_KEY ??= 'local';
  const names = { records: RECORDS_TABLE, catalogue: CATALOGUE_TABLE, bucket: BODIES_BUCKET };
  return { origin: service.origin, names, env: service.env };
}
