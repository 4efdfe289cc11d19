import { setTimeout as wait } from 'node:timers/promises';
import { median } from '../bench/median.ts';
import type { Chance } from './chance.ts';
import type { Level } from './growth.ts';
import { type Latencies, makeLatencies } from './latencies.ts';
import type { Measured } from './measure.ts';
import { type Asked, keyed, type Profile } from './profile.ts';
import type { Send } from './send.ts';

export type SoakPlan = {
  readonly send: Send;
  readonly profile: Profile;
  readonly chance: Chance;
  /** Requests a second, sent on time whether earlier ones are answered or not. */
  readonly rate: number;
  readonly seconds: number;
  /** How long nothing is asked before it counts as settled. */
  readonly restSeconds: number;
  readonly measure: (how: 'now' | 'settled') => Promise<Measured>;
  /** Told after each minute of asking, and what there is of the last. */
  readonly said: (latencies: Latencies, measured: Measured) => void;
};
/** Of each third: memory in use as its median, the rest as it is at its end, settled. */
export type Soak = { readonly levels: readonly Level[]; readonly sent: number; readonly notWell: number };

/** Asks at a steady rate in three thirds, and lets it settle after each. */
export async function runSoak(plan: SoakPlan): Promise<Soak> {
  const asking = makeAsking(plan);
  const levels: Level[] = [];
  for (let third = 1; third <= 3; third++) {
    const samples = await asking.until((plan.seconds * third) / 3);
    await wait(plan.restSeconds * 1000);
    const { heap, descriptors, handles } = await plan.measure('settled');
    const middle = (of: 'service' | 'database') => median(samples.map((sample) => sample[of]));
    levels.push({ heap, descriptors, handles, service: middle('service'), database: middle('database') });
  }
  return { levels, ...asking.counts() };
}

function makeAsking({ send, profile, chance, rate, measure, said }: SoakPlan) {
  let asked: Asked[] = [];
  let [sent, notWell] = [0, 0];
  let latencies = makeLatencies();
  const ask = async (due: number) => {
    if (asked.length === 0) asked = profile(chance);
    const { kind, ...request } = asked.pop() ?? { kind: 'public', method: 'GET', path: '/v1/health' };
    const minute = latencies;
    const answered = await send({ ...request, headers: keyed(request.headers) }).catch(() => undefined);
    if (answered === undefined || answered.status >= 300) notWell += 1;
    // From when it was due, so that a late start counts as waiting.
    minute.add(kind, answered?.status ?? 0, performance.now() - due);
  };
  /** Asks until so many seconds of asking are over in all, and waits for the answers; gives a sample of each second. */
  const until = async (seconds: number) => {
    const samples: Measured[] = [];
    const underWay = new Set<Promise<void>>();
    const began = performance.now() - (sent / rate) * 1000;
    for (; sent < seconds * rate; sent++) {
      const due = began + (sent / rate) * 1000;
      if (due > performance.now()) await wait(due - performance.now());
      const answer = ask(due).finally(() => underWay.delete(answer));
      underWay.add(answer);
      if (sent % rate === rate - 1) samples.push(await measure('now'));
      if ((sent + 1) % (60 * rate) === 0) {
        said(latencies, samples.at(-1) ?? (await measure('now')));
        latencies = makeLatencies();
      }
    }
    await Promise.all(underWay);
    if (samples.length === 0) samples.push(await measure('now'));
    return samples;
  };
  return { until, counts: () => ({ sent, notWell }) };
}
