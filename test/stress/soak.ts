import { parseArgs } from 'node:util';
import { chanceOf, seedIn } from './chance.ts';
import { growth, type Level } from './growth.ts';
import { measure, megabytes, probing } from './measure.ts';
import { prepareProfile } from './profile.ts';
import { sender } from './send.ts';
import { runSoak, type Soak } from './soak-run.ts';
import { tokensOf, withService } from './temporary-service.ts';

/**
 * `npm run soak -- 15 --rate 40`: the mixed profile for so many minutes at so many requests a second. Says what the
 * service and its database held in each third, and ends with 1 if the last holds more than the bounds of `growth.ts`.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rate: { type: 'string', default: '40' } },
});
const minutes = Number(positionals[0] ?? 15);
const rate = Number(values.rate);
const seed = seedIn(process.env);
if (!(minutes > 0) || !Number.isInteger(rate) || rate < 1) throw new Error('expected minutes, and a whole `--rate`');

const soak = await withService(async ({ service, state }) => {
  const { send, close } = sender(service.origin, 64);
  const profile = await prepareProfile(send, await tokensOf(state));
  let minute = 0;
  console.log(
    line(['minute', 'answers', 'p50 ms', 'p99 ms', 'not 2xx', 'MB: service', 'heap', 'database', 'open', 'handles']),
  );
  const done = await runSoak({
    send,
    profile,
    chance: chanceOf(seed),
    rate,
    seconds: minutes * 60,
    restSeconds: 5,
    measure: (how) => measure(service, how),
    said: (latencies, { service: resident, heap, database, descriptors, handles }) => {
      minute += 1;
      const { count, middle, late } = latencies.of();
      const refused = Object.values(latencies.refused()).reduce((sum, n) => sum + n, 0);
      const memory = [resident, heap, database].map(megabytes);
      console.log(line([minute, count, middle.toFixed(1), late.toFixed(1), refused, ...memory, descriptors, handles]));
    },
  });
  close();
  return done;
}, probing);

console.log(`\n${line(['third', 'MB: service', 'heap, settled', 'database', 'open', 'handles'])}`);
for (const [n, level] of soak.levels.entries()) console.log(line([n + 1, ...shown(level)]));
const grown = growthOf(soak);
for (const sentence of grown) console.log(sentence);
const said = grown.length === 0 ? 'no growth from the first third to the last' : 'it grew';
console.log(`\n${soak.sent} requests in ${minutes} min, ${soak.notWell} without a 2xx, seed ${seed}: ${said}`);
process.exitCode = grown.length === 0 && soak.notWell === 0 ? 0 : 1;

function growthOf({ levels: [first, , last] }: Soak): string[] {
  return first && last ? growth(first, last) : ['it did not run'];
}

function shown({ service, heap, database, descriptors, handles }: Level): (string | number)[] {
  return [...[service, heap, database].map(megabytes), descriptors, handles];
}

function line(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}
