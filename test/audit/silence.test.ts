import { expect, test } from 'vitest';
import { cuts } from './cuts.ts';
import { asset, declarations, observed, whole } from './declarations.ts';
import { engine, type Given, merge, verdicts } from './engine.ts';
import { rounds, seed } from './rounds.ts';
import { numbers, singleCuts, tally, walk } from './silence.ts';

// Law 2: leaving anything out, or saying it more vaguely, leaves a verdict as it is or makes it indeterminate.

/** The packs that these declarations are made for; the release has more, which stand beside the verdict. */
const own = /^(overall|fixture-.*|india-only|rbi-payment-data)$/;

test('the declaration from which most are made is compliant, pack by pack', () => {
  const [given] = declarations;
  if (given === undefined) throw new Error('there are no declarations');
  const found = verdicts(engine(given));
  expect(Object.fromEntries([...found].filter(([pack]) => own.test(pack)))).toEqual({
    overall: 'compliant',
    'fixture-advisory': 'non-compliant',
    'fixture-assets': 'compliant',
    'fixture-attested': 'compliant',
    'fixture-beside': 'non-compliant',
    'fixture-confines': 'compliant',
    'fixture-documents': 'compliant',
    'fixture-duties': 'compliant',
    'fixture-owners': 'compliant',
    'fixture-readings': 'compliant',
    'fixture-words': 'compliant',
    'india-only': 'compliant',
    'rbi-payment-data': 'compliant',
  });
});

test('the declarations reach every verdict of every pack that folds', () => {
  const reached = new Set(declarations.flatMap((given) => [...verdicts(engine(given))].map((one) => one.join(' '))));
  const packs = [...reached]
    .filter((one) => one.endsWith(' compliant'))
    .flatMap((one) => one.split(' ')[0] ?? [])
    .filter((pack) => own.test(pack));
  const missing = packs.flatMap((pack) =>
    ['compliant', 'non-compliant', 'indeterminate', 'not-applicable'].filter(
      (verdict) => !reached.has(`${pack} ${verdict}`),
    ),
  );
  // india-only applies to all; fixture-beside and overall are not asked whether they apply
  expect(missing).toEqual(['not-applicable', 'not-applicable', 'not-applicable']);
});

test.each(declarations.map((given, index) => ({ name: given.name, given, index })))(
  'silence never passes: $name',
  ({ given, index }) => {
    const counted = tally();
    const every = index === 0 || rounds > 1 ? 1 : 60;
    expect([...singleCuts(engine, given, counted, { every, from: index })]).toEqual([]);
    expect(counted.cuts).toBeGreaterThan(index === 0 ? 150 : -1);
    const pick = numbers(seed + index);
    for (let round = 0; round < rounds; round += 1) expect([...walk(engine, given, 3, pick, counted)]).toEqual([]);
    total.cuts += counted.cuts;
    total.refused += counted.refused;
  },
  30_000 * rounds,
);

const total = tally();

test('enough was tried', ({ annotate }) => {
  void annotate(`${total.cuts} cuts, ${total.refused} of them refused by the reader`);
  expect(total.cuts).toBeGreaterThan(900);
});

/** Everything in `whole` was seen where it was declared. */
const placesOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.flatMap(placesOf)
      : typeof value === 'object' && value !== null && 'at' in value
        ? placesOf(value.at)
        : [];
const sighted = observed(
  'configuration',
  ...Object.entries(whole.data ?? {}).flatMap(([id, one]) =>
    Object.entries(one ?? {}).flatMap(([activity, line]) =>
      Object.hasOwn(asset('x', { [activity]: '' }), activity) &&
      /^(store|process|backup|log|access|transfer)$/.test(activity)
        ? placesOf(line).map((place): [string, string, string] => [id, activity, place])
        : [],
    ),
  ),
);
const required: Given = {
  name: 'all seen',
  posted: merge(whole, { evidence: { plan: sighted } }),
  asOf: '2026-11-22',
  set: { evidence: 'required' },
};

test('where evidence is required, all that is seen is compliant', () => {
  expect(verdicts(engine(required)).get('overall')).toBe('compliant');
});

test('where evidence is required, taking evidence away never makes compliant', () => {
  const from = [
    required,
    ...declarations.map((given): Given => ({ ...given, set: { ...given.set, evidence: 'required' } })),
  ];
  for (const given of from) {
    const before = verdicts(engine(given));
    for (const cut of cuts(given.posted).filter(({ kind }) => kind === 'evidence'))
      for (const [pack, after] of verdicts(engine({ ...given, posted: cut.made() })))
        expect(after === 'compliant' && before.get(pack) !== after, `${given.name} ${cut.what}: ${pack}`).toBe(false);
  }
});

test('where evidence is required, silence never passes either', () => {
  expect([...singleCuts(engine, required, tally(), { every: 12, from: 0 })]).toEqual([]);
});

test('what the authority does not decide about a disputed clause is indeterminate or settled by all readings', () => {
  const options = ['here', 'there'].flatMap((where) => ['strict', 'lenient'].map((logs) => ({ where, logs })));
  const asked = ({ where, logs }: { where?: string; logs?: string }) => ({
    ...(where === undefined ? {} : { 'fixture-readings/where': where }),
    ...(logs === undefined ? {} : { 'fixture-readings/logs': logs }),
  });
  for (const given of declarations.filter(({ name }) => /^(whole|books|logs|only a partnership$)/.test(name))) {
    const under = (readings: Record<string, string>) =>
      verdicts(engine({ ...given, set: { ...given.set, readings } })).get('fixture-readings');
    const all = new Set(options.map((option) => under(asked(option))));
    expect(under({}), given.name).toBe(all.size === 1 ? [...all][0] : 'indeterminate');
    for (const { where } of options) {
      const some = new Set(['strict', 'lenient'].map((logs) => under(asked({ where, logs }))));
      expect(under(asked({ where })), given.name).toBe(some.size === 1 ? [...some][0] : 'indeterminate');
    }
  }
});
