import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A process as the system shows it. */
export type Process = { readonly pid: number; readonly group: number; readonly command: readonly string[] };

/** Processes of a group that have not ended. Linux only, as the database that is shipped is. */
export const inGroup = (group: number): Process[] => running().filter((process) => process.group === group);

function running(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = read(`/proc/${name}/stat`);
      // The name of the program is in brackets and may hold anything; state, parent and group follow it.
      const [state = 'Z', , group = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (stat === '' || state === 'Z' || state === 'X') return [];
      const command = read(`/proc/${name}/cmdline`).split('\0').slice(0, -1);
      return [{ pid: Number(name), group: Number(group), command }];
    });
}

/** The text of a file of `/proc`; empty when the process has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // It has ended since it was listed.
    return '';
  }
}

/** Bytes of memory that a process holds now. 0: it has ended. */
export const residentBytes = (pid: number): number =>
  1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);

/** Milliseconds of processor time that a process has used, in all its threads; a clock tick is 10. */
export function processorMilliseconds(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  const [, , , , , , , , , , , user = '0', system = '0'] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return 10 * (Number(user) + Number(system));
}

/** What a process has open, by kind: `socket`, `pipe`, `file`, `other`. */
export function openDescriptors(pid: number): Readonly<Record<string, number>> {
  const kinds: Record<string, number> = {};
  for (const name of entries(`/proc/${pid}/fd`)) {
    const kind = kindOf(`/proc/${pid}/fd/${name}`);
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  return kinds;
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // It has ended.
    return [];
  }
}

function kindOf(link: string): string {
  try {
    const target = readlinkSync(link);
    return /^(socket|pipe):/.exec(target)?.[1] ?? (target.startsWith('/') ? 'file' : 'other');
  } catch {
    // It was closed since it was listed.
    return 'other';
  }
}

/** Whether somebody listens at a port of this machine. */
export function isHeld(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const say = (held: boolean) => {
      socket.destroy();
      resolve(held);
    };
    socket.once('connect', () => say(true)).once('error', () => say(false));
  });
}

/** Waits until `done`, looking every `step` milliseconds. False: it is not so after `most` milliseconds. */
export async function within(most: number, done: () => boolean | Promise<boolean>, step = 5): Promise<boolean> {
  for (const until = performance.now() + most; !(await done()); await wait(step))
    if (performance.now() > until) return false;
  return true;
}
