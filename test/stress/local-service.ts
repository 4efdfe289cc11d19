import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inGroup, type Process } from './processes.ts';
import { sender } from './send.ts';

export type Place = {
  /** What to run: `infra/local/start.ts`, or the same prebuilt. */
  readonly script: string;
  readonly state: string;
  readonly port: number;
  /** Where it writes what it says. */
  readonly log: string;
  /** Options of Node. */
  readonly options?: readonly string[];
};

/** The service as one process of this machine, with a group of its own: its watcher and its database are in it. */
export type LocalService = {
  readonly origin: string;
  readonly pid: number;
  /** Resolves when it answers; rejects when it ends instead. */
  readonly ready: () => Promise<void>;
  /** Ends it at once, without a word: alone, or its whole group. Resolves when the system has buried it. */
  readonly kill: (whom: 'parent' | 'group') => Promise<void>;
  /** Asks it to stop, and waits. */
  readonly stop: () => Promise<void>;
  /** What is left of its group. */
  readonly left: () => Process[];
  /** Asks the process something over its channel; undefined: there is none. */
  readonly ask: (question: string) => Promise<unknown>;
};

/** Endpoints that are set would be used in place of the service's own stores. */
const { AWS_ENDPOINT_URL_DYNAMODB: _, AWS_ENDPOINT_URL_S3: __, ...environment } = process.env;

/** Starts the whole local service in a state folder and at a port. */
export function startService({ script, state, port, log, options = [] }: Place): LocalService {
  mkdirSync(dirname(log), { recursive: true });
  const said = openSync(log, 'a');
  const child = spawn(process.execPath, [...options, script], {
    detached: true,
    env: { ...environment, NIVAS_STATE: state, PORT: String(port), NODE_COMPILE_CACHE: join(dirname(log), 'compiled') },
    stdio: ['ignore', said, said, 'ipc'],
  });
  closeSync(said);
  const { pid = 0 } = child;
  const ended = once(child, 'exit');
  const origin = `http://127.0.0.1:${port}`;
  const end = async (signal: 'SIGKILL' | 'SIGTERM', whom: 'parent' | 'group') => {
    signalled(whom === 'group' ? -pid : pid, signal);
    await ended;
  };
  return {
    origin,
    pid,
    ready: () => Promise.race([answers(origin), ended.then(() => failed(log))]),
    kill: (whom) => end('SIGKILL', whom),
    stop: () => end('SIGTERM', 'parent'),
    left: () => inGroup(pid),
    ask: async (question) => {
      const answer = once(child, 'message');
      child.send(question);
      return (await answer)[0];
    },
  };
}

const failed = (log: string): never => {
  throw new Error(`the service ended before it answered: see ${log}`);
};

function signalled(pid: number, signal: 'SIGKILL' | 'SIGTERM'): void {
  try {
    process.kill(pid, signal);
  } catch {
    // ESRCH: it has ended by itself.
  }
}

/** Until everything is made the port refuses, and then answers 503. */
async function answers(origin: string): Promise<void> {
  const { send, close } = sender(origin, 1, 5);
  const up = () =>
    send({ method: 'GET', path: '/v1/health' }).then(
      ({ status }) => status === 200,
      () => false,
    );
  for (const until = performance.now() + 60_000; !(await up()); await wait(5))
    if (performance.now() > until) throw new Error(`the service does not answer at ${origin} after a minute`);
  close();
}

/** A port of this machine that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return address.port;
}

/** Where the service's own database listens, by its command line. */
export function databaseOf(service: LocalService): { readonly pid: number; readonly endpoint: string } {
  const found = service.left().find(({ command }) => /dynoxide$/.test(command[0] ?? '') && command[1] === 'serve');
  const port = found?.command[found.command.indexOf('--port') + 1];
  if (found === undefined || port === undefined) throw new Error('the service has no database of its own');
  return { pid: found.pid, endpoint: `http://127.0.0.1:${port}` };
}
