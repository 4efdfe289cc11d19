import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Period, parseDate } from '../../shared/policy/period.ts';
import { isUnknown } from '../../shared/policy/unknown.ts';
import { rounds, seed } from '../audit/rounds.ts';

describe('two periods', () => {
  test.each([
    { a: 'never', b: 'P9999Y', want: 1 },
    { a: 'never', b: 'never', want: 0 },
    { a: 'PT0S', b: 'never', want: -1 },
    { a: 'P1D', b: 'PT24H', want: 0 },
    { a: 'P1W', b: 'P7D', want: 0 },
    { a: 'P1Y', b: 'P12M', want: 0 },
    { a: 'PT18H', b: 'PT24H', want: -1 },
    { a: 'PT1M', b: 'P1M', want: -1 },
    { a: 'P1M', b: 'PT1M', want: 1 },
    { a: 'P1M', b: 'P32D', want: -1 },
    { a: 'P1M', b: 'P40D', want: -1 },
    { a: 'P1M', b: 'P30D', want: 'unknown' },
    { a: 'P1M', b: 'P20D', want: 1 },
    { a: 'P24M', b: 'P730D', want: 'unknown' },
    { a: 'P24M', b: 'P1Y', want: 1 },
    { a: 'P24M', b: 'P700D', want: 1 },
    { a: 'P24M', b: 'P760D', want: -1 },
    { a: 'P6M', b: 'P180D', want: 1 },
    { a: 'P1Y1D', b: 'P12M', want: 1 },
    { a: 'P10Y', b: 'P12M', want: 1 },
  ])('$a against $b: $want', ({ a, b, want }) => {
    const order = new Period(a).compare(new Period(b));
    const back = new Period(b).compare(new Period(a));
    expect(isUnknown(order) ? 'unknown' : Math.sign(order)).toBe(want);
    expect(isUnknown(back) ? 'unknown' : 0 - Math.sign(back)).toBe(want);
  });
});

/** From a date onwards, by the calendar: months first, at most to the end of the month, then days and time. */
function after(start: Date, { months, milliseconds }: Period): number {
  const end = new Date(start);
  end.setUTCMonth(end.getUTCMonth() + months);
  if (end.getUTCDate() !== start.getUTCDate()) end.setUTCDate(0);
  return end.getTime() + milliseconds;
}

const dates = Array.from({ length: 1_500 }, (_, index) => new Date(Date.UTC(2019, 0, 1 + index)));
const period = fc
  .record({
    months: fc.nat({ max: 60 }),
    days: fc.nat({ max: 1_900 }),
    hours: fc.nat({ max: 30 }),
    part: fc.nat({ max: 2 }),
  })
  .map(
    ({ months, days, hours, part }) =>
      new Period(part === 0 ? `P${months}M` : part === 1 ? `P${days}DT${hours}H` : `P${months}M${days % 40}D`),
  );

test('an answer is right from every date of the calendar', () => {
  void fc.assert(
    fc.property(period, period, (a, b) => {
      const order = a.compare(b);
      if (isUnknown(order)) return;
      const wrong = dates.filter((start) => Math.sign(after(start, a) - after(start, b)) !== Math.sign(order));
      expect(wrong.map((date) => `${a} ${b} ${date.toISOString()}`)).toEqual([]);
    }),
    { seed, numRuns: 400 * rounds },
  );
});

test('an unknown is one: the calendar decides, or nearly so', () => {
  let unknown = 0;
  let narrow = 0;
  void fc.assert(
    fc.property(period, period, (a, b) => {
      if (!isUnknown(a.compare(b))) return;
      unknown += 1;
      const spread = dates.map((start) => after(start, a) - after(start, b));
      if (Math.min(...spread) - 6 * 86_400_000 <= 0 && Math.max(...spread) + 6 * 86_400_000 >= 0) narrow += 1;
    }),
    { seed, numRuns: 2_000 },
  );
  expect(narrow).toBe(unknown);
});

test.each([
  { date: '2026-11-22', period: 'P1Y', want: '2025-11-22' },
  { date: '2024-02-29', period: 'P1Y', want: '2023-02-28' },
  { date: '2026-08-31', period: 'P6M', want: '2026-02-28' },
  { date: '2026-03-31', period: 'P1M', want: '2026-02-28' },
  { date: '2026-01-31', period: 'P2M', want: '2025-11-30' },
  { date: '2026-11-22', period: 'P1W1D', want: '2026-11-14' },
  { date: '2026-11-22', period: 'PT48H', want: '2026-11-20' },
])('$date less $period is $want', ({ date, period: text, want }) => {
  expect(new Period(text).before(parseDate(date)).toISOString().slice(0, 10)).toBe(want);
});

test('never lies before every date', () => {
  expect(new Period('never').before(parseDate('2026-11-22')).getTime()).toBeLessThan(parseDate('0001-01-01').getTime());
});

test.each([
  '',
  'P',
  'PT',
  '1d',
  '24h',
  'P1',
  'P1H',
  'PT1D',
  'P1.5D',
  '-P1D',
  'P-1D',
  'p1d',
  'P1DT',
  'P1D ',
  'Never',
  'P1D1Y',
  'P99999Y',
  'P1D\n',
])('`%s` is no period', (text) => {
  expect(() => new Period(text)).toThrow(RangeError);
});

test.each([
  '2026-02-30',
  '2026-13-01',
  '2026-00-10',
  '2023-02-29',
  '26-01-01',
  '2026-1-1',
  '2026-01-01T00:00:00Z',
  '',
  'today',
  '+02026-01-01',
  '2026-01-01\n',
])('`%s` is no date', (text) => {
  expect(() => parseDate(text)).toThrow(RangeError);
});

test('a date is its midnight', () => {
  expect(parseDate('2024-02-29').toISOString()).toBe('2024-02-29T00:00:00.000Z');
});
