import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Audit } from '../../shared/audit/finding.ts';
import { openQuestions } from '../../shared/report/questions.ts';
import { allPacks } from '../policy/fixture-packs.ts';
import { answered } from './answering.ts';
import { engine, type Given, type JsonMap, verdicts } from './engine.ts';
import { type Pick, randomDeclaration } from './random-declaration.ts';
import { rounds, seed } from './rounds.ts';

const set = { packs: { law: 'all' as const, also: ['india-only', 'fixture-duties'] } };
const ask = (posted: JsonMap, asOf: string): Audit => engine({ name: 'asked', posted, asOf, set });

/** Answers one question after the other, until none is asked. */
function interview(given: Given, pick: Pick): { audit: Audit; rounds: number; posted: JsonMap } {
  let { posted } = given;
  for (let round = 0; round < 400; round += 1) {
    const audit = ask(posted, given.asOf);
    const [next] = openQuestions(audit.packs);
    if (next === undefined) return { audit, rounds: round, posted };
    const more = answered(posted, next, pick);
    expect(more, `no answer to ${next.fact}: ${next.ask} ${next.at.join(' ')}`).not.toEqual(posted);
    posted = more;
  }
  throw new Error(`there is no end of questions: ${JSON.stringify(openQuestions(ask(posted, given.asOf).packs)[0])}`);
}

const openByLaw = ({ packs }: Audit) =>
  packs
    .filter(({ verdict }) => verdict === 'indeterminate')
    .flatMap(({ pack, findings }) =>
      findings.flatMap(({ outcome, unsettled = [], rule }) =>
        outcome === 'unknown' && unsettled.length === 0 ? [`${pack}/${rule}`] : [],
      ),
    );

test.each(['2026-11-22', '2027-06-01', '2024-06-30'])(
  'answering what is asked ends in a verdict, or in unknowns whose cause is named, on %s',
  (asOf) => {
    void fc.assert(
      fc.property(fc.gen(), (g) => {
        const pick: Pick = (from) => g(fc.constantFrom, ...from);
        const { audit } = interview({ name: 'nothing said', posted: { application: 'Asked' }, asOf }, pick);
        expect(openByLaw(audit)).toEqual([]);
      }),
      { seed, numRuns: 6 * rounds },
    );
  },
  60_000 * rounds,
);

const specs = allPacks.flatMap(({ facts }) => Object.entries(facts));

/** A declaration without some of its facts of its kinds of data, and each of them said again. */
function withoutSomeFacts(posted: JsonMap, pick: Pick): { silent: JsonMap; facts: string[] } {
  const facts = specs
    .filter(([, { on }]) => on === 'asset')
    .map(([name]) => name)
    .filter(() => pick([true, false]));
  const silent = structuredClone(posted);
  for (const asset of Object.values(silent.data ?? {}))
    for (const fact of facts) Reflect.deleteProperty(Object(asset), fact);
  return { silent, facts };
}

test(
  'what is not asked for changes no verdict',
  () => {
    let tried = 0;
    void fc.assert(
      fc.property(fc.gen(), (g) => {
        const pick: Pick = (from) => g(fc.constantFrom, ...from);
        const { posted, asOf } = randomDeclaration(pick);
        const { silent, facts } = withoutSomeFacts(posted, pick);
        const before = ask(silent, asOf);
        const asked = new Set(openQuestions(before.packs).map(({ fact }) => fact));
        for (const fact of facts.filter((name) => !asked.has(name)).slice(0, 8)) {
          const more = structuredClone(silent);
          for (const [id, asset] of Object.entries(more.data ?? {}))
            Object.assign(Object(asset), { [fact]: Reflect.get(Object(Reflect.get(Object(posted.data), id)), fact) });
          const after = verdicts(ask(more, asOf));
          for (const { pack, verdict } of before.packs) expect(after.get(pack), `${pack} by ${fact}`).toBe(verdict);
          tried += 1;
        }
      }),
      { seed, numRuns: 15 * rounds },
    );
    expect(tried).toBeGreaterThan(20);
  },
  60_000 * rounds,
);
