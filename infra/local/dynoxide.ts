import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { NivasError } from '../../shared/error.ts';
import { corrupt } from './state.ts';

export type Dynoxide = {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
  /** Resolves when it is no longer there, asked or not. */
  readonly ended: Promise<unknown>;
};

const watcher = fileURLToPath(new URL('watcher.ts', import.meta.url));

/** The binary: from npm where there is one for this machine, else `dynoxide` on the PATH. */
export function findDynoxide(env: NodeJS.ProcessEnv, shipped = fromNpm()): string {
  const onPath = (env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'dynoxide'));
  const found = [...shipped, ...onPath].find(isExecutable);
  if (found !== undefined) return found;
  throw new NivasError(
    'not_found',
    'there is no dynoxide for this machine; put `dynoxide` on the PATH, or set AWS_ENDPOINT_URL_DYNAMODB to a DynamoDB you run',
  );
}

function fromNpm(): string[] {
  try {
    return [createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide')];
  } catch {
    // npm leaves an optional dependency out where it does not fit: the PATH is next.
    return [];
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs dynoxide on `file`; resolves when it answers. It ends when this process does, however that happens. */
export async function startDynoxide(binary: string, file: string): Promise<Dynoxide> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [watcher, binary, 'serve', '--port', `${port}`, '--db-path', file], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  let said = '';
  child.stderr.on('data', (part: Buffer) => {
    said = `${said}${part}`.slice(-2000);
  });
  child.stdin.on('error', () => undefined); // It is gone already: that is what we wanted.
  const stop = async () => {
    child.stdin.end();
    await exited;
  };
  const failed = exited.then(() => {
    throw corrupt(
      file,
      `dynoxide says: ${said
        .trim()
        .split('\n')
        .at(-1)
        ?.replace(/^error: /, '')}`,
    );
  });
  failed.catch(() => undefined); // It also ends when it is stopped, and then nobody is waiting.
  await Promise.race([answers(endpoint), failed]).catch(async (cause: unknown) => {
    await stop();
    throw cause;
  });
  return { endpoint, stop, ended: exited };
}

async function answers(endpoint: string): Promise<void> {
  const until = Date.now() + 15_000;
  while (Date.now() < until) {
    const answer = await fetch(endpoint).catch(() => undefined); // Refused until it listens.
    await answer?.body?.cancel();
    if (answer !== undefined) return;
    await wait(20);
  }
  throw new NivasError('store_unavailable', `dynoxide did not answer at ${endpoint} within 15 seconds`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return address.port;
}
