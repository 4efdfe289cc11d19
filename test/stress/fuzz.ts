import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { described } from '../api/document.ts';
import { seedIn } from './chance.ts';
import { partSize } from './fuzz-in-process.ts';
import { overHttp } from './fuzz-over-http.ts';
import { fuzzPart, type Part, sumOf } from './fuzz-part.ts';
import { withService } from './temporary-service.ts';

/**
 * `npm run fuzz -- 100000`: so many requests made from the OpenAPI document, at most 2,000 of them over HTTP against
 * the local service, the rest in process. Each answer must be one that the document describes, and none a 5xx.
 */
const wanted = Number(process.argv[2] ?? 100_000);
if (!Number.isInteger(wanted) || wanted < 1) throw new Error(`\`${process.argv[2]}\` is not a number of requests`);
const seed = seedIn(process.env);
const overWire = Math.min(2_000, Math.ceil(wanted / 10));
const began = performance.now();
// Some requests cannot be sent over HTTP at all; the others make up for them.
const outside = await overTheWire(overWire);
const inside = await inThreads(wanted - outside.requests);
const { requests, valid, well, counts, failures } = sumOf([...inside, outside]);
const seconds = (performance.now() - began) / 1000;

console.table(counts);
for (const failure of new Set(failures)) console.log(failure);
const shares = `${percent(valid)} valid, ${percent(well)} valid and answered well`;
console.log(
  `${requests} requests (${outside.requests} over HTTP), ${shares}, in ${seconds.toFixed(0)} s, seed ${seed}:`,
  failures.length === 0 ? 'no 5xx, no answer that is not described' : `${failures.length} parts ended in a failure`,
);
process.exitCode = failures.length === 0 && requests > 0 ? 0 : 1;

function percent(of: number): string {
  return `${((100 * of) / requests).toFixed(0)} %`;
}

/** One thread for each processor; each asks for its next part when it has done one. */
async function inThreads(total: number): Promise<Part[]> {
  const parts = Array.from({ length: Math.ceil(total / partSize) }, (_, n) => ({
    seed: seed + n,
    requests: Math.min(partSize, total - n * partSize),
  }));
  const done: Part[] = [];
  const thread = async () => {
    const worker = new Worker(new URL('fuzz-worker.ts', import.meta.url));
    for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
      const answer = once(worker, 'message');
      worker.postMessage(part);
      done.push((await answer)[0]);
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, thread));
  return done;
}

function overTheWire(total: number): Promise<Part> {
  return withService(async ({ service, state }) => {
    const answering = overHttp(service.origin, state);
    const part = await fuzzPart({ description: described(), answering, requests: total, seed });
    answering.close();
    return part;
  });
}
