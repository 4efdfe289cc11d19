import { describe, expect, test } from 'vitest';
import { PackAnswer, Packs } from '../../shared/api/catalogue-answers.ts';
import { NivasError } from '../../shared/error.ts';
import { getPack } from '../../shared/operations/get-pack.ts';
import { getRules } from '../../shared/operations/get-rules.ts';
import { listPacks } from '../../shared/operations/list-packs.ts';
import { loadPolicy } from '../../shared/policy/load.ts';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { allPacks, registry, setOf, words } from '../policy/fixture-packs.ts';
import { catalogueOf, publishedPorts } from './catalogues.ts';

const now = '2026-11-22T09:00:00.000Z';
const settled = setOf({ readings: { 'fixture-readings/logs': 'strict' } });
const everything = { n: 3, registry, policy: loadPolicy(allPacks, settled, words) };
const ports = publishedPorts([['2026-01-01T00:00:00.000Z', everything]], now);
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof NivasError ? error : undefined),
  );

test('every pack is listed by id, and it is said which decide', async () => {
  const answer = await listPacks(ports, {});
  expect(Packs.parse(answer)).toEqual(answer);
  expect(answer.packs.map(({ pack }) => pack)).toEqual(allPacks.map(({ pack }) => pack).toSorted());
  const deciding = answer.packs.filter(({ decides }) => decides).map(({ pack }) => pack);
  expect(deciding).toEqual(everything.policy.folded.map(({ pack }) => pack).toSorted());
  expect(deciding).toContain('india-only');
  expect(deciding).not.toContain('fixture-advisory');
  expect(answer).toMatchObject({ catalogue: 3, policySet: { name: 'everything', digest: everything.policy.digest } });
});

describe('a version of a pack', () => {
  const versions = allPacks.flatMap(({ pack, versions: all }) => all.map(({ id }) => ({ pack, version: id })));

  test.each(versions)('$pack $version fits its schema, and names the digest that audits name', async (asked) => {
    const answer = await getPack(ports, asked);
    expect(PackAnswer.parse(answer)).toEqual(answer);
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
    const loaded = everything.policy.packs.find(({ pack }) => pack === asked.pack);
    expect([answer.digest, answer.version.id]).toEqual([loaded?.digest, asked.version]);
  });

  test('has its own rules, as they are written, and no others', async () => {
    const written = allPacks.find(({ pack }) => pack === 'fixture-assets')?.rules ?? [];
    const rules = async (version: string) => (await getPack(ports, { pack: 'fixture-assets', version })).rules;
    const of = (version: string) =>
      written.filter(({ versions: own }) => own?.includes(version) ?? true).map(({ versions: _, ...rule }) => rule);
    for (const version of ['old', 'new', 'next'])
      expect((await rules(version)).map(({ asks: _, ...rule }) => rule)).toEqual(of(version));
    expect((await rules('old')).map(({ id }) => id)).toContain('kept-long-enough');
    expect((await rules('new')).map(({ id }) => id)).not.toContain('kept-long-enough');
  });

  test('says which facts each rule reads, with the questions of those and of nobody else', async () => {
    const of = async (version: string) => getPack(ports, { pack: 'fixture-assets', version });
    const [old, present] = [await of('old'), await of('new')];
    const asks = ({ rules }: typeof old, id: string) => rules.find((rule) => rule.id === id)?.asks;
    expect(asks(old, 'kept-long-enough')).toEqual(['retention', 'note']);
    expect(asks(present, 'kept-about-right')).toEqual(['retention']);
    expect(asks(present, 'daily-backup-in-india')).toEqual(['every']);
    expect(asks(present, 'fields-and-words')).toEqual(['seats', 'homeCountry', 'note', 'fields']);
    expect(present.facts.retention?.ask).toBe('How long is it kept?');
    expect(Object.keys(present.facts), 'whether it applies asks too').toContain('small');
    const rbi = await getPack(ports, { pack: 'rbi-payment-data', version: '2018' });
    expect(Object.keys(rbi.facts)).toEqual(Object.keys(allPacks.find(({ pack }) => pack === rbi.pack)?.facts ?? {}));
    expect(rbi.rules.find(({ id }) => id === 'system-audit-report')?.asks).toEqual([
      'auditorEmpanelled',
      'boardApproved',
    ]);
  });

  test('says which clauses are disputed, and what the authority settled', async () => {
    const { readings } = await getPack(ports, { pack: 'fixture-readings', version: '1' });
    expect(readings).toEqual({
      where: { ask: 'Where may the books be?', options: { here: 'only here', there: 'only there' }, settled: null },
      logs: { ask: 'May logs be abroad?', options: { strict: 'no', lenient: 'yes' }, settled: 'strict' },
    });
  });

  test('says when a rule is suspended, and by whom', async () => {
    const { rules } = await getPack(ports, { pack: 'fixture-confines', version: '1' });
    expect(rules[0]?.suspended).toEqual([{ from: '2026-12-01', to: '2026-12-31', by: 'order 7' }]);
  });

  test.each([
    { pack: 'rbi-payment-date', version: '2018', says: 'did you mean `rbi-payment-data`?' },
    { pack: 'rbi-payment-data', version: '2019', says: 'expected `2018`' },
    { pack: 'fixture-assets', version: 'nwe', says: 'expected `old`, `new`, `next`' },
    { pack: 'constructor', version: '1', says: 'there is no pack `constructor`' },
    { pack: 'rbi-payment-data', version: '__proto__', says: 'there is no version `__proto__`' },
    { pack: 'rbi-payment-data', version: '..', says: 'there is no version `..`' },
  ])('$pack $version is not there: $says', async ({ says, ...asked }) => {
    for (const work of [getPack(ports, asked), getRules(ports, asked)])
      expect(await refusal(work)).toMatchObject({ code: 'not_found', message: expect.stringContaining(says) });
  });
});

