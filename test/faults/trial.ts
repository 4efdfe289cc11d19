import { expect } from 'vitest';
import * as z from 'zod';
import { sha256 } from '../../shared/canonical.ts';
import type { Dynoxide } from '../contract/dynoxide.ts';
import type { Call } from './call.ts';
import { virtualTime } from './clock.ts';
import { type Fault, fateOf } from './faults.ts';
import { type Answered, coldStart, type Reply, replyOf } from './lambda.ts';
import { type Answer, untouched } from './line.ts';
import { before, eventOf, type Kept, type Scenario, today, uploadOf } from './scenario.ts';
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
  const { line } = world;
  const time = virtualTime(`${today}T06:00:00.000Z`, line.busy);
  /** What sends one request to a function that has just started. */
  const open = async (scenario: Scenario, known: Kept): Promise<Send> => {
    time.reset();
    line.hangUp();
    const send = await coldStart(scenario.route.lambda);
    line.tries.length = 0;
    return () => time.settled(send(eventOf(scenario, known)));
  };
  const kept = await prepare(open);
  await world.keep();
  const atFirst = await world.rows();
  // Nothing else writes: where no try did, what is kept is as it was.
  const hasWritten = () => line.tries.some(({ writes }) => writes);
  const rows = async () => (hasWritten() ? await world.rows() : atFirst);
  const openAnew = async (scenario: Scenario) => {
    if (hasWritten()) await world.restore();
    return await open(scenario, kept);
  };

  const usual = async (scenario: Scenario): Promise<Usual> => {
    const send = await openAnew(scenario);
    return { scenario, reply: replyOf(await send()), calls: [...line.tries], rows: await rows() };
  };
  /** `call`: what the fault hits; undefined, every call. */
  const tried = async (scenario: Scenario, fault: Fault, call: string | undefined): Promise<Tried> => {
    const send = await openAnew(scenario);
    const late: (() => Promise<Answer>)[] = [];
    const doLate = async (comes: Fault['comes']) => {
      for (const pass of fault.comes === comes ? late : []) await pass();
    };
    line.fate = fateOf(fault, call, late);
    const began = Date.now();
    const reply = replyOf(await send());
    const milliseconds = Date.now() - began;
    line.fate = untouched;
    const sent = line.tries.length;
    await time.pass(60_000);
    const writtenLater = line.tries.slice(sent).flatMap(({ writes, name }) => (writes ? [name] : []));
    const rowsThen = await rows();
    await doLate('before');
    const again = replyOf(await send());
    await doLate('after');
    return { reply, milliseconds, writtenLater, rows: rowsThen, retry: { reply: again, rows: await rows() } };
  };
  return { usual, tried, atFirst };
}

type Send = () => Promise<Answered>;

/** An application with a declaration, and two uploads, of which the declaration names one. */
async function prepare(open: (scenario: Scenario, known: Kept) => Promise<Send>): Promise<Kept> {
  const said = async (scenario: Scenario, known: Kept = {}) => JSON.parse((await (await open(scenario, known))()).text);
  const upload = async (scenario: Scenario) => {
    const { url, method, headers } = Offered.parse(await said(scenario)).upload;
    const { status } = await fetch(url, { method, headers, body: uploadOf(scenario.caller) });
    expect(status).toBe(200);
  };
  await upload(before('offerEvidence'));
  await upload(before('offerEvidence', 'now'));
  const { id: application } = Made.parse(await said(before('registerApplication')));
  const { id } = Made.parse(await said(before('submitDeclaration'), { application }));
  return { application, id, sha256: sha256(uploadOf(before('offerEvidence', 'now').caller)) };
}

const Made = z.object({ id: z.string() });
const Offered = z.object({
  upload: z.object({ url: z.url(), method: z.string(), headers: z.record(z.string(), z.string()) }),
});
