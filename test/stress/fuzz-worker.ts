import { parentPort } from 'node:worker_threads';
import * as z from 'zod';
import { described } from '../api/document.ts';
import { fuzzInProcess } from './fuzz-in-process.ts';

const Asked = z.object({ seed: z.int(), requests: z.int() });

/** A thread that runs the parts it is asked for, one after another, and says what became of each. */
const description = described();
parentPort?.on('message', (asked: unknown) => {
  const { seed, requests } = Asked.parse(asked);
  fuzzInProcess(description, seed, requests).then(
    (part) => parentPort?.postMessage(part),
    (cause: unknown) => {
      throw cause;
    },
  );
});
