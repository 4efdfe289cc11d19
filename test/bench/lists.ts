import { type Case, casesOf, cursorAt } from './list-cases.ts';
import { type Ask, askOperations, askService } from './list-pages.ts';
import { openRecords } from './records.ts';
import { chance, type Planned, seedPlan } from './seeding.ts';

const depths = [0, 0.5, 0.99];
const rounds = 60;
const warmUp = 5;
/** Milliseconds that nineteen in twenty pages must stay under. */
const most = 100;

/**
 * `npm run bench:lists -- <audits> [<state folder>]`: how long a page of 50 takes at any depth of what
 * `npm run seed` wrote, by the operations and, where a service runs on the folder, over HTTP. Fails if it is too long.
 */
async function bench(audits: number, folder: string | undefined): Promise<void> {
  const plan = seedPlan(audits);
  const records = await openRecords(folder);
  try {
    const { origin, state } = records;
    const slow = [
      ...(await measure('by the operations', askOperations(records), plan)),
      ...(origin === undefined ? [] : await measure(`over HTTP, ${origin}`, askService(origin, state), plan)),
    ];
    if (slow.length === 0) return;
    console.error(`nivas: 95 of 100 pages should come within ${most} ms, and do not: ${slow.join('; ')}`);
    process.exitCode = 1;
  } finally {
    await records.close();
  }
}

/** Prints a line per list and depth; gives the names of those that are too slow. */
async function measure(how: string, ask: Ask, plan: readonly Planned[]): Promise<string[]> {
  const slow: string[] = [];
  console.log(`\nA page of 50, ${how}, milliseconds (p50, p95 of ${rounds}; items of a page):`);
  for (const asked of casesOf(plan))
    for (const depth of depths) {
      const { p50, p95, items } = await timesOf(ask, asked, depth, plan);
      const name = `${asked.name}, ${depth * 100} %`;
      console.log(
        `  ${name.padEnd(50)} ${p50.toFixed(1).padStart(7)} ${p95.toFixed(1).padStart(7)} ${String(items).padStart(5)}`,
      );
      if (depth === 0 && items === 0)
        throw new Error(`there is nothing in ${asked.name}: \`npm run seed\` comes first`);
      if (p95 > most) slow.push(name);
    }
  return slow;
}

async function timesOf(ask: Ask, asked: Case, depth: number, plan: readonly Planned[]) {
  const random = chance(`${asked.name} ${depth}`);
  const times: number[] = [];
  let items = 0;
  for (let round = -warmUp; round < rounds; round++) {
    // never twice the same page, so that nothing is read that was read just before
    const cursor = cursorAt(asked, depth === 0 ? 0 : depth - random() * 0.01, plan);
    const start = performance.now();
    items = await ask(asked, cursor);
    if (round >= 0) times.push(performance.now() - start);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), items };
}

const [count = '', folder] = process.argv.slice(2);
if (/^[1-9]\d{0,6}$/.test(count)) await bench(Number(count), folder);
else {
  console.error('nivas: say how many audits were seeded, such as `npm run bench:lists -- 100000`');
  process.exitCode = 1;
}
