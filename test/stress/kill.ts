import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from '../bench/median.ts';
import { seedIn } from './chance.ts';
import { type KillResult, killRounds } from './kill-rounds.ts';
import { prebuild } from './prebuilt.ts';

/** `npm run kill -- 500`: kills the service under load that many times and compares what it kept with what it said. */
const rounds = Number(process.argv[2] ?? 500);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`\`${process.argv[2]}\` is not a number of rounds`);
const seed = seedIn(process.env);
const folder = await mkdtemp(join(tmpdir(), 'nivas-kill-'));
const began = performance.now();
const script = await prebuild(join(folder, 'service'));
const result = await killRounds({
  rounds,
  seed,
  script,
  folder,
  said: (round) => {
    if ((round + 1) % 50 === 0) console.log(`${round + 1} of ${rounds} rounds`);
  },
});
for (const sentence of result.wrong) console.log(sentence);
console.log(summary(result));
if (result.wrong.length === 0) await rm(folder, { recursive: true });
else console.log(`What is left to look at: ${folder}`);
process.exitCode = result.wrong.length === 0 ? 0 : 1;

function summary({ wrong, history, open, openRecorded, killedStarting, starts }: KillResult): string {
  const attempts = history.flatMap(({ attempts }) => attempts);
  const count = (is: string) => attempts.filter((attempt) => attempt.is === is).length;
  return [
    `${rounds} kills under load and ${killedStarting} while starting, seed ${seed}:`,
    `${history.length} requests sent ${attempts.length} times, ${count('ok')} acknowledged, ${count('refused')} refused,`,
    `${open} left open by a kill, ${openRecorded} of them recorded;`,
    `restart ${Math.round(median(starts))} ms (median), ${Math.round((performance.now() - began) / 1000)} s in all;`,
    wrong.length === 0 ? 'nothing lost, nothing twice, nothing altered' : `${wrong.length} things wrong`,
  ].join(' ');
}
