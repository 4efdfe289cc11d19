import { setTimeout } from 'node:timers/promises';
import type { Call } from './call.ts';
import { type Answer, type Fate, type Try, untouched } from './line.ts';
import { strange, unreadable, wordless } from './strange.ts';

/**
 * What the caller is told: the usual answer; that the store is unavailable, and when to come back; or that something
 * is wrong here, unless nothing was needed of what went wrong.
 */
export type Outcome = 'as usual' | '503' | '503 or as usual' | '500 or as usual';

export type Fault = {
  readonly name: string;
  readonly outcome: Outcome;
  /** The first try that it fits, or every one. */
  readonly times: 'once' | 'ever';
  readonly meets: Meets;
  /** What came late is done before the same request comes again, or after. */
  readonly comes?: 'before' | 'after';
  /** The calls that it fits; left out: all. */
  readonly fits?: (call: Call) => boolean;
};
/** What becomes of a try; `late` takes what is done when the caller has its answer. */
type Meets = (at: Try, late: Late) => Promise<void> | void;
type Late = (() => Promise<Answer>)[];

const isWriting = ({ writes }: Call) => writes;
const isReading = ({ writes }: Call) => !writes;
const isListing = ({ name }: Call) => /^(Query|BatchGetItem)/.test(name);

const fails: Meets = ({ drop }) => drop();
const loses: Meets = async ({ pass, drop }) => {
  await pass();
  drop();
};
const hangs: Meets = ({ rest }) => rest();
const throttles: Meets = ({ call, answer }) => answer(throttled(call));
const delays: Meets = ({ rest, pass }, late) => {
  rest();
  late.push(pass);
};

/** What each route meets, whatever was tried with others. */
export const always: readonly Fault[] = [
  { name: 'hangs, for ever', times: 'ever', meets: hangs, outcome: '503' },
  { name: 'is applied and its answer is lost, for ever', times: 'ever', meets: loses, outcome: '503', fits: isWriting },
  {
    name: 'is applied when the caller has gone, before it comes again',
    times: 'ever',
    meets: delays,
    outcome: '503',
    comes: 'before',
    fits: isWriting,
  },
  {
    name: 'is applied when the caller has come again',
    times: 'ever',
    meets: delays,
    outcome: '503',
    comes: 'after',
    fits: isWriting,
  },
  {
    name: 'answers what nobody knows',
    times: 'ever',
    meets: async ({ call, pass, answer }) => answer(strange(call, await pass())),
    outcome: '500 or as usual',
    fits: isReading,
  },
  {
    name: 'answers neither that there is something nor that there is nothing',
    times: 'ever',
    meets: async ({ pass, answer }) => answer(wordless(await pass())),
    outcome: '500 or as usual',
    fits: isListing,
  },
];

export const faults: readonly Fault[] = [
  { name: 'fails before it is applied, once', times: 'once', meets: fails, outcome: 'as usual' },
  { name: 'fails before it is applied, for ever', times: 'ever', meets: fails, outcome: '503' },
  {
    name: 'is applied and its answer is lost, once',
    times: 'once',
    meets: loses,
    outcome: 'as usual',
    fits: isWriting,
  },
  { name: 'hangs, once', times: 'once', meets: hangs, outcome: 'as usual' },
  { name: 'is throttled, once', times: 'once', meets: throttles, outcome: 'as usual' },
  { name: 'is throttled, for ever', times: 'ever', meets: throttles, outcome: '503' },
  {
    name: 'answers what cannot be read',
    times: 'ever',
    meets: async ({ pass, answer }) => answer(unreadable(await pass())),
    outcome: '500 or as usual',
  },
  ...always,
];

/** What befalls every call of a request. */
export const plagues: readonly Fault[] = [
  { name: 'every call hangs', times: 'ever', meets: hangs, outcome: '503' },
  {
    name: 'every call is answered at its third try, at the last moment',
    times: 'ever',
    meets: async ({ call, rest, wake, pass, answer }) => {
      rest();
      if (call.attempt < 3) return;
      await setTimeout(2_900);
      wake();
      answer(await pass());
    },
    outcome: '503 or as usual',
  },
];

/** The fate of all tries when a fault hits those of the call with this name; without one, of all. */
export function fateOf(fault: Fault, name: string | undefined, late: Late): Fate {
  let hits = 0;
  return (at) => {
    const isHit = name === undefined || at.call.name === name;
    if (!isHit || (fault.times === 'once' && hits > 0)) return untouched(at);
    hits += 1;
    return fault.meets(at, late);
  };
}

/** As each of them says it. */
function throttled({ service }: Call): Answer {
  if (service === 's3') {
    const body = Buffer.from('<Error><Code>SlowDown</Code><Message>injected</Message></Error>');
    return { status: 503, headers: { 'content-type': 'application/xml' }, body };
  }
  const __type = 'com.amazonaws.dynamodb.v20120810#ThrottlingException';
  const body = Buffer.from(JSON.stringify({ __type, message: 'injected' }));
  return { status: 400, headers: { 'content-type': 'application/x-amz-json-1.0' }, body };
}
