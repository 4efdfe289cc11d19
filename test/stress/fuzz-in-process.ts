import type { described } from '../api/document.ts';
import { makeService } from '../api/service.ts';
import { fuzzPart, type Part } from './fuzz-part.ts';

/** How many requests one service in memory gets: what it records and logs stays with it. */
export const partSize = 1_000;

/** A part of a run, against handlers of its own with ports in memory. */
export async function fuzzInProcess(
  description: ReturnType<typeof described>,
  seed: number,
  requests: number,
): Promise<Part> {
  const service = makeService();
  const answering = {
    send: service.send,
    upload: async (tenant: string, bytes: Buffer) => {
      service.evidence.upload(tenant, bytes, 'text/plain');
    },
    recorded: () => service.made.length,
  };
  return fuzzPart({ description, answering, requests, seed });
}
