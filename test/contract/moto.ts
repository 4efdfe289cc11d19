import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll } from 'vitest';
import { freePort } from './dynoxide.ts';

/** Serves until our end of its input closes, which it does however this process ends. */
const whileRead = '"$0" -H 127.0.0.1 -p "$1" & cat; kill $!';

export const skipped = 'skipped: this runs where `moto_server` (PyPI: moto[server]) is on the PATH';

/** An AWS double that others wrote, for the tests of one file: its address; undefined where it is not installed. */
export async function startMoto(): Promise<string | undefined> {
  const folder = (process.env.PATH ?? '').split(':').find((path) => existsSync(join(path, 'moto_server')));
  if (folder === undefined) return undefined;
  const port = await freePort();
  const server = spawn('sh', ['-c', whileRead, join(folder, 'moto_server'), String(port)], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  afterAll(() => server.stdin.end());
  const endpoint = `http://127.0.0.1:${port}`;
  for (let n = 0; !(await answers(endpoint)); n++) {
    if (n === 150) throw new Error('moto_server does not answer');
    await setTimeout(100);
  }
  return endpoint;
}

const answers = (endpoint: string) =>
  fetch(endpoint).then(
    () => true,
    () => false,
  );
