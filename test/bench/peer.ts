import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleCommand } from '../../infra/pack/bundle.ts';
import { bundledRules, guard } from '../peers/cfn-guard.ts';
import { answered } from './declarations.ts';
import { median } from './median.ts';
import { template } from './template.ts';

const oneRule = fileURLToPath(new URL('replicas-in-india.guard', import.meta.url));

/**
 * Milliseconds of whole processes, in turns, over one template of 500 resources (median): the command as it is
 * packed, from the template to the printed report of all packs, and cfn-guard with a report as JSON.
 */
export const peerTimes = (cfnGuard: string) =>
  withCommand(async ({ check, file }) => {
    const path = await file('peer.json', JSON.stringify(template(500, 2)));
    const times = { nivas: [] as number[], all: [] as number[], one: [] as number[] };
    for (let round = 0; round < 9; round++) {
      times.nivas.push(await timeOf(() => check(path)));
      times.one.push(await timeOf(() => guard(cfnGuard, path, oneRule)));
      // ten seconds each
      if (round % 3 === 0) times.all.push(await timeOf(() => guard(cfnGuard, path, bundledRules)));
    }
    return { nivas: median(times.nivas), all: median(times.all), one: median(times.one) };
  });

/** The most memory that the whole command held, in MB, with so many resources (median of three). */
export const commandMemory = (counts: readonly number[]) =>
  withCommand(async ({ check, file }) => {
    const held: number[] = [];
    for (const count of counts) {
      const path = await file(`${count}.json`, JSON.stringify(template(count, 1)));
      held.push(median([await check(path), await check(path), await check(path)]));
    }
    return held;
  });

async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

type Command = {
  /** Checks a template in a new process; gives the most memory it held, in MB. */
  readonly check: (path: string) => Promise<number>;
  readonly file: (name: string, text: string) => Promise<string>;
};

/** Runs something with the command as it is packed, in a folder that goes with it. */
async function withCommand<T>(run: (command: Command) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'nivas-bench-'));
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  try {
    await bundleCommand(join(folder, 'dist'));
    const [asset = ''] = Object.keys(answered.data);
    const declared = await file('residency.json', JSON.stringify({ ...answered, resources: { [asset]: ['*'] } }));
    const check = (path: string) => checked(join(folder, 'dist/nivas.js'), declared, path);
    return await run({ check, file });
  } finally {
    await rm(folder, { recursive: true });
  }
}

const sayMemory = 'data:text/javascript,process.on("exit",()=>console.error(process.resourceUsage().maxRSS))';

const checked = (command: string, declared: string, evidence: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const args = ['check', declared, '--evidence', evidence, '--region', 'ap-south-1', '--as-of', '2026-11-22'];
    execFile(
      process.execPath,
      ['--import', sayMemory, command, ...args],
      { maxBuffer: 1e9 },
      (error, _out, complaint) => {
        const broke = error !== null && error.code !== 2 && error.code !== 3;
        if (broke) reject(new Error(`the command ended with ${error.code}: ${complaint}`));
        else resolve(Number(complaint.trim().split('\n').at(-1)) / 1024);
      },
    );
  });
