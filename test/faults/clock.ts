import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import { afterAll, vi } from 'vitest';

/** Turns of the event loop in which nothing stirs before time may go by. */
const quietTurns = 4;
/** Files that are being read, names that are being looked up: soon there, but not yet. */
const underWay = /^(FSReq|GetAddrInfo)/;

/**
 * Time that passes only when everything waits for it: the timeouts of the clients and of the Lambda are the real
 * ones, and nobody waits for them. `busy` is there while a request is under way, and resolves when that changes.
 */
export function virtualTime(start: string, busy: () => Promise<unknown> | undefined) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  const real = [timers.setTimeout, timersPromises.setTimeout] as const;
  // whoever imports them from their modules sees the same clock
  Object.assign(timers, { setTimeout });
  Object.assign(timersPromises, { setTimeout: (ms: number) => new Promise((done) => setTimeout(done, ms)) });
  syncBuiltinESMExports();
  afterAll(() => {
    vi.useRealTimers();
    Object.assign(timers, { setTimeout: real[0] });
    Object.assign(timersPromises, { setTimeout: real[1] });
    syncBuiltinESMExports();
  });
  const turn = () => new Promise((done) => setImmediate(done));
  const stirs = () => process.getActiveResourcesInfo().some((name) => underWay.test(name));
  const quiet = async () => {
    for (let turns = 0; turns < quietTurns; turns++) {
      for (let change = busy(); change !== undefined; change = busy()) {
        await change;
        turns = 0;
      }
      await turn();
      if (stirs()) turns = 0;
    }
  };
  /** Resolves with `work`, whatever it waits for. */
  const settled = async <T>(work: Promise<T>): Promise<T> => {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    work.then(done, done);
    for (await quiet(); !isDone; await quiet()) {
      if (vi.getTimerCount() === 0) throw new Error('nobody works and nobody waits: this would never end');
      await vi.advanceTimersToNextTimerAsync();
    }
    return work;
  };
  /** Lets so much time pass. */
  const pass = async (milliseconds: number) => {
    for (const until = Date.now() + milliseconds; ; await vi.advanceTimersToNextTimerAsync()) {
      await quiet();
      if (vi.getTimerCount() === 0 || Date.now() >= until) return;
    }
  };
  const reset = () => {
    vi.clearAllTimers();
    vi.setSystemTime(start);
  };
  return { settled, pass, reset };
}
