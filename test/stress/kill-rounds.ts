import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { mintToken, openIssuer } from '../../infra/local/issuer.ts';
import { type Chance, chanceOf } from './chance.ts';
import { wrongIn, wrongInAll } from './check-history.ts';
import { type Driver, makeDriver, stressTenants, unexpected } from './drive.ts';
import type { FoundWhole } from './found.ts';
import { isUnknown, nameOf, type Operation } from './history.ts';
import { wrongLists } from './lists-over-http.ts';
import { databaseOf, freePort, type LocalService, type Place, startService } from './local-service.ts';
import { inGroup, isHeld, within } from './processes.ts';
import { sender } from './send.ts';
import { viewTable } from './table-view.ts';

export type KillPlan = {
  readonly rounds: number;
  readonly seed: number;
  /** What starts the service. */
  readonly script: string;
  /** An empty folder for its state and its log. */
  readonly folder: string;
  /** Told after each round. */
  readonly said?: (round: number) => void;
};
export type KillResult = {
  /** In sentences; none: all is well. */
  readonly wrong: readonly string[];
  readonly history: readonly Operation[];
  /** Requests whose sender had not learnt what became of them when it was killed, and how many of these were recorded. */
  readonly open: number;
  readonly openRecorded: number;
  /** Kills while it started. */
  readonly killedStarting: number;
  /** Milliseconds from start to the first answer, of each start. */
  readonly starts: readonly number[];
};

type Run = {
  readonly place: Place;
  readonly chance: Chance;
  readonly driver: Driver;
  /** By tenant. */
  readonly tokens: ReadonlyMap<string, string>;
  readonly wrong: string[];
  readonly starts: number[];
  open: number;
  openRecorded: number;
  killedStarting: number;
  /** How many requests were compared with the table already. */
  compared: number;
  /** Groups of which something may still be ending. */
  ending: readonly number[];
};

/** Starts the service, asks, kills, starts it on the same state, asks again what was left open, and compares. */
export async function killRounds(plan: KillPlan): Promise<KillResult> {
  const run = await prepared(plan);
  for (let round = 0; round < plan.rounds; round++) {
    const service = await started(run);
    await compare(run, service, 'recent');
    await killed(run, service, round);
    plan.said?.(round);
  }
  const service = await started(run);
  await compare(run, service, 'all');
  await service.stop();
  await ended(run, [service.pid]);
  const { wrong, driver, open, openRecorded, killedStarting, starts } = run;
  const { history } = driver;
  return { wrong: [...wrong, ...unexpected(history)], history, open, openRecorded, killedStarting, starts };
}

async function prepared({ seed, script, folder }: KillPlan): Promise<Run> {
  const state = join(folder, 'state');
  await mkdir(state, { recursive: true });
  await openIssuer(state);
  const chance = chanceOf(seed);
  const tokens = new Map<string, string>();
  for (const tenant of stressTenants)
    tokens.set(tenant, await mintToken({ tenant, scopes: ['declare', 'read'], seconds: 86_400 }, state));
  const driver = makeDriver(chance, (tenant) => tokens.get(tenant) ?? '');
  const place = { script, state, port: await freePort(), log: join(folder, 'service.log') };
  // The first start makes the template, and what was compiled is kept only by one who stops in peace.
  const service = startService(place);
  await service.ready();
  await service.stop();
  const counts = { open: 0, openRecorded: 0, killedStarting: 0, compared: 0, ending: [] };
  return { place, chance, driver, tokens, wrong: [], starts: [], ...counts };
}

/** A service that answers. One start in eight is killed before, at any moment. */
async function started(run: Run): Promise<LocalService> {
  const { place, chance, starts } = run;
  if (chance.upTo(8) === 0) {
    const service = startService(place);
    await wait(chance.upTo(400));
    await service.kill(chance.oneOf(['group', 'parent']));
    await ended(run, [service.pid]);
    run.killedStarting += 1;
  }
  const began = performance.now();
  const service = startService(place);
  await service.ready();
  starts.push(performance.now() - began);
  await ended(run, run.ending);
  run.ending = [];
  return service;
}

/** The service registers it for its own use whenever it starts. */
const demo = nameOf({ tenant: 'acme', key: 'demo' });

/** Sends again what was left open, then holds the store against what was asked and answered. */
async function compare(run: Run, { origin, ...service }: LocalService, which: 'recent' | 'all'): Promise<void> {
  const { driver, place } = run;
  const left = driver.history.filter(isUnknown);
  await driver.settle(origin);
  run.open += left.length;
  run.openRecorded += left.filter(wasRecorded).length;
  run.wrong.push(...left.filter(isUnknown).map(({ key }) => `\`${key}\` was sent again and again and not answered`));
  const view = await viewTable(databaseOf({ origin, ...service }).endpoint, place.state);
  const recent = driver.history.slice(run.compared);
  run.compared = driver.history.length;
  if (which === 'recent') run.wrong.push(...wrongIn(recent, await view.of(recent)));
  else run.wrong.push(...(await wrongInAllOf(run, origin, await view.whole())));
  view.close();
}

async function wrongInAllOf({ driver, tokens }: Run, origin: string, whole: FoundWhole): Promise<string[]> {
  const wrong = wrongInAll(driver.history, whole, [demo]);
  const { send, close } = sender(origin, 1);
  for (const [tenant, token] of tokens) wrong.push(...(await wrongLists(send, token, tenant, whole)));
  close();
  return wrong;
}

/** Its first answer after the silence said that it had been recorded before. */
const wasRecorded = ({ attempts }: Operation) => attempts.find((attempt) => attempt.is === 'ok')?.replayed === true;

/** Every other round the whole group; of the others, every other time the next start does not wait for the database. */
async function killed(run: Run, service: LocalService, round: number): Promise<void> {
  const stop = new AbortController();
  const driving = run.driver.drive(service.origin, stop.signal);
  await wait(30 + run.chance.upTo(400));
  await service.kill(round % 2 === 0 ? 'group' : 'parent');
  stop.abort();
  await driving;
  if (round % 4 === 3) run.ending = [service.pid];
  else await ended(run, [service.pid]);
  if (await isHeld(run.place.port)) run.wrong.push(`port ${run.place.port} is held after a kill`);
}

/** Nothing of these groups is left, though the watcher may take its time to end the database. */
async function ended({ wrong }: Run, groups: readonly number[]): Promise<void> {
  for (const group of groups)
    if (!(await within(10_000, () => inGroup(group).length === 0)))
      wrong.push(...inGroup(group).map(({ pid, command }) => `process ${pid} is left: ${command.join(' ')}`));
}
