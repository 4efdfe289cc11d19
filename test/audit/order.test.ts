import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asset, but, day, declarations, observed } from './declarations.ts';
import { engine, type Given, type Json, type JsonMap, merge } from './engine.ts';
import { randomDeclaration } from './random-declaration.ts';
import { rounds, seed } from './rounds.ts';
import { numbers } from './silence.ts';

// Law 9: order does not matter; equal declarations have equal digests.

/** The same value with every map and every list in another order, and some entries of lists twice. */
function shuffled(value: Json, below: (choices: number) => number, twice: boolean): Json {
  const mix = <T>(list: readonly T[]): T[] =>
    list
      .map((item) => ({ item, at: below(1_000) }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ item }) => item);
  if (Array.isArray(value)) {
    const items = mix(value).map((item) => shuffled(item, below, twice));
    const [first] = items;
    return twice && first !== undefined && items.length > 1 ? [...items, first] : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(mix(Object.entries(value)).map(([key, inner]) => [key, shuffled(inner, below, twice)]));
}

const map = (value: Json): JsonMap => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('a map was shuffled');
  return value;
};

const digests = (given: Given) => {
  const { digest, inputs, verdict, packs, coverage } = engine(given);
  return {
    digest,
    inputs,
    verdict,
    coverage,
    packs: packs.map(({ pack, verdict: own, findings }) => [
      pack,
      own,
      findings.map(({ rule, subject, outcome }) => [rule, subject, outcome]),
    ]),
  };
};

test.each(declarations)('in any order the same: $name', (given) => {
  const below = numbers(seed);
  const before = digests(given);
  for (let round = 0; round < rounds; round += 1)
    expect(digests({ ...given, posted: map(shuffled(given.posted, below, false)) })).toEqual(before);
});

test('in any order the same, whatever is declared', () => {
  void fc.assert(
    fc.property(fc.gen(), fc.nat(), (g, from) => {
      const given = randomDeclaration((few) => g(fc.constantFrom, ...few));
      expect(digests({ ...given, posted: map(shuffled(given.posted, numbers(from), false)) })).toEqual(digests(given));
    }),
    { seed, numRuns: 50 * rounds },
  );
});

const twoWays = (one: JsonMap, other: JsonMap) => {
  const at = (data: JsonMap): Given => ({
    name: '',
    asOf: day,
    posted: { application: 'x', data: { videos: asset('user.content.video', data) } },
  });
  return [digests(at(one)), digests(at(other))] as const;
};

describe('two ways to write the same have one digest', () => {
  test.each([
    { name: 'a place and a list of one', one: { store: 'yotta/nm1' }, other: { store: ['yotta/nm1'] } },
    { name: 'a place and its long form', one: { store: 'yotta/nm1' }, other: { store: { at: 'yotta/nm1' } } },
    {
      name: 'a long form and a list of one',
      one: { store: { at: 'yotta/nm1' } },
      other: { store: [{ at: 'yotta/nm1' }] },
    },
    {
      name: 'a place named twice',
      one: { store: ['yotta/nm1', 'IN'] },
      other: { store: ['IN', 'yotta/nm1', { at: 'IN' }] },
    },
    {
      name: 'a context named twice',
      one: { contexts: ['loan-file'] },
      other: { contexts: ['loan-file', 'loan-file'] },
    },
    { name: 'a fact and its long form', one: { crossBorder: true }, other: { crossBorder: { value: true } } },
    {
      name: 'a fact of a placement',
      one: { store: { at: 'IN', tier: 'hot' } },
      other: { store: [{ tier: { value: 'hot' }, at: 'IN' }] },
    },
  ] satisfies { name: string; one: JsonMap; other: JsonMap }[])('$name', ({ one, other }) => {
    const [a, b] = twoWays(one, other);
    expect(a).toEqual(b);
  });

  test('a comment for editors does not count', () => {
    const plain = but('whole', {});
    expect(
      digests({ ...plain, posted: merge(plain.posted, { $schema: 'https://nivas.example/schema.json' }) }),
    ).toEqual(digests(plain));
  });
});

describe('what differs has another digest', () => {
  test.each([
    { name: 'another place', one: { store: 'yotta/nm1' }, other: { store: 'yotta/d1' } },
    {
      name: 'an alias of the place: names stay as written',
      one: { store: 'yotta/nm1' },
      other: { store: 'Yotta NM1' },
    },
    { name: 'one of two places fewer', one: { store: ['yotta/nm1', 'IN'] }, other: { store: ['yotta/nm1'] } },
    { name: 'the same time in other words', one: { retention: 'P1D' }, other: { retention: 'PT24H' } },
  ] satisfies { name: string; one: JsonMap; other: JsonMap }[])('$name', ({ one, other }) => {
    const [a, b] = twoWays(one, other);
    expect(a.inputs.declaration).not.toBe(b.inputs.declaration);
    expect(a.digest).not.toBe(b.digest);
  });
});

describe('the order of evidence does not matter', () => {
  test.each([
    { name: 'two hints, one of them abroad', certainty: 'hint' },
    { name: 'two deployments, one of them abroad', certainty: 'configuration' },
  ] as const)('$name', ({ certainty }) => {
    const here: [string, string, string] = ['payments', 'store', 'aws/ap-south-2'];
    const abroad: [string, string, string] = ['payments', 'store', 'aws/us-east-1'];
    const seen = (...placements: [string, string, string][]) =>
      digests(but('seen', { evidence: { plan: observed(certainty, ...placements) } }));
    expect(seen(here, abroad)).toEqual(seen(abroad, here));
    expect(seen(here, abroad, here)).toEqual(seen(abroad, here));
    const items = (first: [string, string, string], second: [string, string, string]) =>
      digests(but('seen', { evidence: { one: observed(certainty, first), two: observed(certainty, second) } }));
    expect(items(here, abroad)).toEqual(items(abroad, here));
  });
});
