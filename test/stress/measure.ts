import * as z from 'zod';
import { databaseOf, type LocalService } from './local-service.ts';
import { openDescriptors, processorMilliseconds, residentBytes } from './processes.ts';

/** What the probe in the service says. Bytes; `active` and `idle` are milliseconds of its event loop since its start. */
const Probed = z.object({
  heapUsed: z.number(),
  external: z.number(),
  resources: z.record(z.string(), z.number()),
  loop: z.object({ active: z.number(), idle: z.number() }),
});

/** How the service and its database are at a moment: memory in bytes, times in milliseconds. */
export type Measured = {
  readonly at: number;
  readonly heap: number;
  readonly service: number;
  readonly database: number;
  readonly descriptors: number;
  /** What keeps the event loop alive: sockets, timers. */
  readonly handles: number;
  readonly serviceTime: number;
  readonly databaseTime: number;
  readonly loopActive: number;
};

/** Asks the probe, which must have been loaded. `settled`: after collecting what nobody holds any more. */
export async function measure(service: LocalService, how: 'now' | 'settled' = 'now'): Promise<Measured> {
  const { heapUsed, resources, loop } = Probed.parse(await service.ask(how));
  const { pid } = databaseOf(service);
  const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((total, n) => total + n, 0);
  return {
    at: performance.now(),
    heap: heapUsed,
    service: residentBytes(service.pid),
    database: residentBytes(pid),
    descriptors: sum(openDescriptors(service.pid)),
    handles: sum(resources),
    serviceTime: processorMilliseconds(service.pid),
    databaseTime: processorMilliseconds(pid),
    loopActive: loop.active,
  };
}

/** Options of Node that load the probe. */
export const probing = ['--expose-gc', '--import', new URL('probe.ts', import.meta.url).href];

export const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)}`;
