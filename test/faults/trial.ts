import * as z from 'zod';
import { sha256 } from '../../shared/canonical.ts';
import type { Dynoxide } from '../contract/dynoxide.ts';
import type { Call } from './call.ts';
import { virtualTime } from './clock.ts';
import { type Fault, fateOf } from './faults.ts';
import { coldStart, type Reply } from './lambda.ts';
import { type Answer, untouched } from './line.ts';
import { before, eventOf, type Kept, type Scenario, uploaded } from './scenario.ts';
import { openWorld } from './world.ts';

/** What a scenario does where nothing fails. */
export type Usual = {
  readonly scenario: Scenario;
  readonly reply: Reply;
  readonly calls: readonly Call[];
  /** What is kept afterwards. */
  readonly rows: readonly string[];
};

/** What a fault made of it. */
export type Tried = {
  readonly reply: Reply;
  /** Until the answer. */
  readonly milliseconds: number;
  /** Names of the calls that write and were sent after the answer. */
  readonly writtenLater: readonly string[];
  /** What is kept when the answer is given. */
  readonly rows: readonly string[];
  /** The answer to the same request, when the fault is over, and what is kept then. */
  readonly retry: Pick<Tried, 'reply' | 'rows'>;
};

export async function openTrials(dynoxide: Dynoxide) {
  const world = await openWorld(dynoxide);
  const { line, rows } = world;
  const time = virtualTime('2026-11-22T09:00:00.000Z', line.isBusy);
  /** What sends one request to a function that has just started. */
  const open = async (scenario: Scenario, known: Kept) => {
    time.reset();
    line.hangUp();
    const send = await coldStart(scenario.route.lambda);
    line.tries.length = 0;
    return () => time.settled(send(eventOf(scenario, known)));
  };
  const made = async (scenario: Scenario, known: Kept) => Made.parse((await (await open(scenario, known))()).body).id;
  const application = await made(before('registerApplication'), {});
  const id = await made(before('submitDeclaration'), { application });
  const kept: Kept = { application, id, sha256: sha256(uploaded) };
  await world.keep();

  const usual = async (scenario: Scenario): Promise<Usual> => {
    await world.restore();
    const send = await open(scenario, kept);
    return { scenario, reply: await send(), calls: [...line.tries], rows: await rows() };
  };
  /** `call`: what the fault hits; undefined, every call. */
  const tried = async (scenario: Scenario, fault: Fault, call: string | undefined): Promise<Tried> => {
    await world.restore();
    const send = await open(scenario, kept);
    const late: (() => Promise<Answer>)[] = [];
    const doLate = async (comes: Fault['comes']) => {
      for (const pass of fault.comes === comes ? late : []) await pass();
    };
    line.fate = fateOf(fault, call, late);
    const began = Date.now();
    const reply = await send();
    const milliseconds = Date.now() - began;
    line.fate = untouched;
    const sent = line.tries.length;
    await time.pass(60_000);
    const writtenLater = line.tries.slice(sent).flatMap(({ writes, name }) => (writes ? [name] : []));
    const rowsThen = await rows();
    await doLate('before');
    const again = await send();
    await doLate('after');
    return { reply, milliseconds, writtenLater, rows: rowsThen, retry: { reply: again, rows: await rows() } };
  };
  return { usual, tried, atFirst: await rows() };
}

const Made = z.object({ id: z.string() });
