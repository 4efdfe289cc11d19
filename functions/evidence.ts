import { evidenceHandler } from './edge/evidence.ts';

/** Takes evidence that is too long for a request. */
export const handler = evidenceHandler();
