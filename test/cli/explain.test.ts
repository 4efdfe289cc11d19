import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { releaseRulebook } from '../../shared/policy/release.ts';
import { explained } from '../../shared/report/explanation.ts';
import { explanationLines } from '../../shared/report/text-explanation.ts';
import { typed } from './terminal.ts';

const release = releaseRulebook();

describe('explain', () => {
  test('says what a rule demands, by which clause, and how to satisfy it', async () => {
    const { status, out } = await typed('explain', 'certin-logs/clocks');
    expect(status).toBe(0);
    for (const word of [
      'Clause: ',
      'Requires: ',
      'To satisfy it: ',
      'Asks: ',
      '`clockSource`',
      'How sure: ',
      'Source: ',
    ])
      expect(out).toContain(word);
  });

  test('takes the rule alone', async () => {
    expect((await typed('explain', 'clocks')).out).toBe((await typed('explain', 'certin-logs/clocks')).out);
  });

  test('as JSON is a list of rules', async () => {
    const { out } = await typed('explain', 'clocks', '--json');
    expect(z.array(z.looseObject({ pack: z.string(), requires: z.string() })).parse(JSON.parse(out))).toHaveLength(1);
  });

  test.each([
    { typed: 'india-only/only-in-indai', want: 'did you mean `india-only/only-in-india`?' },
    { typed: 'clock', want: 'did you mean `clocks`?' },
    { typed: 'india-only', want: 'is a pack: name one of its rules, `india-only/only-in-india`' },
    { typed: 'toString', want: 'there is no rule `toString` in this release' },
    { typed: '\u001b[31mred', want: 'there is no rule `\ufffd[31mred`' },
    { typed: '', want: 'there is no rule ``' },
  ])('$typed is no rule', async ({ typed: rule, want }) => {
    const { status, out, err } = await typed('explain', rule);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toContain(want);
  });

  test('every rule of the release has all its words, with no hole and no expression left', () => {
    const ids = release.policy.packs.flatMap(({ pack, written }) => written.rules.map(({ id }) => `${pack}/${id}`));
    expect(ids.length).toBeGreaterThan(50);
    for (const id of ids) {
      const [one, ...others] = explained(id, release);
      expect(others).toEqual([]);
      const text = one === undefined ? '' : explanationLines(one).join('\n');
      expect(text, id).not.toMatch(/\{\{|\}\}|undefined|: \n/);
    }
  });
});

describe('sites', () => {
  test.each([
    {
      args: ['--provider', 'aws', '--country', 'IN', '--approved'],
      want: /^2 sites, as of 2026-11-22\n✓ aws\/ap-south-1/,
    },
    { args: ['--city', 'mumbai', '--provider', 'aws'], want: /aws\/ap-south-1/ },
    { args: ['--state', 'IN-TS', '--provider', 'aws'], want: /^1 site.*\n✓ aws\/ap-south-2/ },
    { args: ['--city', 'nowhere'], want: /^0 sites/ },
    { args: ['--provider', 'aws', '--country', 'IN', '--approved', '--as-of', '2020-01-01'], want: /^0 sites/ },
  ])('$args', async ({ args, want }) => {
    const { status, out } = await typed('sites', ...args);
    expect(status).toBe(0);
    expect(out).toMatch(want);
  });

  test.each([
    { args: ['--country', 'XX'], want: '`XX` is not a code of ISO 3166-1' },
    { args: ['--state', 'IN-ZZ'], want: 'not a code of ISO 3166-2' },
    { args: ['--provider', 'awz'], want: 'did you mean `aws`?' },
    { args: ['--as-of', '2026-02-30'], want: 'is not a date' },
  ])('$args is refused', async ({ args, want }) => {
    const { status, out, err } = await typed('sites', ...args);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toContain(want);
    expect(err).not.toContain('/query');
  });

  test('as JSON has every site with its standing', async () => {
    const { out } = await typed('sites', '--json');
    const all = z
      .array(z.looseObject({ id: z.string(), standing: z.record(z.string(), z.unknown()) }))
      .parse(JSON.parse(out));
    expect(all).toHaveLength(release.registry.registry.sites.length);
  });
});
