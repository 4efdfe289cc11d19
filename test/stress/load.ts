import { parseArgs } from 'node:util';
import { stateFolder } from '../../infra/local/state.ts';
import { chanceOf, seedIn } from './chance.ts';
import { type Load, runLoad } from './load-run.ts';
import type { LocalService } from './local-service.ts';
import { type Measured, measure, megabytes, probing } from './measure.ts';
import { kinds, prepareProfile, type Tokens } from './profile.ts';
import { sender } from './send.ts';
import { tokensOf, withService } from './temporary-service.ts';

/**
 * `npm run load -- --seconds 60 --clients 1,32,256`: the mixed profile at each number of clients against a local
 * service made for it, or at `--url` (with the token in NIVAS_TOKEN, or, for `npm start`, one of its state folder).
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    clients: { type: 'string', default: '1,32,256' },
    url: { type: 'string' },
    node: { type: 'string', multiple: true, default: [] },
  },
});
const seed = seedIn(process.env);
const seconds = Number(values.seconds);
const { url } = values;

if (url === undefined)
  await withService(
    async ({ service, state }) => report(service.origin, await tokensOf(state), service),
    [...probing, ...values.node],
  );
else await report(url, await tokensFor(process.env), undefined);

async function tokensFor({ NIVAS_TOKEN }: NodeJS.ProcessEnv): Promise<Tokens> {
  return NIVAS_TOKEN ? { tenant: NIVAS_TOKEN, regulator: undefined } : tokensOf(stateFolder());
}

async function report(origin: string, tokens: Tokens, service: LocalService | undefined): Promise<void> {
  const { send, close } = sender(origin, 8);
  const profile = await prepareProfile(send, tokens);
  close();
  const chance = chanceOf(seed);
  const rows: string[] = [];
  const routes: string[] = [];
  let wrong = 0;
  for (const clients of values.clients.split(',').map(Number)) {
    const used = process.cpuUsage();
    const before = service && (await measure(service));
    const load = await runLoad({ origin, profile, chance, clients, seconds });
    const after = service && (await measure(service));
    const { user, system } = process.cpuUsage(used);
    const own = (user + system) / 1_000_000 / seconds;
    rows.push(line([clients, ...summary(load), ...(before && after ? usage(before, after, own) : [])]));
    routes.push(...perKind(clients, load));
    wrong += load.timeouts + load.errors + Object.values(load.latencies.refused()).reduce((sum, n) => sum + n, 0);
  }
  const usual = ['clients', 'answers/s', 'p50 ms', 'p99 ms', 'most ms', 'not 2xx', 'timeouts', 'broken'];
  const local = ['cores: service', 'its loop', 'database', 'load', 'MB: service', 'heap', 'database'];
  console.log([...heading([...usual, ...(service ? local : [])]), ...rows, ''].join('\n'));
  console.log([...heading(['clients', 'request', 'answers', 'p50 ms', 'p99 ms', 'not 2xx']), ...routes, ''].join('\n'));
  console.log(`${seconds} s each, seed ${seed}, ${origin}`);
  process.exitCode = wrong === 0 ? 0 : 1;
}

function summary({ latencies, rate, timeouts, errors }: Load): (string | number)[] {
  const { middle, late, most } = latencies.of();
  const refused = Object.values(latencies.refused()).reduce((sum, n) => sum + n, 0);
  return [rate.toFixed(0), middle.toFixed(1), late.toFixed(1), most.toFixed(0), refused, timeouts, errors];
}

/** Shares of one processor while it lasted, and memory before and after. */
function usage(before: Measured, after: Measured, own: number): string[] {
  const share = (of: 'serviceTime' | 'loopActive' | 'databaseTime') =>
    ((after[of] - before[of]) / (after.at - before.at)).toFixed(2);
  const memory = (of: 'service' | 'heap' | 'database') => `${megabytes(before[of])} → ${megabytes(after[of])}`;
  return [
    share('serviceTime'),
    share('loopActive'),
    share('databaseTime'),
    own.toFixed(2),
    memory('service'),
    memory('heap'),
    memory('database'),
  ];
}

function perKind(clients: number, { latencies }: Load): string[] {
  return kinds.map((kind) => {
    const { count, middle, late } = latencies.of(kind);
    const refused = Object.entries(latencies.refused()).filter(([name]) => name.startsWith(`${kind} `));
    const said = refused.map(([name, n]) => `${n} × ${name.slice(kind.length + 1)}`).join(', ') || '0';
    return line([clients, kind, count, middle.toFixed(1), late.toFixed(1), said]);
  });
}

function line(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

function heading(names: readonly string[]): string[] {
  return [line(names), line(names.map(() => '---'))];
}
