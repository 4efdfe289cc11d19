import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NivasError } from '../../shared/error.ts';
import { corrupt, shownState } from './state.ts';

/**
 * Makes the state folder and claims it for this process, so that two services never write one database.
 * Gives what ends the claim. A claim whose process is gone counts for nothing.
 */
export async function claimState(state: string): Promise<() => Promise<void>> {
  await folder(state);
  await folder(join(state, 's3'));
  const file = join(state, 'claim');
  const holder = Number(await readFile(file, 'utf8').catch(() => '')); // No file, no holder.
  if (holder > 0 && holder !== process.pid && isAlive(holder))
    throw new NivasError(
      'busy',
      `process ${holder} keeps its records in ${shownState()}: stop it, or name another folder with NIVAS_STATE`,
    );
  await writeFile(file, String(process.pid));
  return () => rm(file, { force: true });
}

async function folder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    throw corrupt(
      path,
      cause.code === 'EEXIST' || cause.code === 'ENOTDIR' ? 'it is not a folder' : cause.message,
      cause,
    );
  });
}

/** Whether a process has this number. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // ESRCH: nobody has this number any more.
    return false;
  }
}
