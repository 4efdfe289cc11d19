import { awsCatalogue, release } from './aws-catalogue.ts';
import type { Env } from './environment.ts';

/** Makes what this build brought along current, and gives its number. Safe to repeat. */
export const publishRelease = (env: Env): Promise<number> => awsCatalogue(env).publish(release);
