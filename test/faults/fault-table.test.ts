import { expect, test } from 'vitest';
import type { Route } from '../../shared/api/routes.ts';
import { skipped, startDynoxide } from '../contract/dynoxide.ts';
import { always, type Fault, faults, plagues } from './faults.ts';
import type { Reply } from './lambda.ts';
import { scenarios } from './scenario.ts';
import { openTrials, type Usual } from './trial.ts';

/*
 * Every route, by everybody who may ask it, and every call it makes to the outside, as a run without faults shows
 * them, under every fault. Routes come from the table and calls from the run: what is new is in here without being
 * named. The functions are the deployed ones with their own timeouts and retries; only time is not real.
 */

/** A Lambda is ended after 25 seconds; its middleware answers half a second before. */
const mostMilliseconds = 24_500;

const dynoxide = await startDynoxide();
if (dynoxide === undefined) test.skip(skipped, () => {});
else {
  const { usual, tried, atFirst } = await openTrials(dynoxide);

  const seen: Seen[] = [];
  for (const scenario of scenarios) {
    const one = await usual(scenario);
    const names = [...new Set(one.calls.map(({ name }) => name))];
    test(`${scenario.name}, calls ${names.join(', ') || 'nothing outside'}`, () => {
      expect(one.reply).toMatchObject({ problem: undefined, status: expect.toSatisfy(isSuccess) });
    });
    const rows = rowsOf(one, seen);
    seen.push(...names.map((name) => ({ route: scenario.route, name })));
    for (const { call, fault } of rows)
      test([scenario.name, call, `${fault.name} → ${fault.outcome}`].filter(Boolean).join(' · '), async () => {
        const { reply, milliseconds, writtenLater, rows, retry } = await tried(scenario, fault, call);
        expectOutcome(fault, reply, one.reply);
        expect(milliseconds).toBeLessThanOrEqual(mostMilliseconds);
        expect(writtenLater).toEqual([]);
        // all of it, or nothing
        expect([atFirst, one.rows]).toContainEqual(rows);
        expect(retry).toEqual({ reply: one.reply, rows: one.rows });
      });
  }
}

const isSuccess = (status: unknown) => status === 200 || status === 201;

type Seen = { readonly route: Route; readonly name: string };
type Row = { readonly call: string | undefined; readonly fault: Fault };

/**
 * Each kind of call under each fault that fits it, then what befalls all of them. A function calls by the same code
 * for all of its routes, so what it was tried with meets only some of them again; what is read for another request of
 * the same route, none.
 */
function rowsOf({ scenario: { route }, calls }: Usual, seen: readonly Seen[]): Row[] {
  const each = [...new Map(calls.map((call) => [call.name, call])).values()].flatMap((call) => {
    const before = seen.filter(({ route: of, name }) => name === call.name && of.lambda === route.lambda);
    if (!call.writes && before.some((one) => one.route === route)) return [];
    const fitting = (before.length === 0 ? faults : always).filter(({ fits }) => fits?.(call) ?? true);
    return fitting.map((fault) => ({ call: call.name, fault }));
  });
  return each.length === 0 ? [] : [...each, ...plagues.map((fault) => ({ call: undefined, fault }))];
}

function expectOutcome({ outcome }: Fault, reply: Reply, usual: Reply): void {
  const unavailable = { status: 503, problem: 'store_unavailable', retryAfter: '1' };
  const ours = { status: 500, problem: 'internal' };
  if (outcome === '503') expect(reply).toMatchObject(unavailable);
  else if (outcome === '503 or as usual' && reply.status === 503) expect(reply).toMatchObject(unavailable);
  else if (outcome === '500 or as usual' && reply.status === 500) expect(reply).toMatchObject(ours);
  else expect(reply).toEqual(usual);
}
