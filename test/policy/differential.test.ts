import type { ASTNode } from '@marcbachmann/cel-js';
import { expect, test } from 'vitest';
import { applicabilities } from '../../shared/audit/applicability.ts';
import { dutyOf } from '../../shared/audit/duties.ts';
import { sightings } from '../../shared/audit/places.ts';
import { bind } from '../../shared/audit/subjects.ts';
import type { FactSubject } from '../../shared/declaration/fact.ts';
import { declarationReader, type Reading as Read } from '../../shared/declaration/read.ts';
import { condition, type Scope } from '../../shared/policy/evaluate.ts';
import { environments, NotKnown } from '../../shared/policy/language.ts';
import { loadPolicy } from '../../shared/policy/load.ts';
import { OpenEnd } from '../../shared/policy/open-list.ts';
import { Reading } from '../../shared/policy/subjects.ts';
import { isUnknown } from '../../shared/policy/unknown.ts';
import { resolver } from '../../shared/registry/lookup.ts';
import { cuts } from '../audit/cuts.ts';
import { declarations } from '../audit/declarations.ts';
import type { Given } from '../audit/engine.ts';
import { rounds } from '../audit/rounds.ts';
import { allPacks, registry, setOf, words } from './fixture-packs.ts';

// The evaluator is ours, the language is CEL: cel-js is asked the same, and never gives another answer.

const policy = loadPolicy(allPacks, setOf(), words);
const read = declarationReader(policy.facts);

type Asked = {
  readonly text: string;
  readonly speaker: FactSubject;
  readonly ours: (scope: Scope) => unknown;
  readonly theirs: (scope: Scope) => unknown;
};

const questions: readonly Asked[] = allPacks.flatMap((pack) => {
  const by = environments(pack);
  const asked = (speaker: FactSubject, text: string): Asked => {
    const theirs = by[speaker].parse(text);
    const ast: ASTNode = theirs.ast;
    return { text, speaker, ours: condition(ast), theirs: (scope) => theirs({ ...scope }) };
  };
  return [
    asked('application', pack.appliesTo),
    ...pack.rules.flatMap((rule) => [
      ...(rule.when === undefined ? [] : [asked(rule.for === 'document' ? 'application' : rule.for, rule.when)]),
      asked(rule.for, rule.require),
    ]),
  ];
});

/** What cel-js says: a value, or unknown for what was not said. Anything else that it throws is a fault. */
function theirs(ask: Asked, scope: Scope): unknown {
  try {
    return ask.theirs(scope);
  } catch (error) {
    if (error instanceof NotKnown || error instanceof OpenEnd) return 'unknown';
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const cause = error instanceof Error ? error.cause : undefined;
    if (code === 'no_such_key' || code === 'unknown_variable' || cause instanceof NotKnown || cause instanceof OpenEnd)
      return 'unknown';
    throw error;
  }
}

/** A field whose value is an unknown of ours is a field that is absent, to cel-js. */
function absent(scope: Scope): Scope {
  const plain = (one: unknown): unknown => {
    if (typeof one !== 'object' || one === null || !Object.values(one).some(isUnknown)) return one;
    return Object.assign(
      Object.create(Object.getPrototypeOf(one)),
      Object.fromEntries(Object.entries(one).filter(([, value]) => !isUnknown(value))),
    );
  };
  return Object.fromEntries(Object.entries(scope).map(([name, value]) => [name, plain(value)]));
}

/** Every scope that a rule would be asked in: a subject each, with and without a reading of disputed clauses. */
function* scopes({ declaration, evidence }: Read, asOf: string): Generator<readonly [FactSubject, Scope]> {
  const context = { registry, resolve: resolver(registry), scheme: policy.set.scheme, asOf };
  const seen = sightings(evidence, context);
  const subjects = bind({
    declaration,
    evidence,
    facts: policy.facts,
    context,
    seen,
    required: false,
    attested: new Map(),
    demanded: false,
  });
  const base: Scope = { app: subjects.app.it, terms: subjects.terms.it, asOf: subjects.asOf };
  const duty = dutyOf(policy.folded, applicabilities(policy, base, subjects, asOf), asOf);
  for (const { it } of subjects.assets) Object.assign(it, { staysInIndia: duty(it) });
  const reading = Object.assign(new Reading(), { where: 'here', logs: 'strict' });
  for (const scope of [base, { ...base, reading }]) {
    yield ['application', scope];
    for (const { it: owner } of subjects.owners) yield ['owner', { ...scope, owner }];
    for (const { it: doc } of subjects.documents) yield ['document', { ...scope, doc }];
    for (const { it: data, answers } of subjects.assets) {
      yield ['asset', { ...scope, data }];
      yield ['placement', { ...scope, data }];
      for (const { it: placement } of [...answers.values()].flat())
        yield ['placement', { ...scope, data, placement, place: placement.place }];
    }
  }
}

const readable = (given: Given): Read | undefined => {
  try {
    return read(JSON.stringify(given.posted), 'json');
  } catch {
    // what the reader refuses is never evaluated
    return undefined;
  }
};

const answers = { compared: 0, true: 0, false: 0, unknown: 0 };

function compare(given: Given): string[] {
  const reading = readable(given);
  if (reading === undefined) return [];
  return [...scopes(reading, given.asOf)].flatMap(([speaker, scope]) => {
    const plain = absent(scope);
    return questions.flatMap((ask) => {
      if (ask.speaker !== speaker || ('reading' in scope && !ask.text.includes('reading.'))) return [];
      const own = ask.ours(scope);
      const ours = isUnknown(own) ? 'unknown' : own;
      answers.compared += 1;
      if (ours === true) answers.true += 1;
      else if (ours === false) answers.false += 1;
      else answers.unknown += 1;
      const other = theirs(ask, plain);
      return ours === other ? [] : [`${given.name}: \`${ask.text}\` is ${String(ours)}, to cel-js ${String(other)}`];
    });
  });
}

test.each(declarations.map((given, index) => ({ name: given.name, given, index })))(
  'cel-js agrees: $name',
  ({ given, index }) => {
    expect(compare(given)).toEqual([]);
    const share = Math.ceil(120 / rounds);
    const left = cuts(given.posted).filter((_, at) => (at + index) % share === 0);
    for (const cut of left)
      expect(compare({ ...given, name: `${given.name} without ${cut.what}`, posted: cut.made() })).toEqual([]);
  },
  30_000 * rounds,
);

test('tens of thousands of answers were compared, of each kind', ({ annotate }) => {
  void annotate(JSON.stringify(answers));
  expect(answers.compared).toBeGreaterThan(40_000);
  for (const kind of ['true', 'false', 'unknown'] as const) expect(answers[kind]).toBeGreaterThan(2_000);
});
