import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NivasError } from '../../shared/error.ts';

/** The checkout this file is in. */
export const project = fileURLToPath(new URL('../..', import.meta.url));

/** Where this machine keeps what AWS would keep for the service. `NIVAS_STATE` names another folder. */
export const stateFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  env.NIVAS_STATE ? resolve(env.NIVAS_STATE) : join(project, '.nivas');

/** The state folder as a person would type it here. */
export function shownState(folder = stateFolder()): string {
  const path = relative('', folder);
  return path === '' || path.startsWith('..') ? folder : path;
}

/** The sentence for a file in the state folder that we wrote and can no longer read. */
export const corrupt = (file: string, why: string, cause?: unknown): NivasError =>
  new NivasError(
    'store_unavailable',
    `\`${file}\` cannot be read (${why}); \`rm -rf ${shownState()}\` starts afresh and loses what was recorded here`,
    [],
    { cause },
  );

/** A JSON file, unparsed beyond JSON; undefined if there is none. */
export async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw corrupt(file, cause.code ?? cause.message, cause);
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw corrupt(file, 'it is not JSON', cause);
  }
}

/** Writes a file that only this user may read, whole or not at all. */
export async function writePrivate(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, text, { mode: 0o600, flush: true });
  await rename(unfinished, file);
}