describe('as known on a day', () => {
  const before = catalogueOf(1, () => ({}));
  const after = catalogueOf(
    2,
    () => ({}),
    (packs) => [
      ...packs.map((pack) => (pack.pack === 'india-only' ? { ...pack, title: 'Another title' } : pack)),
      ...allPacks.filter(({ pack }) => pack === 'fixture-confines'),
    ],
  );
  const two = publishedPorts(
    [
      ['2026-01-01T00:00:00.000Z', before],
      ['2026-06-01T18:29:59.999Z', after],
    ],
    now,
  );
  const india = { pack: 'india-only', version: '2020' };
  const count = releaseRulebook().policy.packs.length;

  test.each([
    { knownAt: '2026-05-31', n: 1, count: count, title: 'User data and technology stay in India' },
    { knownAt: '2026-06-01', n: 2, count: count + 1, title: 'Another title' },
    { knownAt: undefined, n: 2, count: count + 1, title: 'Another title' },
  ])('$knownAt: publication $n', async ({ knownAt, n, count, title }) => {
    const list = await listPacks(two, { knownAt });
    expect([list.catalogue, list.packs.length]).toEqual([n, count]);
    expect(await getPack(two, { ...india, knownAt })).toMatchObject({ catalogue: n, title });
    expect(await getRules(two, { ...india, knownAt })).toContain(`<h1 class="title">${title}</h1>`);
  });

  test('what came later was not there', async () => {
    const later = { pack: 'fixture-confines', version: '1' };
    expect((await getPack(two, later)).pack).toBe('fixture-confines');
    const error = await refusal(getPack(two, { ...later, knownAt: '2026-05-31' }));
    expect(error).toMatchObject({ code: 'not_found', message: expect.stringContaining('as known on 2026-05-31') });
  });

  test('before the first publication there was nothing', async () => {
    const knownAt = '2025-12-31';
    for (const work of [
      listPacks(two, { knownAt }),
      getPack(two, { ...india, knownAt }),
      getRules(two, { ...india, knownAt }),
    ])
      expect(await refusal(work)).toMatchObject({ code: 'not_found' });
  });
});
